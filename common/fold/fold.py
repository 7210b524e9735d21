#!/usr/bin/env python3
"""Fold characters, and compile the table that C folds with.

usage: fold.py TRADITIONAL OUT

TRADITIONAL is OpenCC's table of characters in text form. Writes
OUT/fold_tables.h and OUT/fold_tables.c; the other tables that are made of
folded text import this.
"""
import os
import sys
import unicodedata

PAGE_CODES = 64


class Mistake(Exception):
    pass


def read_traditional(path):
    """OpenCC's text form: character, tab, alternatives; the first is used."""
    table = {}
    with open(path, encoding="utf8") as lines:
        for line in lines:
            source, _, targets = line.rstrip("\n").partition("\t")
            target = targets.split(" ")[0]
            if len(source) == 1 and len(target) == 1 and source != target:
                table[ord(source)] = ord(target)
    if not table:
        raise Mistake(f"{path}: no character pairs")
    return table


def fold(text, traditional):
    """What text_fold() does to each character."""
    folded = []
    for code in map(ord, text):
        if 0xFF01 <= code <= 0xFF5E:
            code -= 0xFEE0
        elif code == 0x3000:
            code = 0x20
        elif 0xF900 <= code <= 0xFAFF or 0x2F00 <= code <= 0x2FD5:
            # PDFs write these for the characters that they look like.
            unified = unicodedata.normalize("NFKC", chr(code))
            code = ord(unified) if len(unified) == 1 else code
        folded.append(traditional.get(code, code))
    return folded


def in_pages(values):
    """One value for each code point as (page index, pages); like pages are
    one. The first page is all zero."""
    pages, index = {(0,) * PAGE_CODES: 0}, []
    for at in range(0, len(values), PAGE_CODES):
        page = tuple(values[at:at + PAGE_CODES])
        index.append(pages.setdefault(page, len(pages)))
    return index, list(pages)


def source(traditional):
    """What is added to a code point to fold it, and how many pages there are."""
    differences = [0] * (-(-(max(traditional) + 1) // PAGE_CODES) * PAGE_CODES)
    for code in range(len(differences)):
        differences[code] = fold(chr(code), traditional)[0] - code
    index, pages = in_pages(differences)
    lines = [f"const uint16_t fold_page_index[{len(index)}] = {{"]
    lines += ["    " + "".join(f"{i}," for i in index[n:n + 16])
              for n in range(0, len(index), 16)]
    lines += ["};", f"const int32_t fold_pages[][{PAGE_CODES}] = {{"]
    lines += ["    {" + ",".join(map(str, page)) + "}," for page in pages]
    lines.append("};")
    return lines, len(index)


def write(path, lines):
    with open(path, "w", encoding="utf8") as out:
        out.write("\n".join(lines) + "\n")


def main(traditional, folder):
    made = "/* Made by fold.py from OpenCC's table; do not edit. */"
    lines, page_count = source(read_traditional(traditional))
    header = [made, "#ifndef FOLD_TABLES_H", "#define FOLD_TABLES_H",
              "#include <stdint.h>",
              f"enum {{ FOLD_PAGE_CODES = {PAGE_CODES}, "
              f"FOLD_PAGE_COUNT = {page_count} }};",
              "extern const uint16_t fold_page_index[FOLD_PAGE_COUNT];",
              "extern const int32_t fold_pages[][FOLD_PAGE_CODES];", "#endif"]
    write(os.path.join(folder, "fold_tables.h"), header)
    write(os.path.join(folder, "fold_tables.c"),
          [made, '#include "fold_tables.h"'] + lines)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Mistake as mistake:
        sys.exit(str(mistake))
