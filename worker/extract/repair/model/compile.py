#!/usr/bin/env python3
"""Compile the counts and the GBK table into C.

usage: compile.py --traditional TABLE --simplified TABLE --phrases TABLE
                  --counts FILE --out DIR

Writes DIR/model_tables.h and DIR/model_tables.c: the code point of every GBK
pair and back; the pairs of all characters that reports use, by either byte;
the cost in eighths of a bit of each character after those before it; and
what each character is to the search for damage.
"""
import argparse
import collections
import itertools
import math
import os
import sys

LEADS = range(0x81, 0xFF)
TRAILS = range(0x40, 0xFF)
BITS = 8            # costs are in eighths of a bit
COST_MAX = 255
# What a sequence gives of its count to the shorter ones: seen once, twice, more.
DISCOUNTS = (0.7, 1.1, 1.4)
LEFT_MIN = 0.04     # at least as much of the probability
UNUSED_CHARS = 20000
RARE_TIMES = 14     # a character seen less often is rare
EDGE = "^"
IDEOGRAPHIC_SPACE = 0x3000  # it opens a paragraph; the counts know no blanks


def read_conversion(path):
    """The first target of each single character."""
    table = {}
    with open(path, encoding="utf8") as lines:
        for line in lines:
            source, _, targets = line.rstrip("\n").partition("\t")
            target = targets.split(" ")[0]
            if len(source) == 1 and len(target) == 1:
                table[ord(source)] = ord(target)
    return table


def read_phrases(path, written):
    """{phrase: as written} where that is not told by shorter ones in it."""
    rows = []
    with open(path, encoding="utf8") as lines:
        for line in lines:
            source, _, targets = line.rstrip("\n").partition("\t")
            target = targets.split(" ")[0]
            if len(source) == len(target) and max(source + target) <= "\uFFFF":
                rows.append((source, target))
    phrases = {}
    for source, target in sorted(rows, key=lambda row: (len(row[0]), row)):
        if convert(source, phrases, written) != target:
            phrases[source] = target
    return phrases


def convert(text, phrases, written):
    """The longest phrases first, from left to right."""
    out, at = "", 0
    while at < len(text):
        end = next((end for end in range(len(text), at, -1)
                    if text[at:end] in phrases), at + 1)
        char = ord(text[at])
        out += phrases.get(text[at:end]) or chr(written.get(char, char))
        at = end
    return out


def fold(code, traditional):
    """What text_fold() does to each character."""
    if 0xFF01 <= code <= 0xFF5E:
        return code - 0xFEE0
    if code == 0x3000:
        return 0x20
    return traditional.get(code, code)


def counted_as(code):
    """Every digit counts as 0."""
    return ord("0") if 0x30 <= code <= 0x39 else code


def gbk_pairs():
    """{pair: code point} of all pairs that have one."""
    pairs = {}
    for lead in LEADS:
        for trail in TRAILS:
            try:
                text = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                pairs[lead << 8 | trail] = ord(text)
    return pairs


def cost(probability):
    return min(COST_MAX, round(-math.log2(probability) * BITS))


def times_of(level):
    """The middle of a level's counts; the first ones are exact."""
    return (1, 1, 2, 3)[level] if level < 4 else round(2 ** ((level + 0.5) / 2))


def read_counts(path):
    """{before: (count, {follower: count})} of one and of two characters."""
    counts, is_header = {}, True
    for number, line in enumerate(open(path, encoding="utf8"), 1):
        if line.startswith("# "):
            continue
        if is_header:
            is_header = False
            continue
        fields = line.rstrip("\n").split("\t")
        if len(fields) != 3 or len(fields[0]) not in (1, 2):
            sys.exit(f"{path}:{number}: three columns wanted")
        followers = {}
        for group in fields[2].split(" ") if fields[2] else []:
            level, _, chars = group.partition(":")
            followers.update(dict.fromkeys(chars, times_of(int(level))))
        counts[fields[0]] = (int(fields[1] or 0), followers)
    return counts


def discount(times):
    return DISCOUNTS[min(times, len(DISCOUNTS)) - 1]


class Model:
    """
    Kneser and Ney's: absolute discounting, each length mixed with the next
    shorter one, in which a character is as likely as it is versatile: it
    counts behind how many others it was seen, not how often.
    """

    def __init__(self, counts):
        self.counts = counts
        self.vocabulary = [EDGE] + sorted(
            c for c in counts if len(c) == 1 and c != EDGE)
        times_of_char = {c: counts[c][0] for c in self.vocabulary}
        variety, behind = collections.Counter(), collections.Counter()
        for before, (_, followers) in counts.items():
            if len(before) == 1:
                variety.update(followers.keys())
            else:
                for follower in followers:
                    behind[before[1] + follower] += 1
        for before in self.vocabulary[1:]:
            followers = counts[before][1]
            counts[before] = (0, {c: max(1, behind[before + c])
                                  for c in followers})
        total = sum(variety.values())
        rest = DISCOUNTS[0] * len(self.vocabulary) / total
        self.unknown = rest / UNUSED_CHARS
        self.rare = {c for c in self.vocabulary
                     if times_of_char[c] < RARE_TIMES}
        self.alone = {c: max(variety[c] - DISCOUNTS[0], 0.25) / total
                      for c in self.vocabulary}

    def estimates(self, before, lower):
        """Of each follower seen, and the weight of `lower` in all of them."""
        times, followers = self.counts[before]
        times = max(1, times, sum(followers.values()))
        own = {c: (n - discount(n)) / times for c, n in followers.items()}
        left = max(LEFT_MIN, 1 - sum(own.values()))
        return {c: p + left * lower(c) for c, p in own.items()}, left

    def tables(self):
        """The C arrays by name."""
        places = {c: n for n, c in enumerate(self.vocabulary)}
        out = collections.defaultdict(list)
        for char in self.vocabulary:
            pairs, left = self.estimates(char, lambda c: self.alone[c])
            out["alone_costs"].append(cost(self.alone[char]))
            out["single_left_costs"].append(cost(left))
            out["pair_begins"].append(len(out["pair_followers"]))
            for follower in sorted(pairs, key=places.get):
                out["pair_followers"].append(places[follower])
                out["pair_costs"].append(cost(pairs[follower]))
                out["triple_begins"].append(len(out["triple_followers"]))
                if char + follower not in self.counts:
                    out["pair_left_costs"].append(0)
                    continue
                triples, left = self.estimates(
                    char + follower, self.after(follower))
                out["pair_left_costs"].append(cost(left))
                for last in sorted(triples, key=places.get):
                    out["triple_followers"].append(places[last])
                    out["triple_costs"].append(cost(triples[last]))
        out["pair_begins"].append(len(out["pair_followers"]))
        out["triple_begins"].append(len(out["triple_followers"]))
        out["least_costs"] = list(out["alone_costs"])
        for kind in ("pair", "triple"):
            for place, price in zip(out[f"{kind}_followers"],
                                    out[f"{kind}_costs"]):
                out["least_costs"][place] = min(out["least_costs"][place], price)
        return out

    def after(self, char):
        """P(follower | char), made once for each character."""
        if not hasattr(self, "lower"):
            self.lower = {}
        if char not in self.lower:
            self.lower[char] = self.estimates(char, lambda c: self.alone[c])
        seen, left = self.lower[char]
        return lambda c: seen.get(c) or left * self.alone[c]


def oddness(model, traditional):
    """Whether a character beyond ASCII is odd in a report: a bit for each code
    point, in words of 64."""
    usual = {ord(c) for c in model.vocabulary} - {ord(c) for c in model.rare}
    # What GBK does not have is not of its slips.
    known = set(gbk_pairs().values())
    known |= {code for code, target in traditional.items() if target in known}
    odd = [int(code in known and not chr(code).isspace()
               and counted_as(fold(code, traditional)) not in usual)
           for code in range(0x10000)]
    return [sum(bit << n for n, bit in enumerate(odd[at:at + 64]))
            for at in range(0, len(odd), 64)]


TYPES = {
    "model_odd": "uint64_t",
    "gbk_codes": "uint16_t", "gbk_gaps": "uint8_t",
    "gbk_pairs": "uint16_t", "gbk_form_begins": "uint16_t",
    "gbk_form_pairs": "uint16_t", "model_chars": "uint16_t",
    "gbk_used_begins": "uint16_t", "gbk_used_pairs": "uint16_t",
    "model_places": "uint16_t",
    "alone_costs": "uint8_t", "least_costs": "uint8_t", "single_left_costs": "uint8_t",
    "pair_begins": "uint32_t", "pair_followers": "uint16_t",
    "pair_costs": "uint8_t", "pair_left_costs": "uint8_t",
    "triple_begins": "uint32_t", "triple_followers": "uint16_t",
    "triple_costs": "uint8_t",
    "written_singly": "uint16_t",
    "phrase_begins": "uint32_t", "phrase_sources": "uint16_t",
    "phrase_targets": "uint16_t",
}


def begins_of(groups):
    """Where each group begins when they stand in a row, and where all end."""
    return [0, *itertools.accumulate(len(group) for group in groups)]


def gbk_tables(places, traditional):
    pairs = gbk_pairs()
    by_code = {code: pair for pair, code in sorted(pairs.items(), reverse=True)}
    forms = [[] for _ in range(max(places.values()) + 1)]
    for pair, code in pairs.items():
        folded = counted_as(fold(code, traditional))
        if folded in places:
            forms[places[folded]].append(pair)
    used = [pair for pair, code in pairs.items()
            if code == IDEOGRAPHIC_SPACE
            or counted_as(fold(code, traditional)) in places]
    by_trail = [sorted(p for p in used if p & 0xFF == byte)
                for byte in range(256)]
    by_lead = [sorted(p for p in used if p >> 8 == byte)
               for byte in range(256)]
    return {
        "gbk_codes": [pairs.get(lead << 8 | trail, 0) for lead in LEADS
                      for trail in TRAILS],
        "gbk_gaps": [int(lead in LEADS and any(
            (lead << 8 | trail) not in pairs for trail in LEADS))
            for lead in range(256)],
        "gbk_pairs": [by_code.get(code, 0) for code in range(0x10000)],
        "gbk_form_begins": begins_of(forms),
        "gbk_form_pairs": sum(forms, []),
        "gbk_used_begins": begins_of(by_lead + by_trail),
        "gbk_used_pairs": sum(by_lead + by_trail, []),
    }


def array(kind, name, values, width=24):
    lines = [f"const {kind} {name}[] = {{"]
    lines += ["".join(f"{v:#x}," for v in values[n:n + width])
              for n in range(0, len(values), width)]
    return lines + ["};"]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--traditional", required=True)
    options.add_argument("--simplified", required=True)
    options.add_argument("--phrases", required=True)
    options.add_argument("--counts", required=True)
    options.add_argument("--out", required=True)
    args = options.parse_args()
    traditional = read_conversion(args.traditional)
    written = {source: target for source, target
               in read_conversion(args.simplified).items()
               if source != target and source <= 0xFFFF and target <= 0xFFFF}
    phrases = sorted(read_phrases(args.phrases, written).items())
    model = Model(read_counts(args.counts))
    places = {ord(c): n for n, c in enumerate(model.vocabulary) if n > 0}

    tables = model.tables()
    tables.update(gbk_tables(places, traditional))
    none = len(model.vocabulary)
    tables["model_places"] = [places.get(counted_as(code), none)
                              for code in range(0x10000)]
    tables["model_odd"] = oddness(model, traditional)
    tables["model_chars"] = [0] + [ord(c) for c in model.vocabulary[1:]]
    tables["written_singly"] = [written.get(code, code)
                                for code in range(0x10000)]
    tables["phrase_begins"] = begins_of([source for source, _ in phrases])
    tables["phrase_sources"] = [ord(c) for source, _ in phrases for c in source]
    tables["phrase_targets"] = [ord(c) for _, target in phrases for c in target]

    header = ["/* Made by compile.py; do not edit. */",
              "#ifndef MODEL_TABLES_H", "#define MODEL_TABLES_H",
              "#include <stdint.h>",
              "enum {", f"    MODEL_CHAR_COUNT = {none},",
              f"    MODEL_UNKNOWN_COST = {cost(model.unknown)},",
              f"    PHRASE_COUNT = {len(phrases)},", "};"]
    source = ["/* Made by compile.py; do not edit. */",
              '#include "model_tables.h"']
    for name in sorted(tables):
        header.append(f"extern const {TYPES[name]} {name}[];")
        source += array(TYPES[name], name, tables[name])
    header.append("#endif")
    for name, lines in (("h", header), ("c", source)):
        path = os.path.join(args.out, f"model_tables.{name}")
        with open(path, "w", encoding="utf8") as out:
            out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
