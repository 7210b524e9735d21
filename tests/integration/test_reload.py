"""SIGHUP: the options are read again while the programs work."""
import contextlib
import os
import pathlib
import signal
import time
import unittest

from daemons import DATA
from http_site import HttpSite

READ_AGAIN = "read the options again"
REFUSED = "the options are not sound, and stay as they were"
WAITS = "this option waits for a restart"


def descendants(pid):
    """The processes below this one, by id."""
    try:
        children = [int(word) for task in pathlib.Path(f"/proc/{pid}/task").iterdir()
                    for word in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []  # it has ended meanwhile
    return children + [below for child in children for below in descendants(child)]


class Reload(unittest.TestCase):
    def setUp(self):
        self.site = HttpSite()
        self.addCleanup(self.site.close)
        self.path = self.site.directory / "baogao.zpl"

    def write(self, section, *lines):
        self.path.write_text("\n    ".join([section, *lines]) + "\n")

    def start(self, name, section, *lines, options=()):
        self.write(section, *lines)
        return getattr(self.site, name)("--config", self.path, *options)

    def told(self, daemon, message):
        return [event for event in daemon.events() if event["msg"] == message]

    def reload(self, daemon, message=READ_AGAIN):
        """Until it says how that went; what it says."""
        before = len(self.told(daemon, message))
        daemon.process.send_signal(signal.SIGHUP)
        self.site.wait_until(message, lambda: len(self.told(daemon, message)) > before)
        return self.told(daemon, message)[-1]

    def waiting(self, daemon):
        return [event["option"] for event in self.told(daemon, WAITS)]

    def children(self):
        return [worker["children"] for worker in self.site.status()["workers"]]

    def test_a_head_goes_by_other_limits_and_another_crew(self):
        head = self.start("start_worker", "worker", "children = 1", "max-waiting = 5")
        self.site.wait_until("its worker has joined", lambda: self.children() == [1])
        self.assertEqual(self.site.status()["max_waiting"], 5)
        self.write("worker", "children = 2", "max-waiting = 6", "log-level = debug",
                   "tag-cap = a=1")
        self.assertEqual(self.reload(head)["file"], str(self.path))
        self.assertEqual(self.waiting(head), ["tag-cap"])
        self.assertEqual(self.site.status()["max_waiting"], 6)
        self.site.wait_until("another worker has joined", lambda: self.children() == [2])
        document = self.site.rows("submit", "--wait", DATA / "court-2022.txt")[0]["document_id"]
        steps = {(event["process"], event["msg"]) for event in head.events()
                 if event.get("document") == document}
        self.assertLessEqual({("baogao-worker", "committed"),
                              ("baogao-worker/joined", "extracted")}, steps)

    def test_what_is_wrong_is_told_with_its_line_and_changes_nothing(self):
        head = self.start("start_worker", "worker", "children = 0", "max-waiting = 5")
        publisher = self.site.start_publisher("--config", self.path)
        self.write("worker", "max-waiting = 6", "nonsense = 1")
        self.assertIn(f"{self.path}:3: nonsense:", self.reload(head, REFUSED)["error"])
        self.assertEqual(self.site.status()["max_waiting"], 5)
        self.path.unlink()
        for daemon in head, publisher:
            self.assertIn("cannot read", self.reload(daemon, REFUSED)["error"])
        self.assertEqual(self.site.status()["max_waiting"], 5)
        self.write("worker", "max-waiting = 7")
        self.reload(head)
        self.assertEqual(self.site.status()["max_waiting"], 7)

    @staticmethod
    def tell_all_below(pid):
        for child in descendants(pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGHUP)

    def test_no_document_is_lost_or_charged_by_it(self):
        """Told to all processes, as by pkill: those that read do not heed it."""
        head = self.start("start_worker", "worker", "children = 2")
        for number in range(40):
            report = self.site.directory / f"{number}.txt"
            report.write_text(f"全县新建公路{number + 1}公里。" * 200)
            self.site.baogao("submit", report)
            if number % 10 == 9:
                self.reload(head)
                # Those that come in their place are told in their first moments.
                end = time.monotonic() + 0.5
                while time.monotonic() < end:
                    self.tell_all_below(head.pid)
        self.site.wait_until("all are read", lambda: self.site.status()["done"] == 40)
        self.assertEqual(self.site.status()["dead"], 0)
        for message in "not read, and tried again", "the local worker has ended":
            self.assertEqual(self.told(head, message), [])

    def test_a_publisher_answers_to_another_name_and_token(self):
        self.site.start_worker("--children", 0)
        publisher = self.start("start_publisher", "publisher", "http-name = old.example")
        token = self.site.token

        def ask(host, shown):
            return self.site.request("GET", "/v1/figures", {"Host": host}, shown)[0]
        self.assertEqual(ask("old.example", token), 200)
        self.assertNotEqual(ask("new.example", token), 200)
        self.write("publisher", "http-name = new.example",
                   "query-endpoint = tcp://127.0.0.1:1")
        (self.site.directory / "v/run/http.token").unlink()
        self.reload(publisher)
        self.assertEqual(self.waiting(publisher), ["query-endpoint"])
        # The file is there as a whole, and the door has what it holds soon.
        self.site.wait_until("there is a token",
                             (self.site.directory / "v/run/http.token").exists)
        self.site.wait_until("another token is taken",
                             lambda: ask("new.example", self.site.token) == 200)
        self.assertNotEqual(self.site.token, token)
        self.assertNotEqual(ask("new.example", token), 200)
        self.assertNotEqual(ask("old.example", self.site.token), 200)
        self.assertEqual(publisher.stop(), 0)

    def test_a_joined_worker_logs_as_it_is_told(self):
        self.site.start_worker("--children", 0)
        elsewhere = HttpSite()
        self.addCleanup(elsewhere.close)
        self.write("worker", "children = 1")
        joined = elsewhere.start_worker("--join", self.site.endpoint("work"),
                                        "--config", self.path)
        self.write("worker", "children = 2", "log-level = debug")
        self.reload(joined)
        self.assertEqual(self.waiting(joined), ["children"])
        self.site.baogao("submit", "--wait", DATA / "court-2022.txt")
        self.assertTrue(self.told(joined, "extracted"))


if __name__ == "__main__":
    unittest.main()
