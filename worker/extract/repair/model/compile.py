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
import itertools
import os

from sequences import Model, cost, read_counts
from smoothing import ORDER

LEADS = range(0x81, 0xFF)
TRAILS = range(0x40, 0xFF)
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
    "least_costs": "uint8_t",
    **{f"costs_{n}": "uint8_t" for n in range(1, ORDER + 1)},
    **{f"lasts_{n}": "uint16_t" for n in range(2, ORDER + 1)},
    **{f"lefts_{n}": "uint8_t" for n in range(1, ORDER)},
    **{f"begins_{n}": "uint32_t" for n in range(1, ORDER)},
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
              "enum {", f"    MODEL_ORDER = {ORDER},",
              f"    MODEL_CHAR_COUNT = {none},",
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
