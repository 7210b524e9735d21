#!/usr/bin/env python3
"""Compile the bigram counts and the GBK table into C.

usage: compile.py --traditional TABLE --bigrams FILE --out DIR

Writes DIR/model_tables.h and DIR/model_tables.c: the code point of every
GBK pair, every pair of a folded code point, and the cost in eighths of a
bit of each character after each other one.
"""
import argparse
import math
import os
import sys

LEADS = range(0x81, 0xFF)
TRAILS = range(0x40, 0xFF)
BITS = 8            # costs are in eighths of a bit
KNOWN = 0.8         # the share of probability that seen pairs hold
COST_MAX = 255
UNSEEN_END = 1e-5


def read_traditional(path):
    table = {}
    with open(path, encoding="utf8") as lines:
        for line in lines:
            source, _, targets = line.rstrip("\n").partition("\t")
            target = targets.split(" ")[0]
            if len(source) == 1 and len(target) == 1:
                table[ord(source)] = ord(target)
    return table


def fold(code, traditional):
    """What text_normalise() does to each character."""
    if 0xFF01 <= code <= 0xFF5E:
        return code - 0xFEE0
    if code == 0x3000:
        return 0x20
    return traditional.get(code, code)


def gbk_pairs():
    """(pair, code point) of all pairs that have one."""
    for lead in LEADS:
        for trail in TRAILS:
            try:
                text = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                yield lead << 8 | trail, ord(text)


def cost(probability):
    return min(COST_MAX, round(-math.log2(probability) * BITS))


def read_bigrams(path):
    """Code point -> (count, {follower: count}); 0 is a line's beginning."""
    firsts, is_header = {}, True
    for number, line in enumerate(open(path, encoding="utf8"), 1):
        if line.startswith("# ") or line == "\n":
            continue
        if is_header:
            is_header = False
            continue
        fields = line.rstrip("\n").split("\t")
        if len(fields) != 3 or len(fields[0]) != 1:
            sys.exit(f"{path}:{number}: three columns wanted")
        followers = {}
        # The groups are cut by hand: a follower may be any mark.
        rest = fields[2]
        for group in rest.split(" ") if rest else []:
            power, _, chars = group.partition(":")
            for char in chars:
                follower = 0 if char == "^" else ord(char)
                followers[follower] = 1.5 * (1 << int(power))
        first = 0 if fields[0] == "^" else ord(fields[0])
        firsts[first] = (int(fields[1]), followers)
    return firsts


def array(kind, name, values, width=12):
    lines = [f"const {kind} {name}[] = {{"]
    lines += ["    " + " ".join(f"{v}," for v in values[n:n + width])
              for n in range(0, len(values), width)]
    return lines + ["};"]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--traditional", required=True)
    options.add_argument("--bigrams", required=True)
    options.add_argument("--out", required=True)
    args = options.parse_args()
    traditional = read_traditional(args.traditional)
    pairs = dict(gbk_pairs())
    firsts = read_bigrams(args.bigrams)
    total = sum(count for count, _ in firsts.values())

    codes = [pairs.get(lead << 8 | trail, 0) for lead in LEADS
             for trail in TRAILS]
    # The rare characters that fold past 16 bits stand in no report.
    forms = sorted((fold(code, traditional), pair)
                   for pair, code in pairs.items()
                   if fold(code, traditional) <= 0xFFFF)
    by_code = sorted((code, pair) for pair, code in pairs.items())
    vocabulary = sorted(firsts)
    begins, followers, costs = [], [], []
    for first in vocabulary:
        count, seen = firsts[first]
        begins.append(len(followers))
        for code, times in sorted(seen.items()):
            alone = firsts[code][0] / total if code else 0
            followers.append(code)
            costs.append(cost(min(1.0, KNOWN * times / count)
                              + (1 - KNOWN) * alone))
    begins.append(len(followers))
    # Lines are many, yet hardly any character not seen to end one does.
    alone = [cost((1 - KNOWN) * firsts[c][0] / total if c else UNSEEN_END)
             for c in vocabulary]

    can_vanish = [int(lead in LEADS and any(
        (lead << 8 | trail) not in pairs for trail in LEADS))
        for lead in range(256)]

    header = ["/* Made by compile.py; do not edit. */",
              "#ifndef MODEL_TABLES_H", "#define MODEL_TABLES_H",
              "#include <stdint.h>",
              "enum {", f"    GBK_CODE_COUNT = {len(by_code)},",
              f"    GBK_FORM_COUNT = {len(forms)},",
              f"    MODEL_CHAR_COUNT = {len(vocabulary)},",
              f"    MODEL_COST_UNIT = {BITS},", "};",
              "extern const uint16_t gbk_codes[];",
              "/* Lead bytes of pairs without a code point. */",
              "extern const uint8_t gbk_gaps[];",
              "/* GBK pairs and their code points, by code point. */",
              "extern const uint16_t gbk_code_keys[];",
              "extern const uint16_t gbk_code_pairs[];",
              "/* GBK pairs and their folded code points, by the latter. */",
              "extern const uint16_t gbk_form_keys[];",
              "extern const uint16_t gbk_form_pairs[];",
              "/* Characters in order; followers of the n-th begin at n. */",
              "extern const uint16_t model_chars[];",
              "extern const uint8_t model_alone_costs[];",
              "extern const uint32_t model_begins[];",
              "extern const uint16_t model_followers[];",
              "extern const uint8_t model_follower_costs[];", "#endif"]
    source = ["/* Made by compile.py; do not edit. */",
              '#include "model_tables.h"']
    source += array("uint16_t", "gbk_codes", codes)
    source += array("uint8_t", "gbk_gaps", can_vanish)
    source += array("uint16_t", "gbk_code_keys", [c for c, _ in by_code])
    source += array("uint16_t", "gbk_code_pairs", [p for _, p in by_code])
    source += array("uint16_t", "gbk_form_keys", [c for c, _ in forms])
    source += array("uint16_t", "gbk_form_pairs", [p for _, p in forms])
    source += array("uint16_t", "model_chars", vocabulary)
    source += array("uint8_t", "model_alone_costs", alone)
    source += array("uint32_t", "model_begins", begins)
    source += array("uint16_t", "model_followers", followers)
    source += array("uint8_t", "model_follower_costs", costs)
    for name, lines in (("h", header), ("c", source)):
        path = os.path.join(args.out, f"model_tables.{name}")
        with open(path, "w", encoding="utf8") as out:
            out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
