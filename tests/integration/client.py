"""A client of Baogao, written from proto/README.md alone.

It exists to prove that the wire specification suffices, and for tests; so it
shares no code with the programs it speaks to.

    schema = Schema("proto")
    with Submitter(schema, "ipc://var/run/submit") as submitter:
        accepted = submitter.submit(Document(b"...", name="report.txt"))
        outcome = submitter.wait([accepted.document_id])[accepted.document_id]

Whatever the server refuses is raised as Refusal; a server that says nothing
is asked again until `patience` seconds have passed, then Silence is raised.
"""

import collections
import hashlib
import importlib
import itertools
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import zmq
import zmq.auth

PROTOCOL = 1
SOFTWARE = "python-client/1"
WATCH_AGAIN_SECONDS = 2.0
WATCH_IDS = 1000  # in one Watch, far below what it may hold


class Silence(Exception):
    """The server gave no answer, or none that could be used, in time."""


class WrongId(Exception):
    """The server's id of a document is not the one its bytes give."""


class Refusal(Exception):
    """The server refused: code and field as in Refused."""

    def __init__(self, refused):
        super().__init__(f"code {refused.code} field {refused.field!r}: {refused.reason}")
        self.code, self.field, self.reason = refused.code, refused.field, refused.reason


class Schema:
    """The modules protoc makes of the .proto files: wire, query, record, store."""

    def __init__(self, proto_directory):
        with tempfile.TemporaryDirectory(prefix="bgpb") as made:
            names = [p.name for p in pathlib.Path(proto_directory).glob("*.proto")]
            subprocess.run(["protoc", f"--proto_path={proto_directory}",
                            f"--python_out={made}", *names], check=True)
            sys.path.insert(0, made)
            try:
                self.record = importlib.import_module("record_pb2")
                self.query = importlib.import_module("query_pb2")
                self.wire = importlib.import_module("wire_pb2")
                self.store = importlib.import_module("store_pb2")
            finally:
                sys.path.remove(made)


class Document:
    """Bytes to submit, and what is declared of them."""

    def __init__(self, data, **declared):
        self.data = data
        self.declared = declared  # fields of Submit but request_id

    def id(self):
        head = [self.declared.get(name, "").encode() for name in ("media_type", "charset")]
        return hashlib.blake2b(b"\0".join([*head, self.data]), digest_size=16).hexdigest()


def show_keys(dealer, keys):
    """Show a key to the server, and expect its own; None: nothing of the kind."""
    if keys:
        own, server = map(zmq.auth.load_certificate, keys)
        dealer.curve_publickey, dealer.curve_secretkey = own
        dealer.curve_serverkey = server[0]


class Socket:
    """One conversation: a DEALER, and envelopes in and out.

    `keys` are the paths of our secret certificate and the server's public one.
    """

    def __init__(self, schema, endpoint, answer_seconds=3.0, patience=30.0, keys=None):
        self.wire = schema.wire
        self.query = schema.query
        self.answer_seconds = answer_seconds
        self.patience = patience
        self.numbers = itertools.count(1)
        self.dealer = zmq.Context.instance().socket(zmq.DEALER)
        self.dealer.linger = 0
        show_keys(self.dealer, keys)
        self.dealer.connect(endpoint)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.dealer.close()

    def send(self, *frames):
        """Send one message; an Envelope stands for its serialized bytes."""
        self.dealer.send_multipart([f if isinstance(f, bytes) else f.SerializeToString()
                                    for f in frames])

    def receive(self, seconds):
        """The bodies of the next message, none if there is none in time."""
        if not self.dealer.poll(max(0, int(seconds * 1000))):
            return []
        envelopes = map(self.wire.Envelope.FromString, self.dealer.recv_multipart())
        known = ((e, e.WhichOneof("body")) for e in envelopes)
        return [getattr(e, body) for e, body in known if body]

    def hello(self, protocol_min=PROTOCOL, protocol_max=PROTOCOL):
        """Open the conversation: the server's Welcome."""
        envelope = self.wire.Envelope()
        envelope.hello.protocol_min = protocol_min
        envelope.hello.protocol_max = protocol_max
        envelope.hello.software = SOFTWARE
        return self._until_answered(envelope, lambda body: isinstance(body, self.wire.Welcome))

    def ask(self, body, **fields):
        """Send a request of one frame and return the one answer to it."""
        envelope = self.wire.Envelope()
        getattr(envelope, body).SetInParent()
        request = getattr(envelope, body)
        for name, value in fields.items():
            if isinstance(value, (list, tuple)):
                getattr(request, name).extend(value)
            else:
                setattr(request, name, value)
        request.request_id = next(self.numbers)
        return self._until_answered(envelope, lambda body: body.request_id == request.request_id)

    def _until_answered(self, envelope, answers):
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline:
            self.send(envelope)
            again = time.monotonic() + self.answer_seconds
            while time.monotonic() < again:
                for body in self.receive(again - time.monotonic()):
                    if isinstance(body, (self.wire.Refused, self.wire.Busy)):
                        if not is_of(body, envelope):
                            continue
                        if isinstance(body, self.wire.Refused):
                            raise Refusal(body)
                        again = time.monotonic() + pause_seconds(body)
                    elif answers(body):
                        return body
        raise Silence(f"no answer to {envelope.WhichOneof('body')}")


def is_of(answer, envelope):
    """Whether a Refused or Busy answers this request.

    A Hello has no number; what the server cannot read comes back with 0.
    """
    request = getattr(envelope, envelope.WhichOneof("body"))
    return answer.request_id in (0, getattr(request, "request_id", 0))


def pause_seconds(busy):
    """retry_after_ms and some jitter, so that clients do not return as one."""
    return busy.retry_after_ms / 1000 * random.uniform(1.0, 1.5)


class Submitter(Socket):
    """The submit conversation."""

    welcome = None

    def submit(self, document):
        """Submit one document: its Accepted."""
        answer, = self.submit_all([document])
        if isinstance(answer, Refusal):
            raise answer
        return answer

    def submit_all(self, documents, window=64, together=1):
        """Submit many, `window` at most in flight, `together` in one message.

        Returns an Accepted or a Refusal for each, in the order given.
        """
        documents = list(documents)
        limits = self.limits()
        together = min(together, limits.max_documents_per_message or together)
        first = next(self.numbers)
        self.numbers = itertools.count(first + len(documents))
        waiting = collections.deque(enumerate(documents, first))
        flight, answers = {}, {}  # request_id to (document, when due); to answer
        progress = time.monotonic()
        while len(answers) < len(documents):
            now = time.monotonic()
            if now > progress + self.patience:
                raise Silence(f"{len(documents) - len(answers)} submissions without an answer")
            while waiting and len(flight) < window:
                number, document = waiting.popleft()
                if 0 < 2 * limits.max_document_bytes < len(document.data):
                    answers[number] = self._too_large(number)  # sending it would break off
                else:
                    flight[number] = (document, now)
            due = [(number, document) for number, (document, when) in flight.items() if when <= now]
            for at in range(0, len(due), together):
                self._send_submits(due[at:at + together])
            for number, document in due:
                flight[number] = (document, now + self.answer_seconds)
            pause = min((when - now for _, when in flight.values()), default=0)
            for body in self.receive(pause):
                if self._settle(body, flight, answers):
                    progress = time.monotonic()
        return [answers[number] for number in sorted(answers)]

    def limits(self):
        """The server's limits, asked for once."""
        if self.welcome is None:
            self.welcome = self.hello()
        return self.welcome.limits

    def _too_large(self, number):
        return Refusal(self.wire.Refused(request_id=number, code=self.wire.REFUSED_TOO_LARGE,
                                         reason="not sent"))

    def _send_submits(self, numbered):
        frames = []
        for number, document in numbered:
            envelope = self.wire.Envelope()
            envelope.submit.CopyFrom(self.wire.Submit(request_id=number, **document.declared))
            frames += [envelope, document.data]
        self.send(*frames)

    def _settle(self, body, flight, answers):
        """Take in one answer; whether it settles a submission."""
        number = getattr(body, "request_id", 0)
        if isinstance(body, self.wire.Refused) and number == 0:
            raise Refusal(body)  # it could not be read: no telling which it was
        if number not in flight:
            return False
        document, _ = flight[number]
        if isinstance(body, self.wire.Busy):
            flight[number] = (document, time.monotonic() + pause_seconds(body))
            return False
        if isinstance(body, self.wire.Refused):
            answers[number] = Refusal(body)
        elif isinstance(body, self.wire.Accepted):
            if body.document_id != document.id():
                raise WrongId(f"{body.document_id} is {document.id()} here")
            answers[number] = body
        else:
            return False
        del flight[number]
        return True

    def wait(self, document_ids, patience=None):
        """Watch until each is done or dead: its Outcome by document id."""
        missing, outcomes, asked = set(document_ids), {}, {0}
        deadline = time.monotonic() + (patience or self.patience)
        again = 0
        while missing:
            now = time.monotonic()
            if now > deadline:
                raise Silence(f"{len(missing)} documents neither done nor dead")
            if now >= again:
                asked |= self._send_watches(sorted(missing))
                again = now + WATCH_AGAIN_SECONDS
            for body in self.receive(min(again, deadline) - now):
                if isinstance(body, self.wire.Outcome):
                    if body.document_id in missing and body.state != self.wire.DOCUMENT_WAITING:
                        missing.remove(body.document_id)
                        outcomes[body.document_id] = body
                elif isinstance(body, self.wire.Busy) and body.request_id in asked:
                    again = time.monotonic() + pause_seconds(body)
                elif isinstance(body, self.wire.Refused) and body.request_id in asked:
                    raise Refusal(body)
        return outcomes

    def _send_watches(self, document_ids):
        numbers = set()
        for at in range(0, len(document_ids), WATCH_IDS):
            envelope = self.wire.Envelope()
            envelope.watch.request_id = next(self.numbers)
            envelope.watch.document_ids.extend(document_ids[at:at + WATCH_IDS])
            numbers.add(envelope.watch.request_id)
            self.send(envelope)
        return numbers

    def where(self, document_id):
        """The present state of a document: its Outcome."""
        return self.ask("where", document_id=document_id)


class Asker(Socket):
    """The query conversation. `rows` is ROW_REPORT, ROW_SECTION or ROW_FIGURE."""

    def page(self, rows, **filters):
        return self.ask("query", rows=rows, **filters)

    def pages(self, rows, **filters):
        """Every page; only one without next_cursor is the last."""
        page = self.page(rows, **filters)
        yield page
        while page.HasField("next_cursor"):
            page = self.page(rows, **{**filters, "cursor": page.next_cursor})
            yield page

    def rows(self, rows, **filters):
        return [row for page in self.pages(rows, **filters) for row in page.rows]

    def cite(self, figure):
        """The Citation of a figure by its public id."""
        return self.ask("cite", figure=figure)


class Follower(Socket):
    """The feed: pages of changes, pulled."""

    def page(self, after=0, **fields):
        return self.ask("changes", after=after, **fields)

    def changes(self, after=0, **fields):
        """Every change after that number, up to the latest there is."""
        page = self.page(after, **fields)
        yield from page.changes
        while page.changes and page.changes[-1].change_no < page.as_of:
            page = self.page(page.changes[-1].change_no, **fields)
            yield from page.changes


class Controller(Socket):
    """The control conversation."""

    def status(self):
        return self.ask("status_request")
