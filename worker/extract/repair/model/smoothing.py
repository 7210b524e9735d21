"""Probabilities from counts, after Kneser and Ney.

Absolute discounting: each sequence gives a part of its count to the shorter ones,
with which it is mixed. In the shorter ones a character is as likely as it is
versatile: it counts behind how many others it was seen, not how often.
"""
ORDER = 4           # the longest sequences that are counted
EDGE = "^"          # a line's beginning, and its end
# What is given away by a sequence of so many characters, seen once, twice, more.
DISCOUNTS = {
    1: (0.5, 1.0, 1.6),
    2: (0.67, 1.14, 1.55),
    3: (0.78, 1.18, 1.43),
    4: (0.75, 1.25, 1.5),
}
LEFT_MIN = 0.04     # the shorter ones weigh at least as much


def kept(order, times):
    """What a sequence keeps of its count."""
    discounts = DISCOUNTS[order]
    return times - discounts[min(times, len(discounts)) - 1]


def estimates(order, total, followers, lower):
    """
    The probability of each of {follower: times} of `order` - 1 characters, which
    were seen `total` times with any, and the weight of `lower` in all.
    """
    total = max(1, total, sum(followers.values()))
    own = {c: kept(order, n) / total for c, n in followers.items()}
    left = max(LEFT_MIN, 1 - sum(own.values()))
    return {c: p + left * lower(c) for c, p in own.items()}, left
