#!/usr/bin/env python3
"""Compile the lexicons of this folder into C tables.

usage: compile.py --records record.h --traditional TABLE --out DIR FILE.tsv...

Writes DIR/tables.h and DIR/tables.c: for NAME.tsv one `struct NAME_row`,
the array NAME_rows and the trie lexicon_NAME over the folded spellings; a
hash over all lexicons. The format of the files is described in README.md.
Any mistake in them is reported as
FILE:LINE and ends the build. The files of a folder below this one, FOLDER/*.tsv,
become one table and one trie named for the folder.
"""
import argparse
import hashlib
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__),
                                "..", "..", "..", "common", "fold"))
from fold import Mistake, fold, read_traditional, write  # noqa: E402

BASIC_PLANE = 0x10000  # LEXICON_BASIC_PLANE
LABEL_BITS, ROW_BITS, BASE_BITS = 16, 24, 24  # LEXICON_LABEL_BITS and so on
PLACE_TRIES = 60  # after so many there is little room further in front


def read_enums(path):
    """The enumerations of a C header: name -> {spelling: enumerator}."""
    enums = {}
    source = open(path, encoding="utf8").read()
    for name, body in re.findall(r"enum (\w+) \{(.*?)\};", source, re.S):
        members = re.findall(r"^\s*([A-Z][A-Z0-9_]*)\b", body, re.M)
        prefix = os.path.commonprefix(members)
        prefix = prefix[: prefix.rfind("_") + 1]
        enums[name] = {m[len(prefix):].lower(): m for m in members}
    return enums


def c_string(text):
    out = []
    for byte in text.encode():
        out.append(chr(byte) if 0x20 <= byte < 0x7F and chr(byte) not in '"\\?'
                   else f"\\{byte:03o}")
    return '"' + "".join(out) + '"'


class Column:
    """One typed column, as `name:type` in the header line declares it."""

    def __init__(self, table, declaration, enums):
        self.name, _, kind = declaration.partition(":")
        if not re.fullmatch(r"[a-z_]+", self.name):
            raise Mistake(f"bad column name {self.name!r}")
        self.members, self.declares = None, False
        if kind in ("", "str"):
            self.c_type = "struct str"
        elif kind == "int":
            self.c_type = "int32_t"
        elif "|" in kind:
            # An enumeration of this lexicon's own: name:one|two|three.
            upper = f"{table}_{self.name}".upper()
            self.members = {m: f"{upper}_{m}".upper() for m in kind.split("|")}
            self.declares = True
            self.c_type = "uint8_t"
        elif kind in enums:
            self.members = enums[kind]
            self.c_type = "uint8_t"
        else:
            raise Mistake(f"unknown column type {kind!r}")

    def cell(self, text):
        if self.members is not None:
            if text not in self.members:
                raise Mistake(f"unknown {self.name} {text!r}; one of "
                              + ", ".join(self.members))
            return self.members[text]
        if self.c_type == "int32_t":
            if not re.fullmatch(r"-?\d{1,9}", text):
                raise Mistake(f"{self.name} {text!r} is not an integer")
            return text
        if text == "-":
            return "{NULL, 0}"
        return f"{{{c_string(text)}, {len(text.encode())}}}"


class Table:
    def __init__(self, path, enums, traditional):
        self.name = os.path.basename(path)[:-len(".tsv")]
        self.columns, self.rows, self.spellings = None, [], []
        self.written = []  # each row's cells as the file has them, by column
        first_line = {}
        for number, line in enumerate(open(path, encoding="utf8"), 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            try:
                fields = line.split("\t")
                if self.columns is None:
                    self.declare(fields, enums)
                    continue
                self.add(fields, traditional, first_line, number)
            except Mistake as mistake:
                raise Mistake(f"{path}:{number}: {mistake}") from None
        if not self.rows:
            raise Mistake(f"{path}:1: no rows")

    def declare(self, fields, enums):
        if fields[0] != "spelling":
            raise Mistake("the header line must begin with 'spelling'")
        self.columns = [Column(self.name, f, enums) for f in fields[1:]]

    def add(self, fields, traditional, first_line, number):
        if len(fields) != len(self.columns) + 1:
            raise Mistake(f"{len(fields)} columns, "
                          f"{len(self.columns) + 1} wanted")
        spelling = tuple(fold(fields[0], traditional))
        if not spelling or fields[0] != fields[0].strip():
            raise Mistake(f"bad spelling {fields[0]!r}")
        if spelling in first_line:
            raise Mistake(f"{fields[0]} again, first in line "
                          f"{first_line[spelling]}")
        first_line[spelling] = number
        cells = [c.cell(f) for c, f in zip(self.columns, fields[1:])]
        self.rows.append(cells)
        self.spellings.append(spelling)
        self.written.append({c.name: f for c, f in zip(self.columns, fields[1:])})

    def chosen(self, wanted):
        """The spellings of the rows whose cells are all as `wanted` says."""
        for spelling, cells in zip(self.spellings, self.written):
            if all(cells[name] == cell
                   for name, cell in (w.split("=") for w in wanted)):
                yield spelling

    def narrowest(self, column):
        """The type of a column: rows are looked at in passing, and the
        smaller they are, the more of them are near."""
        kind = self.columns[column].c_type
        if kind != "int32_t":
            return kind
        cells = [int(row[column]) for row in self.rows]
        for bits in (8, 16):
            if -(1 << bits - 1) <= min(cells) and max(cells) < 1 << bits - 1:
                return f"int{bits}_t"
        return kind

    def header(self):
        lines = []
        for c in self.columns:
            if c.declares:
                lines.append(f"enum {self.name}_{c.name} {{")
                lines += [f"    {m}," for m in c.members.values()]
                lines.append("};")
        if self.columns:
            lines.append(f"struct {self.name}_row {{")
            lines += [f"    {self.narrowest(n)} {c.name};"
                      for n, c in enumerate(self.columns)]
            lines.append("};")
            lines.append(
                f"extern const struct {self.name}_row {self.name}_rows[];")
        lines.append(f"extern const struct lexicon lexicon_{self.name};")
        return lines

    def source(self, root):
        name = self.name
        lines = []
        if self.columns:
            lines.append(f"const struct {name}_row {name}_rows[] = {{")
            lines += ["    {" + ", ".join(row) + "}," for row in self.rows]
            lines.append("};")
        longest = max(map(len, self.spellings))
        lines.append(f"const struct lexicon lexicon_{name} = "
                     f"{{{root}, {longest}}};")
        return lines


class Folder(Table):
    """FOLDER/*.tsv as one table: the files' names are its column `role`.

    A file is a list of spellings. A line @NAME.tsv takes in the spellings of
    another lexicon but for single characters and for what the folder has by
    itself; @NAME.tsv COLUMN=CELL... those of some rows. First come those
    files that only take in.
    """

    def __init__(self, folder, paths, tables, traditional):
        self.name = os.path.basename(folder)
        self.rows, self.spellings, self.written = [], [], []
        roles = [os.path.basename(p)[:-len(".tsv")] for p in paths]
        self.columns = [Column(self.name, "role:" + "|".join(roles), {})]
        first_line, taken, own = {}, [], set()
        for path, role in zip(paths, roles):
            for number, line in enumerate(open(path, encoding="utf8"), 1):
                line = line.rstrip("\n")
                if not line or line.startswith("#"):
                    continue
                if line.startswith("@"):
                    taken.append([line[1:], role])
                    continue
                own.add(role)
                try:
                    self.add([line, role], traditional, first_line,
                             f"{number} of {role}.tsv")
                except Mistake as mistake:
                    raise Mistake(f"{path}:{number}: {mistake}") from None
        for take, role in sorted(taken, key=lambda t: t[1] in own):
            for spelling in tables[take.split(".")[0]].chosen(take.split()[1:]):
                if len(spelling) > 1 and spelling not in first_line:
                    self.add(["".join(map(chr, spelling)), role], traditional,
                             first_line, take)


def number_characters(tables):
    """Number the characters of all lexicons, from 1: those of most nodes
    first, so that what is looked up often is near together."""
    times = {}
    for table in tables:
        starts = {spelling[:end + 1] for spelling in table.spellings
                  for end in range(len(spelling))}
        for start in starts:
            times[start[-1]] = times.get(start[-1], 0) + 1
    order = sorted(times, key=lambda code: (-times[code], code))
    if len(order) >= 1 << LABEL_BITS:
        raise Mistake("the lexicons have outgrown the labels of lexicon.h")
    return {code: number for number, code in enumerate(order, 1)}


def trie(spellings):
    """The root: each node maps the next characters to nodes, and -1 to the
    row of the spelling that ends there."""
    root = {}
    for row, spelling in enumerate(spellings):
        node = root
        for code in spelling:
            node = node.setdefault(code, {})
        node[-1] = row
    return root


def double_array(roots, numbers):
    """The cells of all tries (see lexicon.h) and the bases of their roots."""
    nodes = list(roots)
    for node in nodes:
        nodes += [child for code, child in node.items() if code != -1]

    def children(node):
        return sorted((numbers[code], child) for code, child in node.items()
                      if code != -1)

    # The largest families come first; those of one fill what is left.
    families = sorted((([number for number, _ in children(node)], index)
                       for index, node in enumerate(nodes) if children(node)),
                      key=lambda family: (-len(family[0]), family))
    used, bases, base_of = bytearray(b"\1"), {0}, {}
    start, is_alone = 1, False
    for family, index in families:
        if len(family) == 1 and not is_alone:
            start, is_alone = 1, True
        base_of[id(nodes[index])], start = place(family, used, bases, start)
    cells = [0] * (max(bases) + len(numbers) + 1)
    for node in nodes:
        for number, child in children(node):
            cells[base_of[id(node)] + number] = cell(
                number, child.get(-1, -1), base_of.get(id(child), 0))
    return cells, [base_of[id(root)] for root in roots]


def cell(number, row, base):
    """A cell: a child's label, the row that ends there, its own children."""
    if row + 1 >= 1 << ROW_BITS or base >= 1 << BASE_BITS:
        raise Mistake("a lexicon has outgrown the cells of lexicon.h")
    return number | row + 1 << LABEL_BITS | base << LABEL_BITS + ROW_BITS


def place(children, used, bases, start):
    """Take cells for a family, the first from `start` on that fit; its base,
    no other's, and where to look for the next."""
    first, rest = children[0], children[1:]
    cell, tries = used.find(b"\0", start) % (len(used) + 1), 0  # -1: the end
    while True:
        base = cell - first
        if base > 0 and base not in bases and not any(
                used[base + child:base + child + 1] == b"\1"
                for child in rest):
            break
        tries += 1
        following = used.find(b"\0", cell + 1)
        cell = following if following > 0 else max(cell + 1, len(used), first)
    end = base + children[-1] + 1
    used.extend(bytes(max(0, end - len(used))))
    bases.add(base)
    for child in children:
        used[base + child] = 1
    return base, start if tries < PLACE_TRIES else cell


def numbers_source(numbers):
    basic = [numbers.get(code, 0) for code in range(BASIC_PLANE)]
    lines = ["const uint16_t lexicon_numbers[LEXICON_BASIC_PLANE] = {"]
    lines += ["    " + "".join(f"{n}," for n in basic[at:at + 16])
              for at in range(0, len(basic), 16)]
    lines += ["};", "const struct lexicon_rarity lexicon_rarities[] = {"]
    lines += [f"    {{0x{code:x}, {numbers[code]}}},"
              for code in sorted(numbers) if code >= BASIC_PLANE]
    return lines + ["    {0, 0},", "};"]


def cells_source(cells):
    lines = ["const uint64_t lexicon_cells[] = {"]
    lines += ["    " + "".join(f"{cell}," for cell in cells[at:at + 16])
              for at in range(0, len(cells), 16)]
    return lines + ["};"]


def version(paths):
    digest = hashlib.blake2b(digest_size=8)
    for path in paths:
        digest.update(os.path.basename(path).encode() + b"\0")
        digest.update(open(path, "rb").read() + b"\0")
    return digest.hexdigest()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--records", required=True)
    options.add_argument("--traditional", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("files", nargs="+")
    args = options.parse_args()
    paths = sorted(args.files, key=os.path.basename)

    traditional = read_traditional(args.traditional)
    enums = read_enums(args.records)
    home = os.path.dirname(os.path.abspath(__file__))
    folders, tables = {}, []
    for path in paths:
        folder = os.path.dirname(os.path.abspath(path))
        if os.path.dirname(folder) == home:
            folders.setdefault(folder, []).append(path)
        else:  # of this folder, or made for it at build time
            tables.append(Table(path, enums, traditional))
    by_name = {table.name: table for table in tables}
    tables += [Folder(folder, parts, by_name, traditional)
               for folder, parts in sorted(folders.items())]

    header = ["/* Made by compile.py from the lexicons; do not edit. */",
              "#ifndef LEXICON_TABLES_H", "#define LEXICON_TABLES_H",
              '#include "record/record.h"',
              '#include "worker/extract/lexicon/lexicon.h"']
    source = ["/* Made by compile.py from the lexicons; do not edit. */",
              '#include "tables.h"', '#include "worker/extract/extract.h"']
    numbers = number_characters(tables)
    source += numbers_source(numbers)
    cells, roots = double_array([trie(table.spellings) for table in tables],
                                numbers)
    source += cells_source(cells)
    for table, root in zip(tables, roots):
        header += table.header()
        source += table.source(root)
    header.append("#endif")
    source += ["const char *", "extract_lexicon_version(void)", "{",
               f'    return "{version(paths)}";', "}"]
    write(os.path.join(args.out, "tables.h"), header)
    write(os.path.join(args.out, "tables.c"), source)


if __name__ == "__main__":
    try:
        main()
    except Mistake as mistake:
        sys.exit(str(mistake))
