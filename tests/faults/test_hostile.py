"""Peers that do not keep to the protocol: the others are served all the same."""
import os
import random
import unittest

import zmq

import daemons
import noise
import stream
from proc import keep_no_freed_memory, memory_kib

client = stream.client
wire = stream.SCHEMA.wire


class Hostile(unittest.TestCase):
    def setUp(self):
        keep_no_freed_memory()
        seed = int(os.environ.get("BAOGAO_SEED", random.randrange(10 ** 6)))
        print(f"BAOGAO_SEED={seed}")
        self.random = random.Random(seed)
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        self.head = self.site.start_worker("--children", 1,
                                           "--max-document-mib", 1)
        self.publisher = self.site.start_publisher()
        self.context = zmq.Context()
        self.addCleanup(self.context.term)

    def connect(self, conversation, rcvhwm=1000):
        dealer = self.context.socket(zmq.DEALER)
        dealer.linger = 0
        dealer.rcvhwm = rcvhwm
        dealer.connect(self.site.endpoint(conversation))
        self.addCleanup(dealer.close)
        return dealer

    def assert_serves(self, number):
        """An honest client is served, by the processes that were there."""
        with client.Submitter(stream.SCHEMA,
                              self.site.endpoint("submit")) as submitter:
            accepted = submitter.submit(client.Document(stream.report(number)))
            submitter.wait([accepted.document_id])
        with client.Asker(stream.SCHEMA, self.site.endpoint("query")) as asker:
            page = asker.page(stream.SCHEMA.query.ROW_REPORT,
                              report=accepted.document_id)
            self.assertEqual(len(page.rows), 1)
        self.assertIsNone(self.head.process.poll(), self.head.log())
        self.assertIsNone(self.publisher.process.poll(), self.publisher.log())

    def test_random_frames(self):
        for conversation in noise.CONVERSATIONS:
            dealer = self.connect(conversation)
            for _ in range(500):
                dealer.send_multipart(noise.random_frames(self.random))
            self.assertTrue(dealer.poll(10000), conversation)
        self.assert_serves(1)

    def test_truncated_and_flipped_protobuf(self):
        for conversation in noise.CONVERSATIONS:
            dealer = self.connect(conversation)
            for envelope in noise.good_envelopes():
                for frames in noise.spoilt(envelope, self.random):
                    dealer.send_multipart(frames)
            self.assertTrue(dealer.poll(10000), conversation)
        self.assert_serves(2)

    def test_unknown_version_is_told_so(self):
        for conversation in noise.CONVERSATIONS:
            with client.Socket(stream.SCHEMA,
                               self.site.endpoint(conversation)) as talk:
                with self.assertRaises(client.Refusal) as refusal:
                    talk.hello(90, 99)
                self.assertEqual(refusal.exception.code, wire.REFUSED_VERSION)
        self.assert_serves(3)

    def grown_by(self, dealer, messages):
        """How the head's memory grew by answers to so many, in KiB."""
        before = memory_kib(self.head.pid)
        envelope = wire.Envelope()
        envelope.submit.request_id = 1
        frames = [envelope.SerializeToString(), b"the same document"] * 20
        for _ in range(messages):
            dealer.send_multipart(frames)
        return memory_kib(self.head.pid) - before

    def test_client_that_never_reads(self):
        dealer = self.connect("submit", rcvhwm=1)
        first = self.grown_by(dealer, 6000)
        second = self.grown_by(dealer, 6000)
        print(f"answers nobody reads: the head grew by {first} KiB, then by "
              f"{second} KiB more")
        # What waits is bounded: then, nothing more is kept.
        self.assertLess(second, 8 << 10)
        self.assert_serves(4)

    def test_message_of_endless_frames_is_dropped(self):
        dealer = self.connect("submit")
        for _ in range(100000):
            dealer.send(b"", zmq.SNDMORE)
        dealer.send(b"")
        self.site.wait_until(
            "the message is dropped",
            lambda: "a message of more than" in self.head.log(), 30)
        dealer.send(b"garbage")
        self.assertIsNotNone(hear(dealer, "refused"))  # on the same connection
        self.assert_serves(6)

    def test_worker_that_answers_garbage(self):
        """Results for what it was given, and for what it never was."""
        self.head.stop()
        self.head = self.site.start_worker("--children", 0)
        with client.Submitter(stream.SCHEMA,
                              self.site.endpoint("submit")) as submitter:
            accepted = submitter.submit(client.Document(stream.report(5)))
        liar = self.connect("work")
        boot_id = say_hello(liar)
        verdicts = []
        for document_no in (accepted.document_no, 999, 2 ** 64 - 1):
            result = wire.Envelope()
            result.result.boot_id = boot_id
            result.result.lease_no = 1
            result.result.document_no = document_no
            result.result.generation = 1
            result.result.extraction.text_bytes = 100
            result.result.extraction.text = self.random.randbytes(50)
            result.result.extraction.records = self.random.randbytes(500)
            liar.send(result.SerializeToString())
            verdicts.append(hear(liar, "taken", "stale"))
        # A wrong one costs the document an attempt, no more.
        self.assertEqual(verdicts, ["taken", "stale", "stale"])
        self.assertEqual(self.site.status()["waiting"], 1)
        self.site.start_worker("--join", self.site.endpoint("work"),
                               "--children", 1)
        self.assert_serves(5)


def hear(dealer, *kinds):
    while dealer.poll(10000):
        for frame in dealer.recv_multipart():
            kind = wire.Envelope.FromString(frame).WhichOneof("body")
            if kind in kinds:
                return kind
    return None


def say_hello(dealer):
    hello = wire.Envelope()
    hello.hello.protocol_min = hello.hello.protocol_max = 1
    dealer.send(hello.SerializeToString())
    return wire.Envelope.FromString(dealer.recv()).welcome.boot_id


if __name__ == "__main__":
    unittest.main(verbosity=2)
