"""Keys that may not, may no longer, or never might: they get nothing done."""
import time
import unittest

import client
import keyed_case
import proc
import stream
from keyed_case import REVOKED_SECONDS, SCHEMA, WIRE

ROLES = ("submit", "work", "query", "status", "admin")
PATIENCE_SECONDS = 10
STRANGERS = 300
GROWTH_KIB = 8 << 10


class Strangers(keyed_case.Keyed):
    def setUp(self):
        proc.keep_no_freed_memory()
        super().setUp()
        ipc = self.site.endpoint("submit")
        with client.Submitter(SCHEMA, ipc) as submitter:
            self.accepted = submitter.submit(client.Document(stream.report(0)))

    def envelope(self, role):
        """What takes this role and does the most harm: where, what, with what."""
        document = client.Document(stream.report(1))
        result = WIRE.Result(document_no=self.accepted.document_no,
                             boot_id=1, lease_no=1, generation=1)
        result.failure.kind = WIRE.FAILURE_INVALID
        order = WIRE.Order(request_id=1, kind=WIRE.ORDER_FORGET,
                           document_ids=[self.accepted.document_id])
        return {
            "submit": ("submit", WIRE.Envelope(submit=WIRE.Submit(request_id=1)),
                       document.data),
            "work": ("work", WIRE.Envelope(result=result)),
            "query": ("query", WIRE.Envelope(query=SCHEMA.query.Query(
                request_id=1, rows=SCHEMA.query.ROW_REPORT))),
            "status": ("control", WIRE.Envelope(
                status_request=WIRE.StatusRequest(request_id=1))),
            "admin": ("control", WIRE.Envelope(order=order)),
        }[role]

    def answer(self, socket, frames):
        """The answer to one message; it came before anything is sent again."""
        socket.send(*frames)
        body, = socket.receive(PATIENCE_SECONDS)
        return body

    def counts(self):
        status = self.site.status()
        return [status[key] for key in ("waiting", "done", "dead")]

    def give(self, name, roles):
        path = self.keys_directory() / f"clients/{name}.cert"
        text = path.read_text()
        before = next(line for line in text.splitlines() if "roles" in line)
        path.write_text(text.replace(before, f'    roles = "{roles}"'))

    def test_key_without_the_role_gets_nothing_done_and_with_it_all(self):
        for role in ROLES:
            others = ",".join(other for other in ROLES if other != role)
            conversation, *frames = self.envelope(role)
            socket = self.socket(conversation, self.add(role, others))
            before = self.counts()
            refused = self.answer(socket, frames)
            self.assertIsInstance(refused, WIRE.Refused, role)
            self.assertEqual(refused.code, WIRE.REFUSED_FORBIDDEN)
            self.assertEqual(self.counts(), before)
            self.give(role, role)
            self.site.wait_until(
                "the role counts",
                lambda: not isinstance(self.answer(socket, frames),
                                       WIRE.Refused), REVOKED_SECONDS)

    def test_revoked_key_is_refused_on_every_open_conversation(self):
        for role in ("submit", "work", "query", "status"):
            conversation, *frames = self.envelope(role)
            secret = self.add(role, role)
            socket = self.socket(conversation, secret)
            self.assertNotIsInstance(self.answer(socket, frames), WIRE.Refused)
            revoked = self.revoke(role)
            answer = None
            while not isinstance(answer, WIRE.Refused):
                self.assertLess(time.monotonic(), revoked + PATIENCE_SECONDS)
                answer = self.answer(socket, frames)
            seconds = time.monotonic() - revoked
            print(f"{conversation}: a revoked key refused after "
                  f"{seconds:.3f} s", flush=True)
            self.assertEqual(answer.code, WIRE.REFUSED_FORBIDDEN)
            self.assertLess(seconds, REVOKED_SECONDS)

    def knock(self, secret):
        """Many connections that are refused; that none got an answer."""
        sockets = [self.socket(conversation, secret)
                   for conversation in self.tcp
                   for _ in range(STRANGERS // len(self.tcp))]
        hello = WIRE.Envelope(hello=WIRE.Hello(protocol_min=1, protocol_max=1))
        for socket in sockets:
            socket.send(hello)
        time.sleep(1)
        answers = sum(bool(socket.receive(0)) for socket in sockets)
        for socket in sockets:
            socket.dealer.close()
        return answers

    def test_unknown_or_no_key_gets_no_answer_and_costs_nothing(self):
        unknown = self.add("unknown", ",".join(ROLES))
        self.revoke("unknown")
        for secret, name in ((unknown, "unknown key"), (None, "no key")):
            self.assertEqual(self.knock(secret), 0)
            before = [(proc.memory_kib(daemon.pid), proc.descriptors(daemon.pid))
                      for daemon in (self.head, self.publisher)]
            self.assertEqual(self.knock(secret), 0)
            for daemon, (memory, descriptors) in zip(
                    (self.head, self.publisher), before):
                self.site.wait_until(
                    "descriptors are free again",
                    lambda: proc.descriptors(daemon.pid) <= descriptors + 4,
                    PATIENCE_SECONDS)
                grown = proc.memory_kib(daemon.pid) - memory
                print(f"{name}: {STRANGERS} more connections, {grown} KiB more")
                self.assertLess(grown, GROWTH_KIB)
        with client.Submitter(SCHEMA, self.site.endpoint("submit")) as honest:
            self.assertEqual(honest.where(self.accepted.document_id).state,
                             WIRE.DOCUMENT_WAITING)


if __name__ == "__main__":
    unittest.main(verbosity=2)
