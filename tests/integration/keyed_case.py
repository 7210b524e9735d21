"""The base of tests with keys: daemons that also listen on tcp."""
import pathlib
import sys
import time
import unittest

import client
import daemons

SCHEMA = client.Schema(pathlib.Path(__file__).resolve().parents[2] / "proto")
WIRE = SCHEMA.wire
# So soon a key that was revoked, or given other roles, must count as such.
REVOKED_SECONDS = 2


class SiteTest(unittest.TestCase):
    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)

    def run(self, result=None):
        before = len(result.failures) + len(result.errors)
        super().run(result)
        if len(result.failures) + len(result.errors) > before:
            print(self.logs, file=sys.stderr)

    @property
    def logs(self):
        return self.site.logs() if self.site.directory.exists() else ""

    def keys_directory(self):
        return self.site.directory / "v" / "keys"

    def add(self, name, roles):
        """The path of a new key's secret certificate."""
        secret = self.site.directory / f"{name}.key"
        self.site.baogao("keys", "add", name, "--roles", roles, "--out", secret)
        return secret

    def own(self, secret):
        """The options that show this key."""
        return "--key", secret, "--server-key", self.keys_directory() / "server.cert"


class Keyed(SiteTest):
    """A head and a publisher with keys, each on tcp as well."""

    HOST = "127.0.0.1"

    def setUp(self):
        super().setUp()
        self.site.baogao("keys", "init")
        self.head = self.site.start_worker(
            "--children", 0, "--log-level", "debug", "--drain-timeout", 1,
            *(text for name in ("submit", "work", "control")
              for text in (f"--{name}-endpoint", f"tcp://{self.HOST}:*")))
        self.publisher = self.site.start_publisher(
            "--query-endpoint", f"tcp://{self.HOST}:*",
            "--feed-endpoint", f"tcp://{self.HOST}:*")
        self.tcp = {name: daemon.tcp_endpoint(name)
                    for daemon, names in ((self.head, ("submit", "work", "control")),
                                          (self.publisher, ("query", "feed")))
                    for name in names}

    def socket(self, conversation, secret=None, kind=client.Socket, **settings):
        keys = secret and (secret, self.keys_directory() / "server.cert")
        socket = kind(SCHEMA, self.tcp[conversation], keys=keys, **settings)
        self.addCleanup(socket.dealer.close)
        return socket

    def fails(self, *arguments):
        """The complaint of a command that must fail, and what it printed."""
        done = self.site.baogao(*arguments, check=False)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual(done.stdout, "")
        return done.stderr

    def status_fails(self, *options):
        return self.fails("status", "--control-endpoint", self.tcp["control"],
                          "--timeout", "3", *options)

    def revoke(self, name):
        self.site.baogao("keys", "revoke", name)
        return time.monotonic()

    def assert_refused(self, code, socket, body, **fields):
        with self.assertRaises(client.Refusal) as caught:
            socket.ask(body, **fields)
        self.assertEqual(caught.exception.code, code)
        return caught.exception.reason
