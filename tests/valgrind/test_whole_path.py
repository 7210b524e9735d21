#!/usr/bin/python3
"""The whole path of a report under valgrind's memcheck, each program in turn.

Submitted, read, stored, queried, searched, exported, backed up, forgotten: no
program reads what it never wrote, or ends with memory that nothing points to.
Extractors are confined, which valgrind cannot be; what they run is run
by `baogao extract` as well, which is not.
"""
import pathlib
import sqlite3
import unittest

import daemons

FAULT = 99
VALGRIND = ["valgrind", "--quiet", "--leak-check=full", "--errors-for-leak-kinds=definite",
            "--show-leak-kinds=definite", f"--error-exitcode={FAULT}", "--num-callers=20"]
SAMPLES = sorted(daemons.DATA.glob("*.txt"))[:4]
daemons.START_SECONDS = daemons.STOP_SECONDS = 120


class WholePath(unittest.TestCase):
    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)

    def ask(self, *arguments):
        """What a command under valgrind prints; it must find nothing wrong."""
        self.site.under = VALGRIND
        done = self.site.baogao(*arguments, check=False)
        self.site.under = []
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def start(self, start, *options):
        self.site.under = VALGRIND
        daemon = start(*options)
        self.site.under = []
        return daemon

    def test_pair_of_processes(self):
        site = self.site
        head = self.start(site.start_worker, "--children", 0)
        # A child is begun as /proc/self/exe, which is valgrind here.
        joined = self.start(site.start_worker, "--join", site.endpoint("work"), "--children", 1,
                            "--extractor", daemons.BIN / "baogao-worker")
        publisher = self.start(site.start_publisher)
        self.assertIn("done", self.ask("submit", "--wait", *SAMPLES))
        self.assertEqual(site.status()["done"], len(SAMPLES))
        self.assertGreater(self.ask("figures", "--limit", "5", "--json").count("\n"), 4)
        self.ask("search", "工作报告", "--json")
        report = site.rows("reports")[0]
        self.ask("show", report["id"])
        database = site.directory / "all.sqlite"
        self.ask("export", "--output", database)
        with sqlite3.connect(database) as connection:
            self.assertEqual(connection.execute("SELECT COUNT(*) FROM reports").fetchone(),
                             (len(site.rows("reports", "--all")),))
        self.ask("check")
        self.ask("backup", site.directory / "backup")
        self.ask("forget", report["document"]["id"])
        self.assertEqual(site.status()["done"], len(SAMPLES) - 1)
        for daemon in (joined, publisher, head):
            self.assertEqual(daemon.stop(), 0, daemon.log())

    def test_extraction(self):
        for sample in SAMPLES:
            self.assertNotEqual(self.ask("extract", sample), "")


if __name__ == "__main__":
    unittest.main(verbosity=2)
