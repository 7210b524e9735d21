"""The counts of counts.tsv as costs in eighths of a bit, in C arrays."""
import collections
import math
import sys

from smoothing import DISCOUNTS, EDGE, ORDER, estimates

BITS = 8            # costs are in eighths of a bit
COST_MAX = 255
UNUSED_CHARS = 20000
RARE_TIMES = 14     # a character seen less often is rare


def cost(probability):
    return min(COST_MAX, round(-math.log2(probability) * BITS))


def times_of(level):
    """The middle of a level's counts; the first ones are exact."""
    return (1, 1, 2, 3)[level] if level < 4 else round(2 ** ((level + 0.5) / 2))


def read_counts(path):
    """{before: (total, {follower: times})}, before the first row is none."""
    counts, before, is_header = {}, "", True
    for number, line in enumerate(open(path, encoding="utf8"), 1):
        if line.startswith("# ") or is_header:
            is_header = line.startswith("# ")
            continue
        fields = line.rstrip("\n").split("\t")
        if len(fields) != 3 or len(fields[0]) >= ORDER:
            sys.exit(f"{path}:{number}: three columns wanted")
        depth = max(0, len(fields[0]) - 1)
        before = before[:depth] + fields[0][depth:]
        followers = {}
        for group in fields[2].split(" ") if fields[2] else []:
            level, _, chars = group.partition(":")
            followers.update(dict.fromkeys(chars, times_of(int(level))))
        counts[before] = (int(fields[1]), followers)
    return counts


class Model:
    def __init__(self, counts):
        self.counts = counts
        times = counts[""][1]
        self.vocabulary = [EDGE] + sorted(c for c in times if c != EDGE)
        self.rare = {c for c in times if times[c] < RARE_TIMES}
        variety = collections.Counter()
        for before, (_, followers) in counts.items():
            if len(before) == 1:
                variety.update(followers.keys())
        total, given = sum(variety.values()), DISCOUNTS[1][0]
        self.unknown = given * len(self.vocabulary) / total / UNUSED_CHARS
        self.after = {"": {c: max(variety[c] - given, 0.25) / total
                           for c in self.vocabulary}}
        self.left = {"": 1}
        for before in sorted(counts, key=len):
            if before:
                self.after[before], self.left[before] = estimates(
                    len(before) + 1, *counts[before],
                    lambda c: self.likelihood(before[1:], c))

    def likelihood(self, before, char):
        likely, weight = self.after.get(before, {}), self.left.get(before, 1)
        if char in likely:
            return likely[char]
        return weight * self.likelihood(before[1:], char)

    def tables(self):
        """The C arrays by name: sequences of each length, in order."""
        places = {c: n for n, c in enumerate(self.vocabulary)}
        out = collections.defaultdict(list)
        row = self.vocabulary
        for length in range(1, ORDER + 1):
            longer = []
            for sequence in row:
                likely = self.after[sequence[:-1]]
                out[f"costs_{length}"].append(cost(likely[sequence[-1]]))
                if length > 1:
                    out[f"lasts_{length}"].append(places[sequence[-1]])
                if length < ORDER:
                    out[f"lefts_{length}"].append(
                        cost(self.left.get(sequence, 1)))
                    out[f"begins_{length}"].append(len(longer))
                    longer += [sequence + char for char in sorted(
                        self.after.get(sequence, ()), key=places.get)]
            if length < ORDER:
                out[f"begins_{length}"].append(len(longer))
            row = longer
        out["least_costs"] = list(out["costs_1"])
        for length in range(2, ORDER + 1):
            for place, price in zip(out[f"lasts_{length}"],
                                    out[f"costs_{length}"]):
                out["least_costs"][place] = min(out["least_costs"][place], price)
        return out
