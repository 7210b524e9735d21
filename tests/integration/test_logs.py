"""Logs: in the form asked for, and a document found in those of every process."""
import json
import os
import pty
import select
import subprocess
import unittest

import documents
from daemons import BIN, DATA, Site, logged

LEVELS = {"error", "warning", "info", "debug"}
COUNTY = DATA / "county-government-2023.txt"


class Trace(unittest.TestCase):
    """A head without extractors of its own, a joined worker, a publisher, a follower."""

    def setUp(self):
        self.site, self.copy = Site(), Site()
        self.addCleanup(self.site.close)
        self.addCleanup(self.copy.close)

    def start(self, *options):
        self.head = self.site.start_worker("--children", 0, *options)
        self.workers = Site()
        self.addCleanup(self.workers.close)
        self.joined = self.workers.start_worker(
            "--join", self.site.endpoint("work"), "--children", 1, *options)
        self.publisher = self.site.start_publisher(*options)
        self.follower = self.copy.start_publisher(
            "--follow", self.site.endpoint("query"), *options)

    def submit(self, *arguments):
        return self.site.rows("submit", "--wait", *arguments)[0]["document_id"]

    def steps(self, daemon, document):
        """What a process and its children said of it, in their order."""
        return [(event["process"], event["msg"]) for event in daemon.events()
                if event.get("document") == document]

    def test_a_document_is_followed_by_its_id_through_all_processes(self):
        self.start("--log-level", "debug")
        document = self.submit(COUNTY)
        self.copy.wait_until("it is copied, and seen there", lambda: any(
            "seen" == msg for _, msg in self.steps(self.follower, document)))
        self.assertEqual(self.steps(self.head, document),
                         [("baogao-worker", step)
                          for step in ("accepted", "handed out", "committed")])
        self.assertEqual(self.steps(self.joined, document),
                         [("baogao-worker/joined", step)
                          for step in ("received", "given to an extractor", "extracted")])
        self.assertEqual(set(self.steps(self.publisher, document)),
                         {("baogao-publisher", "seen"), ("baogao-publisher", "told")})
        self.assertEqual(set(self.steps(self.follower, document)),
                         {("baogao-publisher/follower", "copied"),
                          ("baogao-publisher/follower", "seen")})
        pdf = self.site.directory / "print.pdf"
        pdf.write_bytes(documents.as_pdf(["青山县人民政府工作报告"]))
        self.assertEqual([step for _, step in self.steps(self.joined, self.submit(pdf))],
                         ["received", "given to pdftotext", "given to an extractor",
                          "extracted"])
        for daemon in (self.head, self.joined, self.publisher, self.follower):
            for event in daemon.events():
                self.assertIn(event["level"], LEVELS, event)
                self.assertRegex(event["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")

    def test_a_dead_letter_is_told_where_single_documents_are_not(self):
        self.start()
        good = self.submit(COUNTY)
        scan = self.site.directory / "scan.bin"
        scan.write_bytes(bytes(range(256)) * 40)
        self.site.baogao("submit", "--wait", scan, check=False)
        dead = self.site.rows("dead", "list")[0]["document_id"]
        self.assertEqual(self.steps(self.head, dead), [("baogao-worker", "dead letter")])
        told, = (e for e in self.head.events() if e.get("document") == dead)
        self.assertEqual(told["level"], "warning")
        self.assertTrue(told["reason"])
        for daemon in (self.head, self.joined, self.publisher, self.follower):
            self.assertEqual(self.steps(daemon, good), [])

    def test_the_local_worker_logs_as_the_head_does(self):
        head = self.site.start_worker("--children", 1, "--log-level", "debug",
                                      "--log-format", "json")
        document = self.submit(COUNTY)
        events = [json.loads(line) for line in head.log().splitlines()]
        self.assertEqual({event["process"] for event in events
                          if event.get("document") == document},
                         {"baogao-worker", "baogao-worker/joined"})


class Format(unittest.TestCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)

    def publisher_without_a_store(self, stderr, *options, **environment):
        """It says one thing, that there is none, and ends."""
        return subprocess.run(
            [BIN / "baogao-publisher", "--dir", self.site.directory / "none", *options],
            stderr=stderr, env={**os.environ, **environment}, timeout=60)

    def on_a_terminal(self, *options):
        ours, theirs = pty.openpty()
        self.publisher_without_a_store(theirs, *options)
        os.close(theirs)
        text = os.read(ours, 65536).decode() if select.select([ours], [], [], 10)[0] else ""
        os.close(ours)
        return text.replace("\r\n", "\n")

    def in_a_file(self, *options, **environment):
        path = self.site.directory / "stderr"
        with open(path, "wb") as file:
            number = os.fstat(file.fileno())
            environment = {key: value.format(file=f"{number.st_dev}:{number.st_ino}")
                           for key, value in environment.items()}
            self.publisher_without_a_store(file, *options, **environment)
        return path.read_text()

    def test_a_terminal_is_told_a_sentence(self):
        self.assertRegex(self.on_a_terminal(),
                         r"\Abaogao-publisher: error: ended: .*none.*\n\Z")
        self.assertTrue(json.loads(self.on_a_terminal("--log-format", "json"))["error"])

    def test_elsewhere_it_is_logfmt_unless_told_otherwise(self):
        event = logged(self.in_a_file())
        self.assertEqual(list(event), ["time", "level", "process", "pid", "msg", "error"])
        self.assertRegex(self.in_a_file("--log-format", "human"),
                         r"\A\d{4}-\S+Z baogao-publisher: error: ended: ")
        event = json.loads(self.in_a_file("--log-format", "json"))
        self.assertEqual(event["level"], "error")

    def test_the_journal_is_given_priorities_and_no_time(self):
        line = self.in_a_file(JOURNAL_STREAM="{file}")
        self.assertTrue(line.startswith("<3>level=error process=baogao-publisher pid="), line)
        elsewhere = self.in_a_file(JOURNAL_STREAM="1:1")
        self.assertTrue(elsewhere.startswith("time="), elsewhere)


if __name__ == "__main__":
    unittest.main(verbosity=2)
