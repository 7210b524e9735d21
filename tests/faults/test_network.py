"""Workers on machines of their own, their links cut and healed under load, and
one frozen past its lease.

Nothing may be lost, doubled or invented. The head runs with one attempt a
document, so that a document charged for a cut link would be a dead letter.
"""
import os
import random
import signal
import time
import unittest

import daemons
import namespaces
import stream

PORT = 8472
LEASE_SECONDS = 2
# How soon after its link is healed a worker has had results taken.
BACK_SECONDS = 10
# One shorter than a lease, one longer, one longer than a connection lives.
CUT_SECONDS = (1, 3, 6)
PER_SECOND = 150
# As long as the kernel takes to find out that a silent peer is gone.
GONE_SECONDS = 12


class Worker:
    """A joined worker on a host of its own."""

    def __init__(self, site, net, host, head):
        secret = site.directory / f"{host}.key"
        site.baogao("keys", "add", host, "--roles", "work", "--out", secret)
        self.site, self.net, self.host = site, net, host
        self.daemon = site.start_worker(
            "--join", f"tcp://{head}:{PORT}", "--key", secret, "--server-key",
            site.directory / "v/keys/server.cert", "--children", 1,
            net=net.path(host))

    def rows(self):
        """What the head knows of it: a row for each connection it has had."""
        end = f"/{self.daemon.pid}"
        return [row for row in self.site.status()["workers"]
                if row["name"].endswith(end)]

    def taken(self):
        return [row["taken"] for row in self.rows()]

    def leased(self):
        return sum(row["leased"] for row in self.rows())

    def wait_until_at_work(self):
        """Until the head takes results of it; how long that took."""
        began, before = time.monotonic(), self.taken()

        def has_progress():
            nonlocal before
            now, earlier = self.taken(), before
            before = now
            return len(now) == len(earlier) and sum(now) > sum(earlier)

        self.site.wait_until(f"{self.host} at work", has_progress,
                             BACK_SECONDS)
        return time.monotonic() - began


class Networked(unittest.TestCase):
    def setUp(self):
        seed = int(os.environ.get("BAOGAO_SEED", random.randrange(10 ** 6)))
        print(f"BAOGAO_SEED={seed}")
        self.order = random.Random(seed)
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        self.net = namespaces.Network("head", "one", "two")
        self.site.baogao("keys", "init")
        address = self.net.addresses["head"]
        self.head = self.site.start_worker(
            "--children", 0, "--max-attempts", 1, "--lease-timeout",
            LEASE_SECONDS, "--work-endpoint", f"tcp://{address}:{PORT}",
            net=self.net.path("head"))
        self.workers = [Worker(self.site, self.net, host, address)
                        for host in ("one", "two")]
        self.load = stream.Stream(self.site.endpoint("submit"), PER_SECOND)
        self.slowest = 0
        self.stale = 0

    def all_at_work(self, workers=None):
        for worker in workers or self.workers:
            self.slowest = max(self.slowest, worker.wait_until_at_work())

    def cut_one(self, cut, heal, seconds):
        victim, other = self.order.sample(self.workers, 2)
        cut(victim.host)
        time.sleep(seconds)
        self.all_at_work([other])
        heal(victim.host)
        self.all_at_work()

    def cut_both(self, seconds):
        """One in silence and one not, healed in the other order."""
        loud, silent = self.order.sample(self.workers, 2)
        self.net.unplug(loud.host)
        self.net.silence(silent.host)
        time.sleep(seconds)
        self.net.unsilence(silent.host)
        self.all_at_work([silent])
        self.net.plug(loud.host)
        self.all_at_work()

    def freeze(self):
        """Stop one that has documents until others have read them."""
        victim, other = self.order.sample(self.workers, 2)
        before = self.site.status()["stale"]
        self.site.wait_until("it has documents", lambda: self.stop(victim))
        stopped = time.monotonic()
        self.site.wait_until("its lease is over", lambda: not victim.rows())
        self.all_at_work([other])
        # What was handed out again comes before all that came after it.
        self.site.wait_until(
            "others read them",
            lambda: self.site.status()["oldest_waiting_ms"]
            < 1000 * (time.monotonic() - stopped))
        os.kill(victim.daemon.pid, signal.SIGCONT)
        self.site.wait_until("late results are answered Stale",
                             lambda: self.site.status()["stale"] > before)
        self.all_at_work()

    def stop(self, victim):
        """Freeze it; whether it has documents. If not, it goes on."""
        os.kill(victim.daemon.pid, signal.SIGSTOP)
        if victim.leased():
            return True
        os.kill(victim.daemon.pid, signal.SIGCONT)
        return False

    def vanish(self):
        """End one behind a dead link: nobody tells the head."""
        victim = self.order.choice(self.workers)
        self.net.silence(victim.host)
        victim.daemon.kill()
        self.site.wait_until(
            "the head has let its connection go",
            lambda: self.net.connections(self.head.pid, PORT) == 1,
            GONE_SECONDS)

    def test_links_cut_and_workers_frozen_under_load(self):
        net = self.net
        self.load.start()
        self.all_at_work()
        steps = [lambda s=s, ways=ways: self.cut_one(*ways, s)
                 for s in CUT_SECONDS
                 for ways in ((net.unplug, net.plug),
                              (net.silence, net.unsilence))]
        steps += [lambda: self.cut_both(3), self.freeze, self.freeze]
        self.order.shuffle(steps)
        for step in steps:
            step()
        self.vanish()
        self.load.finish()
        stale = self.site.status()["stale"]
        print(f"links cut {len(CUT_SECONDS) * 2 + 2} times, 2 workers frozen, "
              f"1 gone: {stale} late results answered Stale; back at work "
              f"within {self.slowest:.1f} s of healing")
        stream.settle(self, self.site, self.load)
        self.site.baogao("check")


if __name__ == "__main__":
    namespaces.enter("--mount", "--net", proof=[
        "sh", "-c", "mount -t tmpfs tmpfs /run && ip netns add probe && "
        "ip -netns probe link add probe type bridge && "
        "ip link add one type veth peer name two netns probe"])
    unittest.main(verbosity=2)
