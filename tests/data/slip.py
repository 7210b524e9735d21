#!/usr/bin/env python3
"""Damage clean text the way crawled Chinese pages are damaged.

usage: slip.py CLEAN SLIPS          print CLEAN with every span of SLIPS slipped
       slip.py --check CLEAN SLIPS DAMAGED   exit 1 unless DAMAGED is that text

A page served as GBK loses one byte: a converter takes the lead byte of a
character for a stray one and writes '?' for it. From there to the end of the
span every pair is read one byte out of step. Pairs that GBK does not map
vanish, or become '?', as the converter had it; an odd byte at the end becomes
'?'; last, full-width ASCII is folded to its plain form.

SLIPS has one span a line: line number in CLEAN (from 1), what becomes of
unmappable pairs ("vanish" or "mark"), and the clean text of the span, which
must stand exactly once in that line; tab-separated, # starts a comment.
"""
import sys


def fold_width(text):
    """Full-width ASCII to ASCII; everything else stays."""
    return "".join(
        chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text
    )


def slip(text, unmappable):
    """`text` as it reads after its first byte in GBK was lost."""
    code = text.encode("gb18030")
    lost = "" if unmappable == "vanish" else "?"
    out = ["?"]
    at = 1
    while at < len(code):
        if code[at] < 0x80:
            out.append(chr(code[at]))
            at += 1
        elif at + 1 == len(code):
            out.append("?")
            at += 1
        else:
            try:
                out.append(code[at : at + 2].decode("gbk"))
            except UnicodeDecodeError:
                out.append(lost)
            at += 2
    return fold_width("".join(out))


def read_slips(path):
    """(line number, unmappable, clean text) for every span of the file."""
    spans = []
    with open(path, encoding="utf8") as lines:
        for number, raw in enumerate(lines, 1):
            row = raw.rstrip("\n")
            if not row or row.startswith("#"):
                continue
            fields = row.split("\t")
            if len(fields) != 3 or fields[1] not in ("vanish", "mark"):
                sys.exit(f"{path}:{number}: want LINE, vanish or mark, TEXT")
            spans.append((int(fields[0]), fields[1], fields[2]))
    return spans


def damage(clean_path, slips_path):
    """The whole clean text with every listed span slipped."""
    with open(clean_path, encoding="utf8") as clean:
        lines = clean.read().split("\n")
    for number, unmappable, text in read_slips(slips_path):
        line = lines[number - 1]
        if line.count(text) != 1:
            sys.exit(f"{slips_path}: {text!r} is not once in line {number}")
        lines[number - 1] = line.replace(text, slip(text, unmappable))
    return "\n".join(lines)


def main(arguments):
    if arguments[:1] in (["--help"], ["-h"]):
        print(__doc__, end="")
        return 0
    if arguments[:1] == ["--check"] and len(arguments) == 4:
        with open(arguments[3], encoding="utf8") as damaged:
            if damaged.read() == damage(*arguments[1:3]):
                return 0
        print(f"{arguments[3]}: not what slip.py makes", file=sys.stderr)
        return 1
    if len(arguments) != 2:
        print("usage: slip.py [--check] CLEAN SLIPS [DAMAGED]", file=sys.stderr)
        return 2
    sys.stdout.write(damage(*arguments))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
