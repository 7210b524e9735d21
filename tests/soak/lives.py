"""Whether a process grows, as its samples tell.

A life is judged if it has at least LONG_SAMPLES, 5 minutes of them. Its first
quarter is left out, and 2 minutes at least: caches fill then. Of the rest the
median of the first third stands against that of the last: one large document
moves neither, what is kept for each document moves the latter. The last may be
10 % above the first; a process too small for that to be more than a few of
malloc()'s pages, SMALL_KIB.

Descriptors and threads come and go with clients; so the fewest in the first
third stand against the fewest in the last, and those at the end, when all
clients have left.
"""
import dataclasses
import statistics

import gauge

LONG_SAMPLES = 300 // gauge.SAMPLE_SECONDS
WARM_UP_SECONDS = 120
GROWTH = 0.10
SMALL_KIB = 256
SLACK = 2  # descriptors or threads: one client that is just there


@dataclasses.dataclass
class Life:
    role: str
    minutes: float
    first_kib: float
    last_kib: float
    peak_rss_kib: int
    first_descriptors: int
    last_descriptors: int
    first_threads: int
    last_threads: int

    @property
    def growth(self):
        return self.last_kib / self.first_kib - 1

    def complaints(self):
        if self.last_kib > self.first_kib + max(GROWTH * self.first_kib, SMALL_KIB):
            yield f"{self.role} grew from {self.first_kib:.0f} to {self.last_kib:.0f} KiB"
        for what in ("descriptors", "threads"):
            first, last = (getattr(self, f"{end}_{what}") for end in ("first", "last"))
            if last > first + SLACK:
                yield f"{self.role} had {first} {what}, and {last} later"


def life_of(role, samples):
    """None where it was too short to tell."""
    if len(samples) < LONG_SAMPLES:
        return None
    # Where the machine stood still, there are fewer samples than minutes.
    begin = samples[0].moment
    minutes = (samples[-1].moment - begin) / 60
    warm = [s for s in samples if s.moment >= begin + max(WARM_UP_SECONDS, minutes * 15)]
    third = len(warm) // 3
    if not third:
        return None
    first, last = warm[:third], warm[-third:]
    return Life(role, minutes,
                *(statistics.median(s.own_kib for s in part) for part in (first, last)),
                max(s.rss_kib for s in samples),
                *(min(s.descriptors for s in part) for part in (first, last)),
                *(min(s.threads for s in part) for part in (first, last)))
