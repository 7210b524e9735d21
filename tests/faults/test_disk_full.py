"""A disk without space: what was accepted stays, and it goes on later."""
import subprocess
import time
import unittest

import daemons
import namespaces
import stream

# More than could have been accepted by what space there was left.
BEYOND = 300


class DiskFull(unittest.TestCase):
    SMALL, LARGE = "16m", "256m"

    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        self.store = self.site.directory / "v/store"
        self.store.mkdir(parents=True)
        self.mount("size=" + self.SMALL)
        self.addCleanup(subprocess.run, ["umount", "-l", self.store])

    def mount(self, options):
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs",
                        self.store], check=True)

    def test_nothing_accepted_is_lost_when_the_disk_is_full(self):
        head = self.site.start_worker("--children", 1)
        load = stream.Stream(self.site.endpoint("submit"), make=stream.big_report)
        load.start()
        self.site.wait_until("the disk is full",
                             lambda: "No space" in head.log())
        self.site.wait_until("a client is told", lambda: load.put_off)
        accepted = len(load.accepted)
        self.assertGreater(accepted, 0)
        self.assertGreaterEqual(self.site.status()["waiting"], 0)  # it answers
        subprocess.run(["mount", "-o", "remount,size=" + self.LARGE,
                        self.store], check=True)
        began = time.monotonic()
        self.site.wait_until("more is accepted",
                             lambda: len(load.accepted) > accepted + BEYOND)
        print(f"{accepted} accepted by the time the disk was full, {load.put_off}"
              f" submissions put off, {BEYOND} more accepted "
              f"{time.monotonic() - began:.1f} s after there was space again")
        load.finish()
        self.assertIsNone(head.process.poll(), head.log())
        stream.settle(self, self.site, load)
        self.site.baogao("check")


if __name__ == "__main__":
    namespaces.enter("--mount", proof=["mount", "-t", "tmpfs", "tmpfs", "/mnt"])
    unittest.main(verbosity=2)
