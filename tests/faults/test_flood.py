"""More connections than the daemons may have descriptors.

Whoever has a key and is connected goes on being served; whoever comes during
the flood is served soon after its end at the latest.
"""
import resource
import subprocess
import time
import unittest
import urllib.request

import client
import flood
import keyed_case
import stream
from keyed_case import SCHEMA, WIRE
from proc import descriptors, keep_no_freed_memory, memory_kib

CONNECTIONS = 10000
DESCRIPTORS = 4096
# Longer than two handshakes may take: those that were cut have come again.
FLOOD_SECONDS = 12
SERVED_SECONDS = 10  # so soon after the end
PAUSE_SECONDS = 0.1
GROWTH_KIB = 16 << 10  # from the middle of the flood to its end
PATIENCE_SECONDS = 60


class Connected:
    """A client that was there before, and asks again and again."""

    def __init__(self, sockets):
        self.status, self.query = sockets
        self.served, self.slowest = 0, 0

    def ask(self):
        for socket, body, fields in (
                (self.status, "status_request", {}),
                (self.query, "query", {"rows": SCHEMA.query.ROW_REPORT})):
            began = time.monotonic()
            socket.ask(body, **fields)
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.served += 1


class Flooded(keyed_case.Keyed):
    def setUp(self):
        if not flood.may_open(CONNECTIONS):
            self.skipTest("no process may open so many connections here")
        keep_no_freed_memory()
        super().setUp()
        self.key = self.add("honest", "submit,work,query,status")
        self.revoked = self.add("revoked", "status")
        for daemon in (self.head, self.publisher):
            resource.prlimit(daemon.pid, resource.RLIMIT_NOFILE,
                             (DESCRIPTORS, DESCRIPTORS))

    def connected(self, conversation, secret=None):
        socket = self.socket(conversation, secret or self.key)
        socket.hello()
        return socket

    def latecomer(self, *command):
        """A command over tcp; it goes on trying."""
        return subprocess.Popen(
            self.site.command(*command, *self.own(self.key),
                              "--timeout", str(PATIENCE_SECONDS)),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def hold_for(self, seconds, asker, daemon):
        """Go on asking in the flood; the most descriptors seen in use."""
        end, most = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            asker.ask()
            most = max(most, descriptors(daemon.pid))
            time.sleep(PAUSE_SECONDS)
        return most

    def seconds_until_revoked(self, socket):
        """How long a key that is revoked now goes on being served."""
        revoked = self.revoke("revoked")
        with self.assertRaises(client.Refusal) as caught:
            while time.monotonic() < revoked + PATIENCE_SECONDS:
                socket.ask("status_request")
        self.assertEqual(caught.exception.code, WIRE.REFUSED_FORBIDDEN)
        return time.monotonic() - revoked

    def flood(self, daemon, addresses, latecomer, asker, during=lambda: None):
        """Flood `daemon`; when it ends, and what came to pass meanwhile."""
        before = descriptors(daemon.pid)
        with flood.Flood(addresses, CONNECTIONS) as strangers:
            late = self.latecomer(*latecomer)
            most = self.hold_for(FLOOD_SECONDS / 2, asker, daemon)
            grown = -memory_kib(daemon.pid)
            during()
            self.hold_for(FLOOD_SECONDS / 2, asker, daemon)
            grown += memory_kib(daemon.pid)
        ended = time.monotonic()
        _, complaint = late.communicate(timeout=PATIENCE_SECONDS)
        late_seconds = time.monotonic() - ended
        self.assertEqual(late.returncode, 0, complaint)
        print(f"{CONNECTIONS} connections, {most} of {DESCRIPTORS} descriptors"
              f" in use, {strangers.cut} cut: {asker.served} questions answered, the "
              f"slowest in {asker.slowest:.2f} s; it grew by {grown} KiB; who "
              f"came in the flood was done {late_seconds:.2f} s after its end",
              flush=True)
        if most <= DESCRIPTORS - 10:
            self.skipTest("this machine is too busy to be flooded")
        self.assertLess(late_seconds, SERVED_SECONDS)
        self.assertLess(grown, GROWTH_KIB)
        self.assertIsNone(daemon.process.poll())
        self.site.wait_until("descriptors are free again",
                             lambda: descriptors(daemon.pid) < before + 100,
                             SERVED_SECONDS)
        return ended


class Head(Flooded):
    def test_head_with_more_connections_than_descriptors(self):
        server = self.keys_directory() / "server.cert"
        worker = self.site.start_worker(
            "--join", self.tcp["work"], *self.own(self.key), "--children", 1)
        load = stream.Stream(self.tcp["submit"], per_second=50,
                             keys=(self.key, server))
        load.start()
        asker = Connected([self.connected("control"), self.connected("query")])
        revoked = self.connected("control", self.revoked)
        refused, accepted = [], []

        def during():
            accepted.append(len(load.accepted))
            refused.append(self.seconds_until_revoked(revoked))

        ended = self.flood(
            self.head, [self.address(name)
                        for name in ("submit", "work", "control")],
            ("status", "--control-endpoint", self.tcp["control"]),
            asker, during)
        accepted.append(len(load.accepted))
        for conversation in ("submit", "work", "control"):
            self.connected(conversation)
        served = time.monotonic() - ended
        print(f"a revoked key refused after {refused[0]:.2f} s of the flood; "
              f"{accepted[1]} documents accepted by its end; new clients "
              f"served {served:.2f} s after it")
        self.assertLess(refused[0], keyed_case.REVOKED_SECONDS)
        self.assertLess(accepted[0], accepted[1])
        self.assertLess(served, SERVED_SECONDS)
        load.finish()
        stream.settle(self, self.site, load, start_publisher=False)
        self.assertEqual(worker.stop(), 0)

    def address(self, conversation):
        return self.tcp[conversation].removeprefix("tcp://")


class Publisher(Flooded):
    def test_publisher_with_more_connections_than_descriptors(self):
        asker = Connected([self.connected("control"), self.connected("query")])
        query = self.tcp["query"]
        ended = self.flood(
            self.publisher,
            [query.removeprefix("tcp://")] * 9
            + [self.site.http_url().removeprefix("http://").rstrip("/")],
            ("reports", "--query-endpoint", query), asker)
        self.connected("query")
        with urllib.request.urlopen(self.site.http_url() + "healthz",
                                    timeout=SERVED_SECONDS) as page:
            self.assertEqual(page.status, 200)
        served = time.monotonic() - ended
        print(f"new clients served {served:.2f} s after it")
        self.assertLess(served, SERVED_SECONDS)


if __name__ == "__main__":
    unittest.main(verbosity=2)
