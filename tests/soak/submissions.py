"""Documents submitted over ZeroMQ: new ones, ones that are there, and ones
that were forgotten or dropped."""
import random
import time

import paths  # noqa: F401
import client
import copies
import ledger
from parts import PATIENCE_SECONDS, Part

WIRE = copies.SCHEMA.wire
TURN_SECONDS = 2
# How likely one that is in this state comes again in a turn: rather less often
# than documents get there.
AGAIN = {ledger.ACCEPTED: 0.3, ledger.FORGOTTEN: 0.1, ledger.DROPPED: 0.03}
BURST = 64


def code_name(code):
    return WIRE.RefusalCode.Name(code)


class Submissions(Part):
    def __init__(self, findings, site, mixture, book, rate, seed):
        super().__init__(findings)
        self.site, self.mixture, self.book, self.rate = site, mixture, book, rate
        self.chance = random.Random(f"{seed} submissions")
        self.next_number = 0
        self.began = time.monotonic()

    def due(self):
        """How many should have been sent by now, and were not; after a long
        time that nobody answered, at most a burst."""
        missing = round((time.monotonic() - self.began) * self.rate) - self.next_number
        return max(0, min(BURST, missing))

    def pause_seconds(self):
        return self.chance.uniform(0, 2 * TURN_SECONDS)

    def turn(self):
        count = self.due()
        items = [self.mixture.item(self.next_number + i) for i in range(count)]
        self.next_number += count
        with client.Submitter(copies.SCHEMA, self.site.endpoint("submit"),
                              patience=PATIENCE_SECONDS) as submitter:
            submitter.hello()
            answers = submitter.submit_all([item.document for item in items],
                                           together=self.chance.choice((1, 1, 8)))
            for item, answer in zip(items, answers):
                self.take_answer(item, answer)
            for state, likely in AGAIN.items():
                if count and self.chance.random() < likely:
                    self.once_more(submitter, state)

    def take_answer(self, item, answer):
        if isinstance(answer, client.Refusal):
            code = code_name(answer.code)
            self.findings.require(code == item.expected,
                                  f"{item.kind} {item.number}: {answer}")
            self.book.count("refused")
            return
        self.findings.require(not item.expected.startswith("REFUSED"),
                              f"{item.kind} {item.number} was not refused")
        self.book.accept(item, answer)
        self.book.count(item.kind)

    def once_more(self, submitter, state):
        """The same bytes again, of a document in this state."""
        entry = self.book.take(self.chance, state)
        if not entry:
            return
        item = self.mixture.item(entry.number)
        allow = state == ledger.FORGOTTEN and self.chance.random() < 0.3
        item.document.declared["allow_forgotten"] = allow
        answer, = submitter.submit_all([item.document])
        self.book.count(f"again, {state}" + (", allowed" if allow else ""))
        if state == ledger.FORGOTTEN and not allow:
            self.findings.require(
                isinstance(answer, client.Refusal)
                and answer.code == WIRE.REFUSED_FORGOTTEN,
                f"{entry.document_id} was forgotten, but the answer is {answer}")
        elif isinstance(answer, client.Refusal):
            self.findings.add(f"{item.kind} {item.number} again: {answer}")
        elif state == ledger.ACCEPTED:
            self.findings.require(
                answer.duplicate and answer.document_no == entry.document_no,
                f"{entry.document_id} again: number {answer.document_no}, not "
                f"{entry.document_no}, duplicate: {answer.duplicate}")
        else:
            self.book.accept(item, answer)
        self.book.give_back(entry.document_id)
