#!/usr/bin/env python3
"""Compile signs.tsv into C: a word of bits for each character.

usage: compile_signs.py --traditional TABLE --out DIR signs.tsv LEXICON.tsv...

Writes DIR/sign_tables.h (enum sign) and DIR/sign_tables.c (sign_bits, one word a code
point of the basic plane and one for all others, in which a spelling might
begin). A mistake is reported as FILE:LINE and ends the build.
"""
import argparse
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__),
                                "..", "..", "..", "common", "fold"))
from fold import Mistake, fold, read_traditional, write  # noqa: E402

BASIC_PLANE = 0x10000
SIGNS_MAX = 32


def first_characters(path, traditional):
    """The folded characters with which the spellings of a lexicon begin."""
    lines = [line for line in open(path, encoding="utf8")
             if line.strip() and not line.startswith("#")]
    return {fold(line[0], traditional)[0] for line in lines[1:]}


def members(word, signs, lexicons, traditional):
    """The code points that one word of a sign's line stands for."""
    span = re.fullmatch(r"U\+([0-9A-F]{4,5})(?:-([0-9A-F]{4,5}))?", word)
    if span:
        first = int(span[1], 16)
        return set(range(first, int(span[2] or span[1], 16) + 1))
    if word[0] == "+" and word[1:] in signs:
        return signs[word[1:]]
    if word[0] == "@" and word[1:] in lexicons:
        return first_characters(lexicons[word[1:]], traditional)
    if len(word) != 1:
        raise Mistake(f"unknown member {word!r}")
    return {ord(word)}


def read_signs(path, lexicons, traditional):
    signs = {}
    for number, line in enumerate(open(path, encoding="utf8"), 1):
        name, tab, words = line.rstrip("\n").partition("\t")
        if not name or name.startswith("#"):
            continue
        try:
            if not tab or name in signs or not re.fullmatch("[a-z_]+", name):
                raise Mistake(f"bad sign {name!r}")
            signs[name] = set().union(*(
                members(word, signs, lexicons, traditional)
                for word in words.split(" ")))
        except Mistake as mistake:
            raise Mistake(f"{path}:{number}: {mistake}") from None
    if len(signs) > SIGNS_MAX:
        raise Mistake(f"{path}: more than {SIGNS_MAX} signs")
    return signs


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--traditional", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("signs")
    options.add_argument("lexicons", nargs="+")
    args = options.parse_args()
    lexicons = {os.path.basename(p)[:-len(".tsv")]: p for p in args.lexicons}
    signs = read_signs(args.signs, lexicons, read_traditional(args.traditional))

    bits = [0] * (BASIC_PLANE + 1)
    for bit, codes in enumerate(signs.values()):
        for code in codes:
            bits[min(code, BASIC_PLANE)] |= 1 << bit
    header = ["/* Made by compile_signs.py from signs.tsv; do not edit. */",
              "#ifndef SIGN_TABLES_H", "#define SIGN_TABLES_H", "#include <stdint.h>",
              "enum sign {"]
    header += [f"    SIGN_{name.upper()} = 1 << {bit},"
               for bit, name in enumerate(signs)]
    header += ["};", f"enum {{ SIGN_CODES = 0x{BASIC_PLANE:x} }};",
               "extern const uint32_t sign_bits[SIGN_CODES + 1];", "#endif"]
    source = ["/* Made by compile_signs.py from signs.tsv; do not edit. */",
              '#include "sign_tables.h"',
              "const uint32_t sign_bits[SIGN_CODES + 1] = {"]
    source += [f"    [{code}] = 0x{word:x}," for code, word in enumerate(bits)
               if word]
    source.append("};")
    write(os.path.join(args.out, "sign_tables.h"), header)
    write(os.path.join(args.out, "sign_tables.c"), source)


if __name__ == "__main__":
    try:
        main()
    except Mistake as mistake:
        sys.exit(str(mistake))
