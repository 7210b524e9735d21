#!/usr/bin/python3
"""The feed of the real publisher: over ZeroMQ, over HTTP, by baogao watch."""

import json
import signal
import subprocess
import sys
import threading
import time
import unittest
import urllib.error
import urllib.request

try:
    import google.protobuf  # noqa: F401
    import zmq
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

import client
import daemons

SCHEMA = client.Schema(daemons.DATA.parent.parent / "proto")
WIRE = SCHEMA.wire
OTHER_STORE = "0" * 32
LONG_MS = 30000
FILES = ["court-2022.txt", "county-government-2023.txt", "cppcc-member-2023.txt"]


class FeedTest(unittest.TestCase):
    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        self.site.start_worker("--children", 1)
        self.publisher = self.site.start_publisher()

    def submit(self, *names):
        rows = self.site.rows("submit", "--wait", *(daemons.DATA / name for name in names))
        return [row["document_id"] for row in rows if row["result"] == "done"]

    def follower(self, **settings):
        follower = client.Follower(SCHEMA, self.site.endpoint("query"), **settings)
        self.addCleanup(follower.dealer.close)
        return follower

    def http(self, query):
        """(status, body) of /v1/changes?QUERY"""
        try:
            with urllib.request.urlopen(f"{self.site.http_url()}v1/changes?{query}",
                                        timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)


class Pages(FeedTest):
    def test_all_three_ways_tell_the_same(self):
        ids = self.submit(*FILES)
        self.site.baogao("forget", ids[0])
        wire = [(c.change_no, c.document_id) for c in self.follower().changes(limit=1)]
        _, http = self.http("")
        lines = self.site.rows("watch", "--since", "0", "--until-now")
        self.assertEqual([(c["change_no"], c["document_id"]) for c in http["changes"]], wire)
        self.assertEqual([(c["change_no"], c["document_id"]) for c in lines], wire)
        self.assertEqual([c["change"] for c in lines], ["done", "done", "forgotten"])
        self.assertEqual({c["store_id"] for c in lines}, {http["store_id"]})
        self.assertEqual([c["name"] for c in lines], [FILES[1], FILES[2], None])
        self.assertEqual(http["as_of"], wire[-1][0])
        _, rest = self.http(f"after={wire[0][0]}&limit=1")
        self.assertEqual([c["change_no"] for c in rest["changes"]], [wire[1][0]])

    def test_document_that_is_read_again_or_gets_a_name_comes_again(self):
        document, = self.submit(FILES[0])
        follower = self.follower()
        first, = follower.changes()
        self.site.baogao("reprocess", document)
        second, = follower.page(first.change_no, wait_ms=LONG_MS).changes
        self.site.baogao("submit", "--tag", "new", daemons.DATA / FILES[0])
        third, = follower.page(second.change_no, wait_ms=LONG_MS).changes
        self.assertEqual([c.readings for c in (first, second, third)], [1, 2, 2])
        self.assertEqual({c.document_id for c in (first, second, third)}, {document})
        self.assertEqual(self.site.rows("watch", "--until-now")[0]["change"], "reread")

    def test_numbers_of_another_store_are_refused(self):
        with self.assertRaises(client.Refusal) as refused:
            self.follower().page(3, store_id=OTHER_STORE)
        self.assertEqual((refused.exception.code, refused.exception.field),
                         (WIRE.REFUSED_OTHER_STORE, "store_id"))
        status, body = self.http(f"after=3&store_id={OTHER_STORE}")
        self.assertEqual((status, body["error"]["code"]), (409, "other_store"))
        done = self.site.baogao("watch", "--since", "3", "--store", OTHER_STORE, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("start again from 0", done.stderr)

    def test_values_outside_their_range_are_refused(self):
        for query in ("limit=0", "limit=1001", "wait_ms=60001", "after=x", "colour=red",
                      "after=1&after=2"):
            with self.subTest(query=query):
                status, body = self.http(query)
                self.assertEqual((status, body["error"]["code"]), (400, "field"))
        for field in ({"limit": 0}, {"limit": 1001}, {"wait_ms": 60001}):
            with self.subTest(**field), self.assertRaises(client.Refusal) as refused:
                self.follower().page(**field)
            self.assertEqual(refused.exception.code, WIRE.REFUSED_MALFORMED)


class Waiting(FeedTest):
    def in_background(self, call):
        """Start a call that waits; a function that returns (result, seconds)."""
        result = []

        def run():
            began = time.monotonic()
            result.extend([call(), time.monotonic() - began])

        thread = threading.Thread(target=run, daemon=True)
        thread.start()

        def finish():
            thread.join(60)
            self.assertFalse(thread.is_alive(), "still waiting")
            return tuple(result)
        return finish

    def test_request_waits_for_the_first_change_and_holds_up_nobody(self):
        over_http = self.in_background(lambda: self.http(f"wait_ms={LONG_MS}"))
        follower = self.follower(answer_seconds=60.0, patience=60.0)
        over_wire = self.in_background(lambda: follower.page(wait_ms=LONG_MS))
        with client.Asker(SCHEMA, self.site.endpoint("query")) as asker:
            for _ in range(5):
                self.assertEqual(asker.rows(SCHEMA.query.ROW_REPORT), [])
        document, = self.submit(FILES[0])
        (status, body), http_seconds = over_http()
        page, wire_seconds = over_wire()
        self.assertEqual(status, 200)
        self.assertEqual([c["document_id"] for c in body["changes"]], [document])
        self.assertEqual([c.document_id for c in page.changes], [document])
        self.assertLess(max(http_seconds, wire_seconds), LONG_MS / 1000 - 1)

    def test_page_is_empty_when_the_time_is_over(self):
        for call in (lambda: self.http("wait_ms=700")[1]["changes"],
                     lambda: list(self.follower().page(wait_ms=700).changes)):
            changes, seconds = self.in_background(call)()
            self.assertEqual(changes, [])
            self.assertGreaterEqual(seconds, 0.69)

    def test_too_many_waiting_requests_are_busy(self):
        follower = self.follower()
        for number in range(1, 12):
            follower.send(WIRE.Envelope(changes=WIRE.Changes(request_id=number,
                                                             wait_ms=LONG_MS)))
        busy = [body.request_id for _ in range(3) for body in follower.receive(10)]
        self.assertEqual(busy, [9, 10, 11])
        self.assertEqual(follower.receive(0.2), [])
        document, = self.submit(FILES[0])
        pages = [follower.receive(30)[0] for _ in range(8)]
        self.assertEqual(sorted(page.request_id for page in pages), list(range(1, 9)))
        self.assertEqual({page.changes[0].document_id for page in pages}, {document})

    def test_publisher_ends_at_once_while_requests_wait(self):
        self.in_background(lambda: self.http_until_closed())
        follower = self.follower()
        follower.send(WIRE.Envelope(changes=WIRE.Changes(request_id=1, wait_ms=LONG_MS)))
        self.follower().hello()
        began = time.monotonic()
        self.assertEqual(self.publisher.stop(), 0)
        self.assertLess(time.monotonic() - began, LONG_MS / 2000)

    def http_until_closed(self):
        try:
            self.http(f"wait_ms={LONG_MS}")
        except OSError:
            pass

    def test_newest_number_is_published(self):
        with zmq.Context() as context, context.socket(zmq.SUB) as subscriber:
            subscriber.linger = 0
            subscriber.subscribe(b"")
            subscriber.connect(self.site.endpoint("feed"))
            # A subscription counts some time after it was made: go on until it does.
            for name in FILES * 3:
                self.site.baogao("submit", "--wait", "--tag", str(time.monotonic()),
                                 daemons.DATA / name)
                if subscriber.poll(500):
                    break
            envelope = WIRE.Envelope.FromString(subscriber.recv(zmq.NOBLOCK))
        self.assertEqual(envelope.WhichOneof("body"), "nudge")
        self.assertGreater(envelope.nudge.change_no, 0)
        self.assertLessEqual(envelope.nudge.change_no, self.http("")[1]["as_of"])


class Watch(FeedTest):
    def watch(self, *options):
        process = subprocess.Popen(self.site.command("watch", *options),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.stdout.close)
        return process

    def test_lines_come_as_documents_are_read_until_a_signal(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(signal=number):
                watch = self.watch("--since", "0")
                ids = self.submit(*FILES[:2])
                lines = [watch.stdout.readline().split() for _ in ids]
                self.assertEqual([line[1] for line in lines], ["done", "done"])
                self.assertEqual({line[2] for line in lines}, set(ids))
                watch.send_signal(number)
                self.assertEqual(watch.wait(10), 0)
                self.assertEqual((watch.stdout.read(), watch.stderr.read()), ("", ""))

    def test_without_a_number_it_begins_now(self):
        self.submit(FILES[0])
        watch = self.watch("--json")
        seen = []
        reader = threading.Thread(target=lambda: seen.append(watch.stdout.readline()))
        reader.start()
        tag = 0
        while reader.is_alive():  # until it has found out where "now" is
            tag += 1
            self.site.baogao("submit", "--tag", str(tag), daemons.DATA / FILES[0])
            reader.join(0.3)
        self.assertGreater(json.loads(seen[0])["change_no"], 1)
        watch.terminate()
        self.assertEqual(watch.wait(10), 0)

    def test_publisher_that_starts_again_is_followed_on(self):
        watch = self.watch("--since", "0", "--timeout", "1")
        first, = self.submit(FILES[0])
        self.assertIn(first, watch.stdout.readline())
        self.publisher.kill()
        second, = self.submit(FILES[1])
        self.site.start_publisher()
        self.assertIn(second, watch.stdout.readline())
        watch.terminate()
        self.assertEqual(watch.wait(10), 0)

    def test_no_publisher_and_wrong_options_have_their_exit_codes(self):
        self.publisher.stop()
        done = self.site.baogao("--timeout", "1", "watch", check=False)
        self.assertEqual(done.returncode, 3, done.stderr)
        for options in (("--since", "x"), ("--since", "-1"), ("operand",)):
            done = self.site.baogao("watch", *options, check=False)
            self.assertEqual(done.returncode, 2, done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
