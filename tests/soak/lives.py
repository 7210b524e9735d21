"""Whether a process grows, as its samples tell.

Memory that is lost is never given back; so what counts is the least a process
has over a while. The first third of a life is left out: as long as larger
documents than any before are met, caches fill and malloc() keeps more of what
was freed (a head and its extractors up to 64 MiB: see arena_keep_freed()). Of
the rest the least of the first third stands against that of the last, which
may be 10 % above it; a process too small for that to be more than a few of
malloc()'s pages, SMALL_KIB. That takes a life of MEMORY_MINUTES, as there are
after the restarts of an hour. A leak smaller than what malloc() keeps free may
hide in it.

Descriptors and threads come and go with clients; so the fewest in the first
third stand against the fewest in the last, and those at the end, when all
clients have left. That takes LONG_MINUTES.
"""
import dataclasses

LONG_MINUTES = 5
MEMORY_MINUTES = 30
WARM_UP = 1 / 3
GROWTH = 0.10
SMALL_KIB = 256
SLACK = 2  # descriptors or threads: one client that is just there


@dataclasses.dataclass
class Life:
    role: str
    minutes: float
    first_kib: int
    last_kib: int
    peak_rss_kib: int
    first_descriptors: int
    last_descriptors: int
    first_threads: int
    last_threads: int

    @property
    def growth(self):
        return self.last_kib / self.first_kib - 1

    def complaints(self):
        if self.minutes >= MEMORY_MINUTES \
                and self.last_kib > self.first_kib + max(GROWTH * self.first_kib, SMALL_KIB):
            yield f"{self.role} grew from {self.first_kib} to {self.last_kib} KiB"
        for what in ("descriptors", "threads"):
            first, last = (getattr(self, f"{end}_{what}") for end in ("first", "last"))
            if last > first + SLACK:
                yield f"{self.role} had {first} {what}, and {last} later"


def life_of(role, samples):
    """None where it was too short to tell."""
    begin = samples[0].moment
    minutes = (samples[-1].moment - begin) / 60
    warm = [s for s in samples if s.moment >= begin + 60 * minutes * WARM_UP]
    # Where the machine stood still, there are fewer samples than minutes.
    third = len(warm) // 3
    if minutes < LONG_MINUTES or not third:
        return None
    first, last = warm[:third], warm[-third:]
    return Life(role, minutes,
                *(min(s.own_kib for s in part) for part in (first, last)),
                max(s.rss_kib for s in samples),
                *(min(s.descriptors for s in part) for part in (first, last)),
                *(min(s.threads for s in part) for part in (first, last)))
