#!/usr/bin/python3
"""Programs of two versions at work together, each replaced in turn, under load.

The later ones speak a later minor version of the protocol: all that they send
or store has fields that nobody knows today. The other ones speak a version
that has nothing in common with today's.
"""
import os
import pathlib
import time
import unittest

import copies
import daemons
import stream

VERSIONS = pathlib.Path(os.environ["BAOGAO_VERSIONS"])
LATER, OTHER = VERSIONS / "later", VERSIONS / "other"
PER_SECOND = 30
UNAVAILABLE = 3


class Parts:
    """A head that reads nothing itself, and who speaks with it."""

    NAMES = ("head", "joined", "publisher", "follower")

    def __init__(self, test):
        self.source, self.copy = daemons.Site(), daemons.Site()
        test.addCleanup(self.source.close)
        test.addCleanup(self.copy.close)
        self.programs = dict.fromkeys(self.NAMES, daemons.BIN)
        self.running = {}
        for name in self.NAMES:
            self.start(name)

    def start(self, name):
        site = self.copy if name == "follower" else self.source
        site.programs = self.programs[name]
        self.running[name] = {
            "head": lambda: site.start_worker("--children", 0),
            "joined": lambda: site.start_worker(
                "--join", self.source.endpoint("work"), "--children", 1),
            "publisher": site.start_publisher,
            "follower": lambda: site.start_publisher(
                "--follow", self.source.endpoint("query")),
        }[name]()
        site.programs = daemons.BIN

    def turn(self, name):
        """End it, and start it from the other of the two versions."""
        if self.running[name].stop() != 0:
            raise AssertionError(f"{name} did not end well:\n{self.source.logs()}")
        is_later = self.programs[name] == LATER
        self.programs[name] = daemons.BIN if is_later else LATER
        self.start(name)


def every_combination():
    """The number of the part to turn, so that all 16 come, once each."""
    for step in range(1, 1 << len(Parts.NAMES)):
        yield (step & -step).bit_length() - 1


class Rolling(unittest.TestCase):
    def look(self, site, programs, *arguments):
        site.programs = programs
        try:
            return site.rows(*arguments)
        finally:
            site.programs = daemons.BIN

    def use_by_both_clients(self, parts, step):
        """What each submits now is read, and found in store and copy."""
        for programs in (daemons.BIN, LATER):
            number = 10 ** 6 + 2 * step + (programs == LATER)
            path = parts.source.directory / "report.txt"
            path.write_bytes(stream.report(number))
            row = self.look(parts.source, programs, "submit", "--wait", path)[-1]
            self.assertEqual(row["result"], "done", row)
            self.mine.add(row["document_id"])
            for site in (parts.source, parts.copy):
                ask = ("figures", "--report", row["document_id"])
                site.wait_until(
                    "it is found", lambda site=site, ask=ask: self.has_figure(site, programs, ask))

    def has_figure(self, site, programs, ask):
        site.programs = programs
        done = site.baogao(*ask, "--json", check=False)
        site.programs = daemons.BIN
        # A copy does not know the document before it has come.
        return done.returncode == 0 and "乡村小学" in done.stdout

    def test_parts_are_replaced_in_any_order_and_nothing_is_lost(self):
        self.mine = set()
        parts = Parts(self)
        load = stream.Stream(parts.source.endpoint("submit"), per_second=PER_SECOND)
        load.start()
        states = {tuple(parts.programs.values())}
        self.use_by_both_clients(parts, 0)
        for step, number in enumerate(every_combination(), 1):
            parts.turn(Parts.NAMES[number])
            states.add(tuple(parts.programs.values()))
            self.use_by_both_clients(parts, step)
        self.assertEqual(len(states), 16)
        load.finish()
        load.submitted |= self.mine
        stream.settle(self, parts.source, load, start_publisher=False)
        self.assertEqual(copies.wait_until_equal(self, parts.source, parts.copy),
                         len(load.accepted) + len(self.mine))
        self.assertEqual(parts.source.rows("check")[-1]["violations"], {})
        log = parts.running["joined"].log()
        for minor in (0, 9):
            self.assertIn(f"protocol_minor={minor}", log)

    def assert_refused(self, site, programs, speaks, *arguments):
        site.programs = programs
        done = site.baogao(*arguments, check=False)
        site.programs = daemons.BIN
        self.assertEqual(done.returncode, UNAVAILABLE, done.stdout)
        self.assertIn(f"it speaks version {speaks} of the protocol", done.stderr)

    def test_another_version_is_refused_and_says_so(self):
        parts = Parts(self)
        source, copy = parts.source, parts.copy
        path = source.directory / "report.txt"
        path.write_bytes(stream.report(1))
        for request in (("status",), ("reports",), ("submit", path)):
            self.assert_refused(source, OTHER, 1, *request)
        source.programs = OTHER
        with self.assertRaisesRegex(daemons.NotStarted, "another protocol version"):
            source.start_worker("--join", source.endpoint("work"))
        source.programs = daemons.BIN
        # A copy of that version goes on serving what it has, and asks again.
        parts.running["follower"].stop()
        source.baogao("submit", "--wait", path)
        parts.programs["follower"] = OTHER
        parts.start("follower")
        follower = parts.running["follower"]
        copy.wait_until("it is told why", lambda: "it speaks version 1 of the protocol"
                        in follower.log())
        self.assertEqual(follower.process.poll(), None)
        self.assert_refused(copy, daemons.BIN, 2, "reports")
        self.assertEqual(self.look(copy, OTHER, "reports"), [])
        follower.stop()
        parts.programs["follower"] = daemons.BIN
        parts.start("follower")
        copy.wait_until("it follows", lambda: len(copy.rows("reports")) == 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
