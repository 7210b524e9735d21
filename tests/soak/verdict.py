"""What must hold once nothing waits: the store has what was accepted and not
removed since, once; its copy has the same."""
import collections
import json
import time

import paths  # noqa: F401
import copies
import ledger
import mixture
import noise
from lives import SLACK, life_of
from parts import PATIENCE_SECONDS

WIRE = copies.SCHEMA.wire
SETTLE_SECONDS = 2 * PATIENCE_SECONDS
# What a document in each of the ledger's states may be in the store.
STATES = {mixture.DONE: {WIRE.DOCUMENT_DONE}, mixture.DEAD: {WIRE.DOCUMENT_DEAD},
          mixture.EITHER: {WIRE.DOCUMENT_DONE, WIRE.DOCUMENT_DEAD},
          ledger.FORGOTTEN: {WIRE.DOCUMENT_FORGOTTEN}, ledger.DROPPED: {WIRE.DOCUMENT_DROPPED}}
KEPT = {WIRE.DOCUMENT_DONE, WIRE.DOCUMENT_DEAD, WIRE.DOCUMENT_WAITING}


class Stored:
    """What the feed says of each document, without its values."""

    def __init__(self):
        self.changes = {}  # by document id

    def take(self, change):
        source = change.values.source if change.state in KEPT else None
        told = WIRE.Change()
        told.CopyFrom(change)
        told.ClearField("values")
        self.changes[change.document_id] = (told, source if source == noise.PAYLOAD else None)


class Verdict:
    def __init__(self, findings, cast, book):
        self.findings, self.book = findings, book
        self.source, self.copy = cast.source, cast.copy

    def settle(self):
        """Wait until nothing waits and the copy is where its source is."""
        def holds():
            time.sleep(1)
            return self.source.status()["waiting"] == 0
        self.source.wait_until("nothing waits", holds, SETTLE_SECONDS)
        self.copy.wait_until("the copy has caught up",
                             lambda: copies.latest(self.copy) == copies.latest(self.source),
                             SETTLE_SECONDS)

    def judge(self, watch):
        stored = Stored()
        one, other = copies.contents(self.source, stored.take), copies.contents(self.copy)
        different = copies.differences(one, other)
        self.findings.require(not different, f"the copy differs in changes {different[:20]}")
        self.judge_documents(stored.changes)
        self.judge_reports(stored.changes)
        self.judge_status(stored.changes)
        self.judge_watch(watch, stored.changes)
        for site in (self.source, self.copy):
            done = site.baogao("check", check=False)
            self.findings.require(done.returncode == 0, f"baogao check: {done.stdout}{done.stderr}")
        return len(one)

    def judge_documents(self, changes):
        for document_id, entry in self.book.entries.items():
            change, _ = changes.get(document_id, (None, None))
            if change is None:
                self.findings.add(f"{document_id} was accepted and is lost")
                continue
            name = WIRE.DocumentState.Name(change.state)
            wanted = entry.expected if entry.state == ledger.ACCEPTED else entry.state
            self.findings.require(change.state in STATES[wanted],
                                  f"{entry.kind} {entry.number}, {document_id}, was to be "
                                  f"{wanted} and is {name}: {change.reason}")
            self.findings.require(change.state != WIRE.DOCUMENT_DEAD or change.reason,
                                  f"{document_id} is dead without a reason")
            self.findings.require(change.document_no == entry.document_no,
                                  f"{document_id} has number {change.document_no}, "
                                  f"not {entry.document_no}")
        for document_id, (_, payload) in changes.items():
            self.findings.require(document_id in self.book.entries or payload == noise.PAYLOAD,
                                  f"nobody submitted {document_id}")

    def judge_reports(self, changes):
        rows = self.source.rows("reports", "--all")
        ids = collections.Counter(row["id"] for row in rows)
        self.findings.require(max(ids.values(), default=1) == 1,
                              f"reports listed more than once: {ids.most_common(5)}")
        listed = collections.Counter(row["document"]["id"] for row in rows)
        done = {document_id for document_id, (change, _) in changes.items()
                if change.state == WIRE.DOCUMENT_DONE}
        self.findings.require(listed.keys() <= done, "reports are listed of documents that are "
                              f"not done: {sorted(listed.keys() - done)[:20]}")
        for entry in self.book.in_state(ledger.ACCEPTED):
            self.findings.require(entry.reports in (None, listed[entry.document_id]),
                                  f"{entry.kind} {entry.number}, {entry.document_id}, has "
                                  f"{listed[entry.document_id]} reports, not {entry.reports}")

    def judge_status(self, changes):
        states = collections.Counter(change.state for change, _ in changes.values())
        status = self.source.status()
        self.findings.require(
            (status["done"], status["dead"], status["waiting"])
            == (states[WIRE.DOCUMENT_DONE], states[WIRE.DOCUMENT_DEAD], 0),
            f"the status is {status}, the feed has {states}")

    def judge_watch(self, watch, changes):
        """Who watched from the beginning saw numbers rise, and the last change
        of each document."""
        last = max(change.change_no for change, _ in changes.values())
        self.source.wait_until("the watcher has seen all", lambda: f'"change_no":{last},'
                               in watch.path.read_text()[-4000:], SETTLE_SECONDS)
        seen, before = {}, 0
        for line in watch.path.read_text().splitlines():
            row = json.loads(line)
            self.findings.require(row["change_no"] > before,
                                  f"watch: {row['change_no']} came after {before}")
            before = row["change_no"]
            seen[row["document_id"]] = before
        wanted = {document_id: change.change_no for document_id, (change, _) in changes.items()}
        self.findings.require(seen == wanted, "watch: not the last of each document")
        code = watch.end()
        self.findings.require(code == 0, f"watch ended with {code}")


def judge_lives(findings, gauge):
    """The lives that were long enough; those at the end have no client left."""
    lives = []
    at_rest = gauge.now()
    for (role, pid, begin), samples in gauge.lives.items():
        life = life_of(role, samples)
        if not life:
            continue
        lives.append(life)
        for complaint in life.complaints():
            findings.add(f"{complaint} ({pid}, {life.minutes:.0f} minutes)")
        now = at_rest.get((role, pid, begin))
        findings.require(not now or now.descriptors <= life.first_descriptors + SLACK,
                         f"{role} has {now and now.descriptors} descriptors when all have left, "
                         f"and had {life.first_descriptors}")
    return lives
