"""What was submitted and what was ordered since: what the store is held
against in the end."""
import collections
import dataclasses
import threading
import time

ACCEPTED, FORGOTTEN, DROPPED = "accepted", "forgotten", "dropped"
# Younger ones are left alone: one that was sent twice may still be on its way.
SETTLED_SECONDS = 60


@dataclasses.dataclass
class Entry:
    document_id: str
    number: int  # the mixture's
    kind: str
    expected: str
    reports: int
    document_no: int
    state: str = ACCEPTED
    since: float = dataclasses.field(default_factory=time.monotonic)
    taken: bool = False  # somebody does something with it just now


class Ledger:
    def __init__(self, findings):
        self.findings = findings
        self.lock = threading.Lock()
        self.entries = {}  # by document id
        self.ids = []  # of the entries, to choose from
        self.document_nos = {}  # to the id that has it
        self.counts = collections.Counter()

    def count(self, what):
        with self.lock:
            self.counts[what] += 1

    def accept(self, item, answer):
        """A new document was accepted, or one that was forgotten or dropped."""
        with self.lock:
            holder = self.document_nos.setdefault(answer.document_no, answer.document_id)
            before = self.entries.get(answer.document_id)
            self.entries[answer.document_id] = Entry(
                answer.document_id, item.number, item.kind, item.expected, item.reports,
                answer.document_no, taken=before is not None and before.taken)
            if not before:
                self.ids.append(answer.document_id)
        self.findings.require(holder == answer.document_id,
                              f"documents {holder} and {answer.document_id} both have number "
                              f"{answer.document_no}")
        self.findings.require(not before or before.state != ACCEPTED,
                              f"{answer.document_id} was accepted as new, but was there")

    def take(self, chance, state=ACCEPTED, expected=None, tries=200):
        """One of so many in this state that nobody has, which is then the
        caller's until give_back(); None where none was found."""
        with self.lock:
            now = time.monotonic()
            for _ in range(tries if self.ids else 0):
                entry = self.entries[chance.choice(self.ids)]
                if entry.state == state and not entry.taken \
                        and now > entry.since + SETTLED_SECONDS \
                        and expected in (None, entry.expected):
                    entry.taken = True
                    return entry
        return None

    def give_back(self, document_id, state=None):
        with self.lock:
            entry = self.entries[document_id]
            entry.taken = False
            if state:
                entry.state, entry.since = state, time.monotonic()

    def in_state(self, state):
        with self.lock:
            return [entry for entry in self.entries.values() if entry.state == state]
