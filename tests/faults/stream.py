"""A client that goes on submitting, whatever happens to the head.

Each document is a report of its own with one figure. What is not answered in
time is sent again, as the wire specification has it; what was accepted is
remembered with its number, so that a second one would be noticed.
"""
import os
import sys
import threading
import time

import zmq

import daemons

sys.path.insert(0, str(daemons.DATA.parent / "integration"))
import client  # noqa: E402 (needs the path above)

PROTO = daemons.DATA.parent.parent / "proto"
SCHEMA = client.Schema(PROTO)
AGAIN_SECONDS = 0.5
IN_FLIGHT = 32
BURST = 8
FILLER_BYTES = 40 << 10

REPORT = """青石县政府工作报告

——2023年1月5日在青石县第九届人民代表大会第二次会议上

一、2022年工作回顾

全县新建乡村小学{number}所。
"""


def report(number):
    return REPORT.format(number=number + 1).encode()


def big_report(number):
    """A report that takes room: its filler does not repeat."""
    return report(number) + os.urandom(FILLER_BYTES // 2).hex().encode()


class Stream(threading.Thread):
    """Submits report(0), report(1), … until finish().

    `keys` are the paths of a secret certificate and the server's public one.
    """

    def __init__(self, endpoint, per_second=300, make=report, keys=None):
        super().__init__(daemon=True)
        self.endpoint = endpoint
        self.keys = keys
        self.make = make
        self.pause = BURST / per_second
        self.accepted = {}  # document id to number
        self.put_off = 0  # submissions answered Busy
        self.doubled = 0  # accepted again under another number
        self.submitted = set()
        self.failure = None
        self.ending = threading.Event()

    def run(self):
        try:
            with zmq.Context() as context:
                self._run(context)
        except Exception as failure:  # told by finish(), in the test's thread
            self.failure = failure

    def _run(self, context):
        dealer = context.socket(zmq.DEALER)
        dealer.linger = 0
        client.show_keys(dealer, self.keys)
        dealer.connect(self.endpoint)
        flight = {}  # request id to document, when to send it again
        number = 0
        while flight or not self.ending.is_set():
            now = time.monotonic()
            room = 0 if self.ending.is_set() else IN_FLIGHT - len(flight)
            for _ in range(min(room, BURST)):
                flight[number + 1] = (client.Document(self.make(number)), now)
                number += 1
            for request_id, (document, due) in flight.items():
                if due <= now:
                    self._send(dealer, request_id, document)
                    flight[request_id] = (document, now + AGAIN_SECONDS)
            pause = self.pause
            while dealer.poll(max(0, int(pause * 1000))):
                for frame in dealer.recv_multipart():
                    self._take(frame, flight)
                pause = now + self.pause - time.monotonic()
        dealer.close()

    def _send(self, dealer, request_id, document):
        envelope = SCHEMA.wire.Envelope()
        envelope.submit.request_id = request_id
        self.submitted.add(document.id())
        try:
            dealer.send_multipart([envelope.SerializeToString(),
                                   document.data], zmq.DONTWAIT)
        except zmq.Again:
            pass  # the head is away: it is sent again

    def _take(self, frame, flight):
        envelope = SCHEMA.wire.Envelope.FromString(frame)
        if envelope.WhichOneof("body") == "busy":
            self.put_off += 1
            return
        answer = envelope.accepted
        document, _ = flight.pop(answer.request_id, (None, None))
        if document and answer.document_id != document.id():
            raise AssertionError(f"accepted as {answer.document_id}, "
                                 f"not as {document.id()}")
        number = self.accepted.setdefault(answer.document_id,
                                          answer.document_no)
        self.doubled += number != answer.document_no

    def finish(self, seconds=60):
        """Submit no more; wait for the answers that are out."""
        self.ending.set()
        self.join(seconds)
        if self.failure:
            raise self.failure
        if self.is_alive():
            raise AssertionError("submissions without an answer")


def settle(test, site, stream, dead=0, seconds=120, start_publisher=True):
    """Wait until nothing waits; then every accepted report is there once."""
    site.wait_until("nothing waits", lambda: site.status()["waiting"] == 0,
                    seconds)
    if start_publisher:
        site.start_publisher()
    rows = [row["document"]["id"] for row in site.rows("reports", "--all")]
    kept = set(rows)
    lost = set(stream.accepted) - kept
    strangers = kept - stream.submitted
    doubled = len(rows) - len(kept) + stream.doubled
    print(f"{test.id().split('.')[-1]}: {len(stream.accepted)} documents "
          f"accepted, {len(lost)} lost, {doubled} doubled", flush=True)
    test.assertGreater(len(stream.accepted), 0)
    test.assertEqual((lost, doubled, strangers), (set(), 0, set()))
    status = site.status()
    test.assertEqual((status["done"], status["dead"]), (len(kept), dead))
