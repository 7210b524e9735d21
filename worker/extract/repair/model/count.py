#!/usr/bin/env python3
"""Count which characters follow which in a folder of texts.

usage: count.py --traditional TABLE [--words FILE] FOLDER... > counts.tsv

Reads every *.txt below the folders (UTF-8) but those held out for measuring
(see held_out.py), folds each character as extraction does, and writes how
often each follows the one to three before it. Every digit counts as 0, blanks do
not count, ^ stands for a line's beginning and its end. A sentence that stands in
several texts counts once: copies of one report say nothing new.

FILE has a word and its frequency a line, between them a tab, as Debian's
rime-essay has them in /usr/share/rime-data/essay.txt: what reports say
elsewhere is likely made of the language's common words.

Sequences of three and more that say little more than shorter ones are left out.
"""
import argparse
import collections
import math
import re
import sys
from pathlib import Path

from held_out import is_held_out
from smoothing import EDGE, ORDER, estimates

# Bits that a sequence must save over all the texts to be written.
WORTH_MIN = 7
# A word's frequency by this is how often reports of that size would use it.
WORD_SCALE = 500
WORD_ORDER = 3

HEADER = """\
# counts.tsv: which character follows the one to three before it in Chinese work
# reports, counted by count.py over published ones and, for words they lack, the
# words of Debian's rime-essay: {chars} characters in all.
# `before`: the last of those, indented behind the ones before it; none at first;
# `total`: how often they stand in front of any; `followers`, ^ for a line's end, by
# level: 13:任制 stands for 2^(13/2) times each and up to 2^(14/2). Of the first row
# and behind three it is how often they were seen, else behind how many others.
before\ttotal\tfollowers
"""


def folding(path):
    """The table str.translate() folds with."""
    table = {}
    with open(path, encoding="utf8") as lines:
        for line in lines:
            source, _, targets = line.rstrip("\n").partition("\t")
            target = targets.split(" ")[0]
            if len(source) == 1 and len(target) == 1:
                table[ord(source)] = target
    for code in range(0xFF01, 0xFF5F):
        table[code] = chr(code - 0xFEE0)
    for digit in range(10):
        table[0x30 + digit] = table[0xFF10 + digit] = "0"
    table[ord(EDGE)] = table[0xFF3E] = ""
    return table


def sentences(lines, table):
    """(the characters before it, the sentence with a line's end)."""
    for line in lines:
        text = re.sub(r"[\s\U00010000-\U0010FFFF]+", "", line.translate(table))
        before = EDGE
        pieces = re.findall(r"[^。!?;]+[。!?;]*|[。!?;]+", text)
        for number, piece in enumerate(pieces, 1):
            yield before, piece + EDGE * (number == len(pieces))
            before = (before + piece)[1 - ORDER:]


def count_texts(folders, table):
    """{sequence: times} of each length up to ORDER, by length."""
    seen = set()
    counts = [collections.Counter() for _ in range(ORDER + 1)]
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.txt")):
            if is_held_out(path):
                continue
            lines = path.read_text("utf8", errors="ignore").splitlines()
            for before, sentence in sentences(lines, table):
                if (before[-1], sentence) in seen:
                    continue
                seen.add((before[-1], sentence))
                text = before + sentence
                for length in range(1, ORDER + 1):
                    counts[length].update(
                        text[end - length:end]
                        for end in range(max(length, len(before) + 1),
                                         len(text) + 1))
    return counts


def count_words(path, table, counts):
    with open(path, encoding="utf8") as lines:
        for line in lines:
            word, _, frequency = line.rstrip("\n").partition("\t")
            word = word.translate(table)
            times = round(int(frequency or 0) / WORD_SCALE)
            if times == 0 or len(word) < 2 or max(word) > "\uFFFF":
                continue
            for length in range(1, WORD_ORDER + 1):
                for at in range(len(word) - length + 1):
                    counts[length][word[at:at + length]] += times


def rows_of(counts):
    """{before: {follower: times}}, of shorter sequences behind how many others."""
    rows = collections.defaultdict(dict)
    for length in range(1, ORDER + 1):
        behind = collections.Counter()
        if 1 < length < ORDER:
            behind.update(sequence[1:] for sequence in counts[length + 1])
        for sequence, times in counts[length].items():
            if 1 < length < ORDER and sequence[0] != EDGE:
                times = max(1, behind[sequence])
            rows[sequence[:-1]][sequence[-1]] = times
    return rows


def worthy(rows, counts):
    """The followers of each row that are worth their place."""
    total = sum(rows[""].values())
    likely = {"": {c: n / total for c, n in rows[""].items()}}
    left = {}
    for before in sorted(rows, key=len):
        if before:
            shorter = likely[before[1:]]
            likely[before], left[before] = estimates(
                len(before) + 1, 0, rows[before], lambda c: shorter.get(c, 0))
    out = collections.defaultdict(dict)
    for before in sorted(rows, key=len, reverse=True):
        for char, times in rows[before].items():
            if len(before) > 1 and before + char not in out:
                without = left[before] * likely[before[1:]].get(char, 1e-9)
                saved = math.log2(likely[before][char] / without)
                if counts[len(before) + 1][before + char] * saved < WORTH_MIN:
                    continue
            out[before][char] = times
    return out


def level(times):
    return int(2 * math.log2(times) + 1e-9)


def groups(followers):
    by_level = collections.defaultdict(list)
    for char, times in followers.items():
        by_level[level(times)].append(char)
    return " ".join(f"{n}:{''.join(sorted(by_level[n]))}"
                    for n in sorted(by_level, reverse=True))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--traditional", required=True)
    options.add_argument("--words")
    options.add_argument("folder", nargs="+")
    args = options.parse_args()
    table = folding(args.traditional)
    counts = count_texts(args.folder, table)
    if args.words:
        count_words(args.words, table, counts)
    rows = rows_of(counts)
    kept = worthy(rows, counts)
    sys.stdout.write(HEADER.format(chars=sum(rows[""].values())))
    for before in sorted(kept):
        print(" " * (len(before) - 1) + before[-1:], sum(rows[before].values()),
              groups(kept[before]), sep="\t")


if __name__ == "__main__":
    main()
