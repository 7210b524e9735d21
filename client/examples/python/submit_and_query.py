#!/usr/bin/env python3
"""Submit a file, wait until it was read, print its figures.

    protoc --proto_path=PROTO --python_out=made record.proto query.proto series.proto wire.proto
    PYTHONPATH=made python3 submit_and_query.py DIR FILE

PROTO holds the installed .proto files, DIR is the directory that the daemons
were given. Needs Debian's python3-zmq, python3-protobuf, protobuf-compiler.
"""

import pathlib
import random
import sys
import time

import query_pb2 as query
import wire_pb2 as wire
import zmq

ANSWER_SECONDS = 3
PATIENCE_SECONDS = 60


def connect(endpoint):
    dealer = zmq.Context.instance().socket(zmq.DEALER)
    dealer.linger = 0
    dealer.connect(endpoint)
    return dealer


def bodies(dealer, seconds):
    """What comes next within `seconds`; one message may hold several."""
    if not dealer.poll(int(seconds * 1000)):
        return []
    envelopes = map(wire.Envelope.FromString, dealer.recv_multipart())
    return [getattr(e, e.WhichOneof("body")) for e in envelopes]


def ask(dealer, envelope, answers, *payload):
    """Send until there is an answer: asking again on silence is always safe."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        dealer.send_multipart([envelope.SerializeToString(), *payload])
        for body in bodies(dealer, ANSWER_SECONDS):
            if isinstance(body, wire.Refused):
                sys.exit(f"refused: {body.reason}")
            if isinstance(body, wire.Busy):
                time.sleep(body.retry_after_ms / 1000 * random.uniform(1, 1.5))
            elif answers(body):
                return body
    sys.exit("no answer")


def submit(dealer, path):
    envelope = wire.Envelope(submit=wire.Submit(request_id=1, name=path.name))
    return ask(dealer, envelope, lambda b: isinstance(b, wire.Accepted), path.read_bytes())


def wait(dealer, document_id):
    envelope = wire.Envelope(watch=wire.Watch(request_id=2, document_ids=[document_id]))
    outcome = ask(dealer, envelope, lambda b: isinstance(b, wire.Outcome))
    if outcome.state != wire.DOCUMENT_DONE:
        sys.exit(f"not read: {outcome.reason}")


def figures(dealer, document_id):
    """Every row; only a page without next_cursor is the last."""
    question = query.Query(request_id=0, rows=query.ROW_FIGURE, report=document_id, limit=1000)
    while True:
        question.request_id += 1
        page = ask(dealer, wire.Envelope(query=question),
                   lambda b: b.request_id == question.request_id)
        yield from page.rows
        if not page.HasField("next_cursor"):
            return
        question.cursor = page.next_cursor


def main():
    if len(sys.argv) != 3:
        print("usage: submit_and_query.py DIR FILE", file=sys.stderr)
        return 2
    directory, path = map(pathlib.Path, sys.argv[1:])
    head = connect(f"ipc://{directory}/run/submit")
    document_id = submit(head, path).document_id
    wait(head, document_id)
    for row in figures(connect(f"ipc://{directory}/run/query"), document_id):
        print(row.id, row.figure.value, row.figure.unit, row.figure.object, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
