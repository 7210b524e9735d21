"""What a soak says of itself: a line a minute, and tables in the end."""
import collections

from ledger import ACCEPTED, DROPPED, FORGOTTEN
from lives import MEMORY_MINUTES


def progress(soak, seconds):
    states = collections.Counter(entry.state for entry in list(soak.book.entries.values()))
    own = " ".join(f"{role} {sample.own_kib / 1024:.1f}"
                   for (role, _, _), sample in sorted(soak.gauge.now().items()))
    return (f"minute {seconds / 60:.1f}: {sum(states.values())} accepted, "
            f"{states[FORGOTTEN]} forgotten, {states[DROPPED]} dropped, "
            f"{soak.book.counts['refused']} refused; "
            f"{sum(soak.restarts.done.values())} restarts; store "
            f"{soak.gauge.store_mib[-1] if soak.gauge.store_mib else 0:.0f} MiB; own MiB: {own}; "
            f"{len(soak.findings.texts)} found")


def life_lines(lives):
    yield (f"{'process':<13}{'minutes':>8}{'least KiB, later':>21}{'growth':>8}"
           f"{'peak RSS':>10}{'descriptors':>13}{'threads':>9}")
    for life in sorted(lives, key=lambda life: (life.role, -life.minutes)):
        memory = f"{life.first_kib} {life.last_kib}"
        opened = f"{life.first_descriptors} {life.last_descriptors}"
        threads = f"{life.first_threads} {life.last_threads}"
        yield (f"{life.role:<13}{life.minutes:8.1f}{memory:>21}{100 * life.growth:+7.1f}%"
               f"{life.peak_rss_kib:>10}{opened:>13}{threads:>9}")
    judged = sum(life.minutes >= MEMORY_MINUTES for life in lives)
    yield f"memory judged of {judged} lives, those of {MEMORY_MINUTES} minutes or more"


def processor_seconds(gauge):
    used = collections.Counter()
    for (role, _, _), samples in gauge.lives.items():
        used[role] += samples[-1].cpu_seconds
    return used


def summary(soak, lives, seconds, changes):
    book, restarts = soak.book, soak.restarts.done
    used = processor_seconds(soak.gauge)
    accepted = len(book.entries)
    return "\n".join([
        f"{seconds / 60:.1f} minutes, seed {soak.given.seed}: {accepted} documents accepted, "
        f"{accepted / seconds:.1f} a second; of these "
        + ", ".join(f"{len(book.in_state(state))} {state}"
                    for state in (ACCEPTED, FORGOTTEN, DROPPED))
        + f"; {changes} changes; store {max(soak.gauge.store_mib):.0f} MiB",
        *(f"  {what:<32}{count:>8}" for what, count in sorted(book.counts.items())),
        "restarts: " + ", ".join(f"{role} {name} {count}"
                                 for (role, name), count in sorted(restarts.items())),
        "processor seconds: " + ", ".join(f"{role} {seconds:.0f}"
                                          for role, seconds in sorted(used.items())),
        *life_lines(lives),
        f"{len(soak.findings.texts)} found", *soak.findings.texts])
