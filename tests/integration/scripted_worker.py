"""A worker that does what a test tells it to, spoken from proto/README.md.

It holds the jobs it is sent until the test has them answered, so that the
order of work, leases and failures can be looked at one by one.
"""
import functools
import importlib
import pathlib
import struct
import subprocess
import sys
import tempfile
import time

import zmq

PROTO = pathlib.Path(__file__).resolve().parents[2] / "proto"
PATIENCE_SECONDS = 20


@functools.lru_cache(maxsize=None)
def schema():
    """The module protoc makes of wire.proto."""
    made = tempfile.mkdtemp(prefix="bgpb")
    subprocess.run(["protoc", f"--proto_path={PROTO}", f"--python_out={made}",
                    *(path.name for path in PROTO.glob("*.proto"))],
                   check=True)
    sys.path.insert(0, made)
    sys.dont_write_bytecode = True
    return importlib.import_module("wire_pb2")


def zstd_frame(text):
    """`text`, at most 255 bytes, stored as one zstd frame."""
    block = (1 | len(text) << 3).to_bytes(3, "little")
    return b"\x28\xb5\x2f\xfd\x20" + bytes([len(text)]) + block + text


NO_RECORDS = b"BGR1" + struct.pack("<II", 0, 12)


class Peer:
    """A DEALER that speaks envelopes; use as a context manager."""

    def __init__(self, endpoint):
        self.wire = schema()
        self.socket = zmq.Context.instance().socket(zmq.DEALER)
        self.socket.linger = 0
        self.socket.connect(endpoint)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, **body):
        """send(hello={...}): one envelope, without a payload."""
        self.socket.send(self.wire.Envelope(**body).SerializeToString())

    def parcels(self, seconds):
        """The envelopes, with their payloads, of the next message, if any."""
        if not self.socket.poll(int(seconds * 1000)):
            return []
        frames, parcels = self.socket.recv_multipart(), []
        while frames:
            envelope = self.wire.Envelope.FromString(frames.pop(0))
            has_payload = envelope.WhichOneof("body") in ("submit", "job")
            parcels.append((envelope, frames.pop(0) if has_payload else b""))
        return parcels

    def ask(self, wanted, **body):
        """Send, and wait for the answer of that kind."""
        self.send(**body)
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            for envelope, _ in self.parcels(0.1):
                if envelope.WhichOneof("body") == wanted:
                    return getattr(envelope, wanted)
        raise AssertionError(f"no {wanted} for {body}")


class Worker(Peer):
    """It asks for `credit` jobs in all, and holds what it gets."""

    def __init__(self, endpoint, name="scripted", credit=0):
        super().__init__(endpoint)
        self.name, self.credit = name, credit
        self.boot_id, self.seen = 0, 0
        self.held, self.verdicts = [], []  # (job, document's bytes); kinds
        self.say_ready()  # answered with Welcome
        self.until("a welcome", lambda: self.boot_id)

    def say_ready(self):
        self.said = time.monotonic()
        self.send(ready={
            "boot_id": self.boot_id, "credit": self.credit,
            "lease_nos": [job.lease_no for job, _ in self.held],
            "seen_lease_no": self.seen, "children": max(1, self.credit),
            "working": len(self.held), "name": self.name})

    def hear(self, seconds=0.05):
        """Take what has come, and say what changed."""
        changed = time.monotonic() - self.said > 0.5
        for envelope, payload in self.parcels(seconds):
            kind = envelope.WhichOneof("body")
            if kind == "welcome" and envelope.welcome.boot_id != self.boot_id:
                self.boot_id, self.seen = envelope.welcome.boot_id, 0
                self.held.clear()
                changed = True
            elif kind == "job":
                self.held.append((envelope.job, payload))
                self.seen = envelope.job.lease_no
                changed = True
            elif kind in ("taken", "stale"):
                self.verdicts.append(kind)
        if changed and self.boot_id:
            self.say_ready()

    def until(self, what, holds):
        end = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"{self.name} got no {what}")
            self.hear()

    def want(self, credit):
        self.credit = credit
        self.say_ready()

    def hold(self, count):
        """Wait until it holds `count` jobs; their documents' bytes."""
        self.until(f"{count} jobs", lambda: len(self.held) >= count)
        return [payload for _, payload in self.held]

    def stay(self, seconds):
        """Go on as it is for a while, to see that nothing more comes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.hear()

    def _answer(self, index, **what):
        job, _ = self.held.pop(index)
        before = len(self.verdicts)
        self.send(result={"boot_id": job.boot_id, "lease_no": job.lease_no,
                          "document_no": job.document_no,
                          "generation": job.generation, **what})
        self.until("a verdict", lambda: len(self.verdicts) > before)
        self.say_ready()
        return self.verdicts[-1]

    def finish(self, index=0, text=b"text", records=NO_RECORDS,
               version="1.0"):
        return self._answer(index, extraction={
            "extractor_version": version, "lexicon_version": "1",
            "text_bytes": len(text), "text": zstd_frame(text),
            "records": records})

    def fail(self, kind, reason="because", index=0):
        return self._answer(index, failure={"kind": kind, "reason": reason})

    def give_back(self, index=0):
        """No longer list it: it waits again, uncharged."""
        self.held.pop(index)
        self.say_ready()
