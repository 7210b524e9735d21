#!/usr/bin/env python3
"""Count which characters follow which in a folder of texts.

usage: count.py --traditional TABLE [--words FILE] FOLDER... > counts.tsv

Reads every *.txt below the folders (UTF-8) but those held out for measuring
(see held_out.py), folds each character as extraction does, and writes how
often each follows the one and the two before it. Every digit counts as 0, blanks do
not count, ^ stands for a line's beginning and its end. A sentence that stands in
several texts counts once: copies of one report say nothing new.

FILE has a word and its frequency a line, between them a tab, as Debian's
rime-essay has them in /usr/share/rime-data/essay.txt: what reports say
elsewhere is likely made of the language's common words.
"""
import argparse
import collections
import math
import re
import sys
from pathlib import Path

from held_out import is_held_out

# Seen more seldom, it is left out.
PAIR_MIN = 1
TRIPLE_MIN = 1
EDGE = "^"
# A word's frequency by this is how often reports of that size would use it.
WORD_SCALE = 500

HEADER = """\
# counts.tsv: which character follows the one or two before it in Chinese work
# reports, counted by count.py over published ones and, for words they lack, the
# frequencies of Debian's rime-essay: {chars} characters in all.
# `before`: those one or two, ^ for a line's beginning; `count`: how often, for one;
# `followers`, ^ for a line's end, grouped by level: 13:任制 stands for 2^(13/2)
# times each and up to 2^(14/2).
before\tcount\tfollowers
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
    """(the two characters before it, the sentence with a line's end)."""
    for line in lines:
        text = re.sub(r"[\s\U00010000-\U0010FFFF]+", "", line.translate(table))
        before = EDGE + EDGE
        pieces = re.findall(r"[^。!?;]+[。!?;]*|[。!?;]+", text)
        for number, piece in enumerate(pieces, 1):
            yield before, piece + EDGE * (number == len(pieces))
            before = (before + piece)[-2:]


def level(times):
    return int(2 * math.log2(times) + 1e-9)


def groups(followers, least):
    by_level = collections.defaultdict(list)
    for char, times in followers.items():
        if times >= least:
            by_level[level(times)].append(char)
    return " ".join(f"{n}:{''.join(sorted(by_level[n]))}"
                    for n in sorted(by_level, reverse=True))


def count(folders, table):
    """Count of each character, followers of each one, of each two."""
    seen, singles = set(), collections.Counter()
    pairs = collections.defaultdict(collections.Counter)
    triples = collections.defaultdict(collections.Counter)
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.txt")):
            if is_held_out(path):
                continue
            lines = path.read_text("utf8", errors="ignore").splitlines()
            for before, sentence in sentences(lines, table):
                if (before[1], sentence) in seen:
                    continue
                seen.add((before[1], sentence))
                text = before + sentence
                for at in range(2, len(text)):
                    singles[text[at - 1]] += 1
                    pairs[text[at - 1]][text[at]] += 1
                    if text[at - 2:at] != EDGE + EDGE:
                        triples[text[at - 2:at]][text[at]] += 1
    return singles, pairs, triples


def count_words(path, table, singles, pairs, triples):
    with open(path, encoding="utf8") as lines:
        for line in lines:
            word, _, frequency = line.rstrip("\n").partition("\t")
            word = word.translate(table)
            times = round(int(frequency or 0) / WORD_SCALE)
            if times == 0 or max(word, default="") > "\uFFFF":
                continue
            for at in range(1, len(word)):
                singles[word[at - 1]] += times
                pairs[word[at - 1]][word[at]] += times
                if at > 1:
                    triples[word[at - 2:at]][word[at]] += times
            singles[word[-1]] += 0


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--traditional", required=True)
    options.add_argument("--words")
    options.add_argument("folder", nargs="+")
    args = options.parse_args()
    table = folding(args.traditional)
    singles, pairs, triples = count(args.folder, table)
    if args.words:
        count_words(args.words, table, singles, pairs, triples)
    sys.stdout.write(HEADER.format(chars=sum(singles.values())))
    for char, times in sorted(singles.items(), key=lambda s: (-s[1], s[0])):
        print(char, times, groups(pairs[char], PAIR_MIN), sep="\t")
    for before in sorted(triples):
        followers = groups(triples[before], TRIPLE_MIN)
        if followers:
            print(before, "", followers, sep="\t")


if __name__ == "__main__":
    main()
