#!/usr/bin/env python3
"""Compile divisions.tsv and boundaries.tsv into the tables of division.c.

usage: compile.py divisions.tsv boundaries.tsv OUT.c

Rows go by lineage and time, so that the versions of one division stand side
by side; two lists of row numbers go by name and by code.
"""
import sys

COLUMNS = "lineage\tcode\tname\tfrom\tto\tlevel"
BOUNDARY_COLUMNS = "lineage\tyear\tchange\tname"


def text(s):
    return f'STR_INIT("{s}")'


def read(path, columns):
    with open(path, encoding="utf8") as source:
        lines = [l.rstrip("\n") for l in source if not l.startswith("#")]
    if lines[0] != columns:
        sys.exit(f"{path}: its columns are not {columns!r}")
    return [l.split("\t") for l in lines[1:]]


def read_boundaries(path, lineages):
    rows = read(path, BOUNDARY_COLUMNS)
    for lineage, year, change, name in rows:
        if lineage not in lineages or change not in ("with", "without"):
            sys.exit(f"{path}: {lineage} {year} {change} {name}: no such "
                     "lineage, or neither with nor without")
    return sorted(rows, key=lambda r: (r[0].encode(), int(r[1])))


def index(name, rows, column):
    order = sorted(range(len(rows)), key=lambda i: (rows[i][column].encode(), i))
    return ([f"const uint16_t {name}[] = {{"]
            + ["    " + "".join(f"{i}," for i in order[n:n + 12])
               for n in range(0, len(order), 12)] + ["};"])


def main():
    rows = sorted(read(sys.argv[1], COLUMNS),
                  key=lambda r: (r[0].encode(), int(r[3])))
    boundaries = read_boundaries(sys.argv[2], {r[0] for r in rows})
    lines = ["/* Made by compile.py from divisions.tsv; do not edit. */",
             '#include "division/table.h"',
             "const struct division division_rows[] = {"]
    lines += [f"    {{{text(n)}, {text(c)}, {text(l)}, {a}, {b}, {level}}},"
              for l, c, n, a, b, level in rows]
    lines += ["};", f"const size_t division_count = {len(rows)};"]
    lines += index("division_by_name", rows, 2) + index("division_by_code", rows, 1)
    lines += ["const struct boundary_row boundary_rows[] = {"]
    lines += [f"    {{{text(l)}, {{{year}, {text(n)}, "
              f"{'true' if change == 'with' else 'false'}}}}},"
              for l, year, change, n in boundaries]
    lines += ["};", f"const size_t boundary_row_count = {len(boundaries)};"]
    with open(sys.argv[3], "w", encoding="utf8") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
