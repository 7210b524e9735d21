"""A disk without space: what was accepted stays, and it goes on later."""
import subprocess
import time
import unittest

import daemons
import namespaces
import stream


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
        accepted, since = -1, time.monotonic()
        # Full: for some time nothing more was accepted, or it has ended.
        while head.process.poll() is None and time.monotonic() < since + 3:
            if len(load.accepted) != accepted:
                accepted, since = len(load.accepted), time.monotonic()
            time.sleep(0.05)
        print(f"{accepted} accepted before the disk was full")
        self.assertGreater(accepted, 0)
        self.assertRegex(head.log(), "[Nn]o space")
        if head.process.poll() is not None:
            self.assertEqual(head.process.returncode, 3, head.log())
        subprocess.run(["mount", "-o", "remount,size=" + self.LARGE,
                        self.store], check=True)
        if head.process.poll() is not None:
            self.site.start_worker("--children", 1)
        time.sleep(1)
        load.finish()
        self.assertGreater(len(load.accepted), accepted)
        stream.settle(self, self.site, load)


if __name__ == "__main__":
    namespaces.enter("--mount", proof=["mount", "-t", "tmpfs", "tmpfs", "/mnt"])
    unittest.main(verbosity=2)
