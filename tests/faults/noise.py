"""Frames that do not keep to the protocol, or only just."""
import stream

wire = stream.SCHEMA.wire
CONVERSATIONS = ("submit", "work", "control", "query")
# A submission may survive what is done to it: then this is its document.
PAYLOAD = b"bytes"


def good_envelopes():
    """One of each kind that a client sends, as bytes."""
    submit, ready, result, status, query = (wire.Envelope()
                                            for _ in range(5))
    submit.submit.request_id = 1
    submit.submit.tags.extend(["a", "b"])
    ready.ready.boot_id = 1
    ready.ready.credit = 4
    ready.ready.seen_lease_no = 1
    ready.ready.lease_nos.extend(range(9))
    result.result.SetInParent()
    for field in ("boot_id", "lease_no", "document_no", "generation"):
        setattr(result.result, field, 1)
    result.result.extraction.text_bytes = 2 ** 31
    result.result.extraction.text = b"text"
    result.result.extraction.records = b"records"
    status.status_request.request_id = 3
    query.query.request_id = 4
    return [e.SerializePartialToString()
            for e in (submit, ready, result, status, query)]


def spoilt(envelope, chance):
    """Two messages at each of its bytes: cut there, and with a bit flipped."""
    for end in range(len(envelope)):
        yield [envelope[:end]]
        flipped = bytearray(envelope)
        flipped[end] ^= 1 << chance.randrange(8)
        yield [bytes(flipped), PAYLOAD]


def random_frames(chance):
    """A message of some frames of any bytes."""
    return [chance.randbytes(chance.randrange(200))
            for _ in range(chance.randrange(1, 5))]
