#!/usr/bin/env python3
"""All words by which text is cut, in one lexicon: one walk finds them.

usage: join_words.py WORDS VERBS NOT_VERBS OUT

WORDS, VERBS and NOT_VERBS are words.tsv, verbs.tsv and not_verbs.tsv of this
folder. OUT is words.tsv as it is compiled: a word's class, what it costs to
use it in a cut and, where it is a verb of VERBS, its row there. A word of several
lists is what it costs least as. Costs are eighths of a bit: what it takes to
tell the word from the others.
"""
import sys

TOTAL_COUNT = 60000000
LISTED_COUNT = 1000  # a listed verb or noun is as common


def log2_eighths(count):
    bits = count.bit_length() - 1
    fraction = count >> bits - 3 if bits >= 3 else count << 3 - bits
    return bits * 8 + (fraction & 7)


def cost_of(count):
    return log2_eighths(TOTAL_COUNT) - log2_eighths(count)


def rows(path):
    """The header's columns, then each row's."""
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if line and not line.startswith("#"):
            yield line.split("\t")


def main():
    words, verbs, not_verbs, out = sys.argv[1:]
    (_, classes, _), *counted = rows(words)
    verb_rows = {row[0]: n for n, row in enumerate(list(rows(verbs))[1:])}
    joined = {}

    def offer(spelling, word_class, cost, verb):
        if spelling not in joined or cost < joined[spelling][1]:
            joined[spelling] = (word_class, cost, verb)

    for spelling, word_class, count in counted:
        offer(spelling, word_class, cost_of(int(count)),
              verb_rows.get(spelling, -1))
    for spelling, verb in verb_rows.items():
        offer(spelling, "verb", cost_of(LISTED_COUNT), verb)
    for spelling, *_ in list(rows(not_verbs))[1:]:
        offer(spelling, "noun", cost_of(LISTED_COUNT), -1)
    with open(out, "w", encoding="utf8") as target:
        target.write(f"spelling\t{classes}\tcost:int\tverb:int\n")
        # What is read most stands together, so that it is near.
        for spelling, (word_class, cost, verb) in sorted(
                joined.items(), key=lambda item: item[1][1]):
            target.write(f"{spelling}\t{word_class}\t{cost}\t{verb}\n")


if __name__ == "__main__":
    main()
