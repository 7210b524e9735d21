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


class Backup(unittest.TestCase):
    """It gives up before it takes space that the head needs, or that is not there."""

    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)

    def mount(self, path, size):
        path.mkdir(parents=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", path], check=True)
        self.addCleanup(subprocess.run, ["umount", "-l", path])

    def refuse(self, target, says):
        folder = self.site.directory / "load"
        folder.mkdir()
        for number in range(50):
            (folder / f"{number}.txt").write_bytes(stream.big_report(number))
        self.site.start_worker("--children", 1, "--disk-reserve-mib", 0)
        self.site.baogao("submit", "--wait", folder)
        done = self.site.baogao("backup", target / "backup", check=False)
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        self.assertIn(says, done.stderr)
        self.assertEqual(list(target.iterdir()), [])
        self.assertEqual(self.site.rows("check")[-1]["done"], 50)

    def test_target_that_is_too_small_is_told_before_it_is_full(self):
        target = self.site.directory / "small"
        self.mount(target, "1m")
        self.refuse(target, "MiB free, and there are 1")

    def test_head_keeps_its_space(self):
        self.mount(self.site.directory / "v/store", "32m")
        target = self.site.directory / "large"
        target.mkdir()
        self.refuse(target, "has less than 64 MiB free")


if __name__ == "__main__":
    namespaces.enter("--mount", proof=["mount", "-t", "tmpfs", "tmpfs", "/mnt"])
    unittest.main(verbosity=2)
