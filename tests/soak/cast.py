"""The programs of the soak, and their restarts at random moments."""
import collections
import random
import signal
import threading
import time

import paths  # noqa: F401
import daemons
import http_site
import mixture
from parts import PATIENCE_SECONDS, Part

# A machine that stands still for minutes is no fault of a program.
daemons.START_SECONDS = daemons.STOP_SECONDS = daemons.COMMAND_SECONDS = PATIENCE_SECONDS
ROLES = ("head", "joined", "publisher", "follower")
ENDINGS = (signal.SIGTERM, signal.SIGKILL)  # in turn
# When restarts happen, as parts of the whole time: after that, lives are long
# enough to see whether a process grows.
STORM = (0.02, 0.45)
GAP_SECONDS, RESTARTS_LEAST = 40, 16
GONE_SECONDS = 120
# A good document may be in the hands of many that are killed.
MAX_ATTEMPTS = 20


class Cast:
    """A head, a worker that has joined it, a publisher, and one that follows it."""

    def __init__(self):
        self.source, self.copy = http_site.HttpSite(), http_site.HttpSite()
        self.lock = threading.Lock()
        self.playing = {}  # role to its Daemon
        for role in ROLES:
            self.start(role)

    def start(self, role):
        daemon = getattr(self, f"start_{role}")()
        with self.lock:
            self.playing[role] = daemon

    def start_head(self):
        return self.source.start_worker(
            "--children", 1, "--max-attempts", MAX_ATTEMPTS,
            "--max-document-mib", mixture.MAX_DOCUMENT_BYTES >> 20)

    def start_joined(self):
        return self.source.start_worker("--join", self.source.endpoint("work"), "--children", 1)

    def start_publisher(self):
        return self.source.start_publisher()

    def start_follower(self):
        return self.copy.start_publisher("--follow", self.source.endpoint("query"))

    def pids(self):
        """Of the programs as they are now, by role."""
        with self.lock:
            return {role: daemon.pid for role, daemon in self.playing.items()}

    def end(self, role, ending):
        """Its exit code; nobody asks for it any more from now on."""
        with self.lock:
            daemon = self.playing.pop(role)
        for site in (self.source, self.copy):
            if daemon in site.running:
                site.running.remove(daemon)
        daemon.process.send_signal(ending)
        return daemon.process.wait(PATIENCE_SECONDS)

    def close(self):
        self.copy.close()
        self.source.close()


def born(pid):
    """When a process began, which with its pid names it; None: it is gone."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return int(stat.read().rsplit(")", 1)[1].split()[19])
    except (FileNotFoundError, ProcessLookupError):
        return None


def named(pids):
    return {(pid, born(pid)) for pid in pids}


def still_there(processes, seconds):
    """Those that have not ended so many seconds later."""
    end = time.monotonic() + seconds
    while processes and time.monotonic() < end:
        processes = {(pid, begin) for pid, begin in processes if begin and born(pid) == begin}
        time.sleep(0.1)
    return processes


class Restarts(Part):
    """Ends one program after another, and starts it anew."""

    def __init__(self, findings, cast, seconds, seed):
        super().__init__(findings)
        self.cast = cast
        self.chance = random.Random(f"{seed} restarts")
        self.done = collections.Counter()  # (role, signal's name)
        self.began = time.monotonic()
        self.moments = self.plan(seconds)
        self.round = []

    def plan(self, seconds):
        """At which second each is to come."""
        begin, end = (part * seconds for part in STORM)
        count = max(RESTARTS_LEAST, round((end - begin) / GAP_SECONDS))
        return collections.deque(sorted(self.chance.uniform(begin, end) for _ in range(count)))

    def pause_seconds(self):
        if not self.moments:
            return PATIENCE_SECONDS
        return max(0, self.began + self.moments[0] - time.monotonic())

    def turn(self):
        if not self.moments:
            return
        self.moments.popleft()
        self.round = self.round or self.chance.sample(ROLES, len(ROLES))
        role = self.round.pop()
        count = sum(self.done[role, ending.name] for ending in ENDINGS)
        self.restart(role, ENDINGS[count % len(ENDINGS)])

    def restart(self, role, ending):
        children = named(daemons.descendants(self.cast.pids()[role]))
        code = self.cast.end(role, ending)
        self.done[role, ending.name] += 1
        self.findings.require(code == (0 if ending == signal.SIGTERM else -signal.SIGKILL),
                              f"{role} ended with {code} after {ending.name}")
        self.cast.start(role)
        left = still_there(children, GONE_SECONDS)
        self.findings.require(not left, f"{role} left processes after {ending.name}: {left}")
