#!/usr/bin/env python3
"""Compile indicators.tsv into the C table behind indicator.h.

usage: compile.py INDICATORS.tsv OUT.c

Columns are described in the file itself. A duplicate id or name, an unknown
kind or a wrong number of columns ends the build with FILE:LINE.
"""
import re
import sys

COLUMNS = ["id", "kinds", "nature", "target", "breaks", "names"]
KINDS = ["count", "money", "percent", "point", "ratio", "length", "area",
         "mass", "volume", "energy", "power", "duration", "rank", "other"]
NATURES = ["stock", "flow"]
TARGETS = ["none", "floor", "cap"]


class Mistake(Exception):
    pass


def c_str(text):
    quoted = "".join(chr(b) if 0x20 <= b < 0x7F and chr(b) not in '"\\?'
                     else f"\\{b:03o}" for b in text.encode())
    return f'{{"{quoted}", {len(text.encode())}}}'


def one_of(word, known, column):
    if word not in known:
        raise Mistake(f"unknown {column} {word!r}; one of {', '.join(known)}")
    return word.upper()


def read_break(text):
    """A note that begins with its year; without one it holds of several."""
    year = re.match(r"(\d{4})\b", text)
    return int(year.group(1)) if year else 0, text


def read_row(cells):
    if len(cells) != len(COLUMNS):
        raise Mistake(f"{len(cells)} columns, {len(COLUMNS)} wanted")
    row = dict(zip(COLUMNS, cells))
    if not re.fullmatch(r"[a-z0-9_]+", row["id"]):
        raise Mistake(f"bad id {row['id']!r}")
    row["kinds"] = [one_of(k, KINDS, "kind") for k in row["kinds"].split("|")]
    row["nature"] = one_of(row["nature"], NATURES, "nature")
    row["target"] = one_of(row["target"], TARGETS, "target")
    row["breaks"] = sorted(read_break(b) for b in row["breaks"].split("|")
                           if b != "-")
    row["names"] = row["names"].split("|")
    return row


def read_rows(path):
    rows, seen, is_declared = [], {}, False
    for number, line in enumerate(open(path, encoding="utf8"), 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        try:
            if not is_declared:
                if cells != COLUMNS:
                    raise Mistake("the first row must be " + " ".join(COLUMNS))
                is_declared = True
                continue
            row = read_row(cells)
            for spelling in [row["id"]] + row["names"]:
                if spelling in seen:
                    raise Mistake(f"{spelling} again, first in line "
                                  f"{seen[spelling]}")
                seen[spelling] = number
        except Mistake as mistake:
            raise Mistake(f"{path}:{number}: {mistake}") from None
        rows.append(row)
    return sorted(rows, key=lambda r: r["id"].encode())


def source(rows):
    yield "/* Made by compile.py from indicators.tsv; do not edit. */"
    yield '#include "indicator/table.h"'
    for i, row in enumerate(rows):
        yield f"static const struct str names_{i}[] = {{"
        yield from (f"    {c_str(n)}," for n in row["names"])
        yield "};"
        if row["breaks"]:
            yield f"static const struct indicator_break breaks_{i}[] = {{"
            yield from (f"    {{{y}, {c_str(n)}}}," for y, n in row["breaks"])
            yield "};"
    yield "const struct indicator indicator_table[] = {"
    for i, row in enumerate(rows):
        kinds = " | ".join(f"1U << KIND_{k}" for k in row["kinds"])
        breaks = f"breaks_{i}" if row["breaks"] else "NULL"
        yield (f"    {{{c_str(row['id'])}, names_{i}, {len(row['names'])}, "
               f"{kinds}, NATURE_{row['nature']}, TARGET_{row['target']}, "
               f"{breaks}, {len(row['breaks'])}}},")
    yield "};"
    yield f"const size_t indicator_table_count = {len(rows)};"
    names = sorted((n.encode(), i, n) for i, row in enumerate(rows)
                   for n in row["names"])
    yield "const struct indicator_name indicator_names[] = {"
    yield from (f"    {{{c_str(n)}, {i}}}," for _, i, n in names)
    yield "};"
    yield f"const size_t indicator_name_count = {len(names)};"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    lines = list(source(read_rows(sys.argv[1])))
    with open(sys.argv[2], "w", encoding="utf8") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    try:
        main()
    except Mistake as mistake:
        sys.exit(str(mistake))
