"""Memory, descriptors and threads of each process, every few seconds."""
import collections
import dataclasses
import os
import pathlib
import time

import paths  # noqa: F401
import daemons
import proc
from cast import born
from parts import Part

SAMPLE_SECONDS = 5
ZOMBIE_SAMPLES = 3  # in so many in a row, nobody has asked what became of it
TICKS = os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass
class Sample:
    """At a moment of time.monotonic(). `own_kib` is memory the process has for
    itself: LMDB's pages are the file's, of which `rss_kib` has some as well."""
    moment: float
    own_kib: int
    rss_kib: int
    descriptors: int
    threads: int
    cpu_seconds: float


def sample(pid):
    folder = pathlib.Path(f"/proc/{pid}")
    sizes = {}
    for line in (folder / "smaps_rollup").read_text().splitlines()[1:]:
        name, kib, *_ = line.split()
        sizes[name] = int(kib)
    fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
    return Sample(time.monotonic(), sizes["Anonymous:"] + sizes["Pss_Shmem:"], sizes["Rss:"],
                  proc.descriptors(pid), int(fields[17]), (int(fields[11]) + int(fields[12])) / TICKS)


def is_zombie(pid):
    stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    return stat.rsplit(")", 1)[1].split()[0] == "Z"


def role_below(role, pid):
    """What a process below a worker is; "" for what lives shortly."""
    line = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    if b"--extract-from-parent" in line:
        return "extractor"
    return "local worker" if role == "head" and b"--join" in line else ""


class Gauge(Part):
    def __init__(self, findings, cast, watch):
        super().__init__(findings)
        self.cast, self.watch = cast, watch
        self.lives = collections.defaultdict(list)  # (role, pid, born) to samples
        self.store_mib = []
        self.zombies = collections.Counter()

    def pause_seconds(self):
        return SAMPLE_SECONDS

    def turn(self):
        self.look("watcher", self.watch.process.pid)
        zombies = set()
        for role, pid in self.cast.pids().items():
            self.look(role, pid)
            for below in daemons.descendants(pid):
                try:
                    if is_zombie(below):
                        zombies.add((below, born(below)))
                    elif name := role_below(role, below):
                        self.look(name, below)
                except (FileNotFoundError, ProcessLookupError):
                    pass  # it has ended meanwhile
        self.zombies = collections.Counter({name: self.zombies[name] + 1 for name in zombies})
        for name, count in self.zombies.items():
            self.findings.require(count != ZOMBIE_SAMPLES, f"{name} is a zombie and stays one")
        self.store_mib.append(self.store_size())

    def look(self, role, pid):
        try:
            key, now = (role, pid, born(pid)), sample(pid)
            self.lives[key].append(now)
        except (FileNotFoundError, ProcessLookupError):
            pass  # it has ended meanwhile

    def store_size(self):
        """What the store takes on the disk, in MiB."""
        data = self.cast.source.directory / "v/store/data.mdb"
        return data.stat().st_blocks * 512 / (1 << 20)

    def now(self):
        """The latest sample of each process that is there."""
        return {key: samples[-1] for key, samples in list(self.lives.items())
                if born(key[1]) == key[2]}

    def write(self, path):
        """All samples, a line each, for whoever looks into them."""
        names = [field.name for field in dataclasses.fields(Sample)]
        with open(path, "w", encoding="utf-8") as table:
            print("role", "pid", *names, sep="\t", file=table)
            for (role, pid, _), samples in self.lives.items():
                for taken in samples:
                    print(role, pid, *dataclasses.astuple(taken), sep="\t", file=table)
