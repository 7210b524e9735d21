"""A disk that fails to write: the head ends, and nothing accepted is lost."""
import os
import unittest

import daemons
import stream

SHIM = daemons.BIN.parent / "tests" / "failing_sync.so"
UNAVAILABLE = 3
SOME = 20


class SyncFails(unittest.TestCase):
    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        self.switch = self.site.directory / "fails"

    def start_on_bad_disk(self):
        # A sanitizer's library does not mind being loaded second.
        sanitizer = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
        self.site.under = ["env", f"LD_PRELOAD={SHIM}", f"FAILING_SYNC={self.switch}",
                           f"ASAN_OPTIONS={sanitizer}"]
        head = self.site.start_worker("--children", 0)
        self.site.under = []
        return head

    def assert_ends(self, head):
        self.assertEqual(head.process.wait(daemons.STOP_SECONDS), UNAVAILABLE, head.log())
        self.assertIn("Input/output error", head.log())

    def test_nothing_accepted_is_lost_when_a_sync_fails(self):
        head = self.start_on_bad_disk()
        load = stream.Stream(self.site.endpoint("submit"))
        load.start()
        self.site.wait_until("some are accepted", lambda: len(load.accepted) > SOME)
        self.switch.touch()
        self.assert_ends(head)
        accepted = len(load.accepted)
        # Started anew on a disk that goes on failing, it takes in nothing.
        self.assert_ends(self.start_on_bad_disk())
        self.assertEqual(len(load.accepted), accepted)
        self.switch.unlink()
        self.site.start_worker("--children", 1)
        self.site.wait_until("more are accepted", lambda: len(load.accepted) > accepted + SOME)
        load.finish()
        print(f"{accepted} accepted before the sync failed")
        stream.settle(self, self.site, load)
        self.site.baogao("check")


if __name__ == "__main__":
    unittest.main(verbosity=2)
