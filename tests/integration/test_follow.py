#!/usr/bin/python3
"""A publisher that keeps a copy of the store another one serves."""

import shutil
import sys
import unittest

try:
    import google.protobuf  # noqa: F401
    import zmq  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

import copies
import daemons

REPORT = """青石县政府工作报告

一、2022年工作回顾

全县新建乡村小学{number}所。
"""


class Follow(unittest.TestCase):
    def setUp(self):
        self.source = daemons.Site()
        self.addCleanup(self.source.close)
        self.copy = daemons.Site()
        self.addCleanup(self.copy.close)

    def start_source(self):
        self.source.start_worker("--children", 1)
        self.publisher = self.source.start_publisher()

    def start_copy(self, *options):
        return self.copy.start_publisher(
            "--follow", self.source.endpoint("query"), "--log-level", "debug", *options)

    def submit(self, *numbers):
        paths = []
        for number in numbers:
            paths.append(self.source.directory / f"report-{number}.txt")
            paths[-1].write_text(REPORT.format(number=number))
        rows = self.source.rows("submit", "--wait", *paths)
        return [row["document_id"] for row in rows if row["result"] == "done"]

    def assert_equal(self):
        return copies.wait_until_equal(self, self.source, self.copy)

    def test_documents_of_every_state_are_copied(self):
        self.start_source()
        self.start_copy()
        samples = sorted(daemons.DATA.glob("*.txt"))
        self.source.baogao("submit", "--wait", *samples)
        (self.source.directory / "dead.bin").write_bytes(bytes(range(256)) * 8)
        self.source.baogao("submit", "--wait", "--charset", "UTF-8",
                           self.source.directory / "dead.bin", check=False)
        self.assertEqual(self.assert_equal(), len(samples) + 1)
        states = {row["change"] for row in self.copy.rows("watch", "--until-now")}
        self.assertEqual(states, {"done", "dead"})
        figure = self.copy.rows("figures", "--limit", "1")[0]["id"]
        self.assertEqual(self.copy.baogao("cite", figure).stdout,
                         self.source.baogao("cite", figure).stdout)

    def test_away_for_a_while_it_catches_up_with_all_that_happened(self):
        self.start_source()
        follower = self.start_copy()
        ids = self.submit(*range(20))
        self.assert_equal()
        follower.kill()
        self.source.baogao("forget", *ids[:5])
        self.submit(*range(20, 30))
        self.source.baogao("reprocess", *ids[5:8])
        self.source.wait_until("nothing waits", lambda: self.source.status()["waiting"] == 0)
        path = self.source.directory / "report-9.txt"
        self.source.baogao("submit", "--tag", "again", path)
        # The same bytes as a new document, whose old one the copy still has.
        again = self.source.directory / "report-0.txt"
        self.source.baogao("submit", "--wait", "--allow-forgotten", again)
        self.start_copy()
        self.assert_equal()
        words = [row["change"] for row in self.copy.rows("watch", "--until-now")]
        self.assertEqual(sorted(set(words)), ["done", "forgotten", "reread"])
        self.assertEqual((words.count("forgotten"), words.count("reread")), (4, 3))

    def test_what_is_forgotten_leaves_the_copy(self):
        self.start_source()
        self.start_copy()
        ids = self.submit(1, 2, 3)
        self.assert_equal()
        self.source.baogao("forget", ids[1])
        self.assert_equal()
        kept = {row["document"]["id"] for row in self.copy.rows("figures", "--all")}
        self.assertEqual(kept, {ids[0], ids[2]})

    def test_another_store_takes_the_place_of_the_copy(self):
        self.start_source()
        follower = self.start_copy()
        self.submit(1, 2, 3)
        self.assert_equal()
        first, _ = copies.latest(self.copy)
        for daemon in reversed(self.source.running):
            daemon.stop()
        shutil.rmtree(self.source.directory / "v/store")
        self.assertEqual(len(self.copy.rows("reports")), 3, "what it has it goes on serving")
        self.start_source()
        self.submit(4, 5)
        self.assert_equal()
        second, _ = copies.latest(self.copy)
        self.assertNotEqual(first, second)
        self.assertEqual(follower.process.poll(), None)
        self.assertFalse((self.copy.directory / "v/store.next").exists())

    def test_publisher_that_starts_again_is_followed_on_soon(self):
        self.start_source()
        self.start_copy()
        self.submit(1)
        self.assert_equal()
        self.publisher.kill()
        self.submit(2)
        self.publisher = self.source.start_publisher()
        self.copy.wait_until("it is followed on",
                             lambda: copies.latest(self.copy) == copies.latest(self.source),
                             seconds=15)
        self.assert_equal()

    def test_copy_of_a_copy_has_the_same_numbers(self):
        self.start_source()
        self.start_copy()
        second = daemons.Site()
        self.addCleanup(second.close)
        second.start_publisher("--follow", self.copy.endpoint("query"))
        self.submit(1, 2, 3)
        self.assert_equal()
        copies.wait_until_equal(self, self.source, second)

    def test_no_head_starts_on_a_copy_and_no_copy_on_a_heads_store(self):
        self.start_source()
        self.start_copy()
        self.submit(1)
        self.assert_equal()
        self.copy.running[-1].stop()
        with self.assertRaisesRegex(RuntimeError, "is a copy that a publisher keeps"):
            self.copy.start_worker()
        self.publisher.stop()
        self.source.running[0].stop()
        with self.assertRaisesRegex(RuntimeError, "is a head's"):
            self.source.start_publisher("--follow", "ipc:///nonexistent")

    def test_over_tcp_it_takes_a_key_with_the_role(self):
        self.source.baogao("keys", "init")
        secrets = {}
        for role in ("query", "submit"):
            secrets[role] = self.source.directory / f"{role}.key"
            self.source.baogao("keys", "add", role, "--roles", role, "--out", secrets[role])
        self.source.start_worker("--children", 1)
        publisher = self.source.start_publisher("--query-endpoint", "tcp://127.0.0.1:*")
        endpoint = publisher.tcp_endpoint("query")
        server = self.source.directory / "v/keys/server.cert"
        self.submit(1)
        refused = self.copy.start_publisher("--follow", endpoint, "--key", secrets["submit"],
                                            "--server-key", server)
        self.copy.wait_until("it is refused", lambda: "role" in refused.log())
        self.assertEqual(self.copy.rows("reports"), [])
        refused.stop()
        self.copy.start_publisher("--follow", endpoint, "--key", secrets["query"],
                                  "--server-key", server)
        self.assert_equal()


if __name__ == "__main__":
    unittest.main(verbosity=2)
