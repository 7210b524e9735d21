#!/usr/bin/python3
"""Workers, submitters and queriers that come over tcp with a key, and others."""

import os
import socket
import stat
import sys
import threading
import time
import unittest

try:
    import google.protobuf  # noqa: F401
    import zmq
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

import client
import daemons
import scripted_worker
from keyed_case import REVOKED_SECONDS, SCHEMA, WIRE, Keyed, SiteTest

COURT = daemons.DATA / "court-2022.txt"
INVALID = 0  # FailureKind
SILENCE_SECONDS = 1.5
REFUSE_SECONDS = 60


class Admitted(Keyed):
    def test_work_is_submitted_done_and_queried_over_tcp(self):
        submitter, worker, asker = (self.add(role, role)
                                    for role in ("submit", "work", "query"))
        joined = self.site.start_worker("--join", self.tcp["work"], *self.own(worker),
                                        "--children", 1)
        self.site.baogao("submit", "--wait", "--submit-endpoint", self.tcp["submit"],
                         *self.own(submitter), COURT)
        over_tcp = self.site.rows("figures", "--all", "--query-endpoint",
                                  self.tcp["query"], *self.own(asker))
        self.assertGreater(len(over_tcp), 0)
        self.assertEqual(over_tcp, self.site.rows("figures", "--all"))
        self.assertEqual(joined.stop(), 0)

    def test_environment_names_the_keys(self):
        secret = self.add("one", "status")
        environment = {**os.environ, "BAOGAO_KEY": str(secret),
                       "BAOGAO_SERVER_KEY": str(self.keys_directory() / "server.cert")}
        self.site.baogao("status", "--control-endpoint", self.tcp["control"],
                         env=environment)

    def test_client_written_from_the_specification_comes_in(self):
        socket = self.socket("submit", self.add("one", "submit"), kind=client.Submitter)
        accepted = socket.submit(client.Document(b"\xe4\xb8\x80"))
        self.assertEqual(accepted.state, WIRE.DOCUMENT_WAITING)

    def test_other_versions_are_told_so(self):
        socket = self.socket("submit", self.add("one", "submit"))
        with self.assertRaises(client.Refusal) as caught:
            socket.hello(2, 3)
        self.assertEqual(caught.exception.code, WIRE.REFUSED_VERSION)


class Restarted(SiteTest):
    def test_keyed_worker_finds_its_head_again(self):
        self.site.baogao("keys", "init")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            endpoint = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        head = self.site.start_worker("--children", 0, "--work-endpoint", endpoint)
        joined = self.site.start_worker("--join", endpoint, *self.own(self.add("w", "work")),
                                        "--children", 1)
        for name in ("court-2022.txt", "cppcc-member-2023.txt"):
            head.kill()
            head = self.site.start_worker("--children", 0, "--work-endpoint", endpoint)
            self.site.baogao("submit", "--wait", daemons.DATA / name)
        self.assertEqual(joined.stop(), 0)


class Wide(Admitted):
    """The same on every address of the machine."""

    HOST = "0.0.0.0"


class Strangers(Keyed):
    def test_no_key_gets_nothing(self):
        self.assertIn("key", self.status_fails())
        for conversation in self.tcp:
            socket = self.socket(conversation)
            socket.send(WIRE.Envelope(hello=WIRE.Hello(protocol_min=1, protocol_max=1)))
            self.assertEqual(socket.receive(SILENCE_SECONDS / 3), [])

    def test_unknown_key_gets_nothing(self):
        secret = self.add("one", "status,submit,work,query,admin")
        self.revoke("one")
        self.assertIn("does not know this key", self.status_fails(*self.own(secret)))
        for conversation in self.tcp:
            socket = self.socket(conversation, secret)
            socket.send(WIRE.Envelope(hello=WIRE.Hello(protocol_min=1, protocol_max=1)))
            self.assertEqual(socket.receive(SILENCE_SECONDS / 3), [])

    def test_wrong_server_key_gets_nothing(self):
        secret = self.add("one", "status")
        complaint = self.status_fails("--key", secret, "--server-key",
                                      self.keys_directory() / "clients/one.cert")
        self.assertIn("--server-key", complaint)

    def test_worker_that_is_refused_ends_and_says_why(self):
        worker = self.add("w", "query")
        for options, why in (((), "takes nobody without a key"),
                             (self.own(worker), "key w has not the role work")):
            done = daemons.run_to_end(
                "the end of a worker that is refused", daemons.BIN / "baogao-worker",
                "--join", self.tcp["work"], "--children", "1", *options)
            self.assertEqual(done.returncode, 5, done.stderr)
            self.assertIn(why, done.stderr)

    def test_no_key_bytes_in_logs(self):
        secret = self.add("one", "query")
        self.status_fails(*self.own(secret))
        key = secret.read_text().split('"')
        written = self.logs
        self.assertIn("key one has not the role", written)
        for part in key:
            if len(part) == 40:
                self.assertNotIn(part, written)


class Roles(Keyed):
    REQUESTS = {"admin": ("control", "order", {"kind": WIRE.ORDER_RETRY,
                                               "document_ids": ["0" * 32]}),
                "submit": ("submit", "where", {"document_id": "0" * 32}),
                "status": ("control", "status_request", {}),
                "query": ("query", "query", {"rows": SCHEMA.query.ROW_REPORT})}

    def test_each_request_takes_its_own_role(self):
        secrets = {role: self.add(role, role)
                   for role in ("submit", "work", "query", "status", "admin")}
        for needed, (conversation, body, fields) in self.REQUESTS.items():
            for role, secret in secrets.items():
                socket = self.socket(conversation, secret)
                socket.hello()
                if role != needed:
                    reason = self.assert_refused(WIRE.REFUSED_FORBIDDEN, socket, body, **fields)
                    self.assertIn(f"key {role} ", reason)
                elif needed == "submit":
                    self.assert_refused(WIRE.REFUSED_NOT_FOUND, socket, body, **fields)
                else:
                    socket.ask(body, **fields)

    def test_changes_take_the_role_of_queries(self):
        self.socket("query", self.add("reader", "query")).ask("changes")
        self.assert_refused(WIRE.REFUSED_FORBIDDEN, self.socket("query", self.add("one", "submit")),
                            "changes")

    def test_nudges_take_any_known_key(self):
        own, server = (zmq.auth.load_certificate(path) for path in
                       (self.add("listener", "status"), self.keys_directory() / "server.cert"))
        heard = []
        for keys in (own, None):
            subscriber = zmq.Context.instance().socket(zmq.SUB)
            self.addCleanup(subscriber.close, 0)
            subscriber.subscribe(b"")
            if keys:
                subscriber.curve_publickey, subscriber.curve_secretkey = keys
                subscriber.curve_serverkey = server[0]
            subscriber.connect(self.tcp["feed"])
            heard.append(subscriber)
        path = self.site.directory / "dead.txt"
        with scripted_worker.Worker(self.site.endpoint("work"), credit=1) as worker:
            for number in range(50):  # until the subscription counts
                path.write_text(f"report {number}")
                self.site.baogao("submit", path)
                worker.hold(1)
                worker.fail(INVALID)
                if heard[0].poll(200):
                    break
        envelope = WIRE.Envelope.FromString(heard[0].recv(zmq.NOBLOCK))
        self.assertGreater(envelope.nudge.change_no, 0)
        self.assertEqual(heard[1].poll(200), 0)

    def test_request_that_waits_while_its_key_is_revoked_is_refused(self):
        socket = self.socket("query", self.add("reader", "query"))
        socket.hello()
        waiting = WIRE.Envelope(changes=WIRE.Changes(request_id=9, wait_ms=3000))
        socket.send(waiting)
        socket.hello()  # it is there
        self.revoke("reader")
        refused, = socket.receive(10)
        self.assertEqual((refused.request_id, refused.code), (9, WIRE.REFUSED_FORBIDDEN))

    def test_roles_are_read_again_without_restart(self):
        socket = self.socket("control", self.add("one", "query"))
        self.assert_refused(WIRE.REFUSED_FORBIDDEN, socket, "status_request")
        certificate = self.keys_directory() / "clients/one.cert"
        certificate.write_text(certificate.read_text().replace("query", "status"))
        self.site.wait_until("the new role counts", lambda: self.may(socket), REVOKED_SECONDS)

    def may(self, socket):
        try:
            socket.ask("status_request")
        except client.Refusal:
            return False
        return True

    def test_revoked_worker_ends_and_gets_no_more_documents(self):
        secret = self.add("quiet", "work")
        quiet = self.socket("work", secret)
        welcome = quiet.hello()
        # It says what it wants and then nothing more that could be refused.
        quiet.send(WIRE.Envelope(ready=WIRE.Ready(boot_id=welcome.boot_id, credit=8,
                                                  seen_lease_no=0)))
        self.site.baogao("submit", COURT)
        self.assertTrue(quiet.dealer.poll(10000), "the job has not come")
        envelope, document = quiet.dealer.recv_multipart(zmq.NOBLOCK)
        self.assertEqual(document, COURT.read_bytes())
        joined = self.site.start_worker("--join", self.tcp["work"],
                                        *self.own(self.add("busy", "work")), "--children", 1)
        self.revoke("quiet")
        revoked = self.revoke("busy")
        self.assertEqual(joined.process.wait(10), 5)
        # It speaks once a second.
        self.assertLess(time.monotonic() - revoked, REVOKED_SECONDS)
        self.site.baogao("submit", daemons.DATA / "cppcc-member-2023.txt")
        self.assertEqual(quiet.receive(SILENCE_SECONDS), [])

    def test_name_given_anew_does_not_revive_the_old_key(self):
        old = self.socket("control", self.add("one", "status"))
        old.ask("status_request")
        self.revoke("one")
        (self.site.directory / "one.key").unlink()
        new = self.socket("control", self.add("one", "status"))
        new.ask("status_request")
        self.site.wait_until("the old one is refused", lambda: not self.may(old),
                             REVOKED_SECONDS)


class Starting(SiteTest):
    def run_program(self, name, *options):
        return daemons.run_to_end(f"the end of a {name} that cannot start", daemons.BIN / name,
                                  "--dir", self.site.directory / "v", *options)

    def test_wider_than_loopback_is_refused_without_keys(self):
        for address in ("tcp://0.0.0.0:*", "tcp://*:*", "tcp://192.0.2.1:5555"):
            for program, option in (("baogao-worker", "--submit-endpoint"),
                                    ("baogao-worker", "--work-endpoint"),
                                    ("baogao-worker", "--control-endpoint"),
                                    ("baogao-publisher", "--query-endpoint")):
                done = self.run_program(program, option, address)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn("without keys", done.stderr)

    def test_head_without_its_secret_does_not_start(self):
        self.site.baogao("keys", "init")
        secret = self.keys_directory() / "server.cert_secret"
        secret.chmod(0o644)
        done = self.run_program("baogao-worker", "--children", "0")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("open to other users", done.stderr)
        secret.unlink()
        done = self.run_program("baogao-worker", "--children", "0")
        self.assertEqual(done.returncode, 3, done.stderr)

    def test_secrets_have_mode_0600(self):
        self.site.baogao("keys", "init")
        for path in (self.add("one", "work"), self.keys_directory() / "server.cert_secret"):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        self.assertNotIn("secret-key",
                         (self.keys_directory() / "clients/one.cert").read_text())

    def test_keys_are_listed_and_revoked_by_name(self):
        self.site.baogao("keys", "init")
        self.add("b", "work,submit")
        self.add("a", "query")
        self.assertEqual(self.site.rows("keys", "list"),
                         [{"name": "a", "roles": "query"},
                          {"name": "b", "roles": "submit,work"}])
        self.site.baogao("keys", "revoke", "a")
        self.assertEqual([row["name"] for row in self.site.rows("keys", "list")], ["b"])
        self.assertEqual(self.site.baogao("keys", "revoke", "a", check=False).returncode, 1)

    def test_worker_of_another_version_ends_and_says_so(self):
        router = zmq.Context.instance().socket(zmq.ROUTER)
        router.linger = 1000
        self.addCleanup(router.close)
        port = router.bind_to_random_port("tcp://127.0.0.1")

        def refuse():
            if router.poll(REFUSE_SECONDS * 500):
                peer, *_ = router.recv_multipart()
                refusal = WIRE.Refused(code=WIRE.REFUSED_VERSION, reason="version 7 only")
                router.send_multipart([peer, WIRE.Envelope(refused=refusal).SerializeToString()])

        head = threading.Thread(target=refuse, daemon=True)
        head.start()
        done = daemons.run_to_end("the end of a worker of another version",
                                  daemons.BIN / "baogao-worker", "--children", "1",
                                  "--join", f"tcp://127.0.0.1:{port}")
        head.join(REFUSE_SECONDS)
        self.assertFalse(head.is_alive(), "the head waits for the worker's first words")
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertIn("speaks another protocol version", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
