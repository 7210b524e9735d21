"""What the soak would say of programs that do wrong."""
import types
import unittest

import paths  # noqa: F401
import copies
import gauge
import ledger
import lives
import mixture
import verdict

WIRE = copies.SCHEMA.wire
SECONDS = 2000


class Silent:
    """Findings that are only kept."""

    def __init__(self):
        self.texts = []

    def require(self, holds, text):
        if not holds:
            self.add(text)

    def add(self, text):
        self.texts.append(text)


def samples(own_kib=lambda part: 4000, descriptors=lambda part: 20, seconds=SECONDS):
    """Of a life, each told from the part of it that is over, 0 to 1."""
    return [gauge.Sample(at, own_kib(at / seconds), 9000, descriptors(at / seconds), 3, 0)
            for at in range(0, seconds, gauge.SAMPLE_SECONDS)]


class Lives(unittest.TestCase):
    def complaints(self, **options):
        return list(lives.life_of("head", samples(**options)).complaints())

    def test_flat_life(self):
        self.assertEqual(self.complaints(), [])

    def test_caches_that_fill_at_first(self):
        self.assertEqual(self.complaints(own_kib=lambda part: 4000 + 8000 * min(part, 0.2)), [])

    def test_one_large_document_at_the_end(self):
        self.assertEqual(self.complaints(own_kib=lambda part: 90000 if part > 0.95 else 4000), [])

    def test_levels_of_what_is_kept_free(self):
        self.assertEqual(self.complaints(
            own_kib=lambda part: 4000 + 6000 * (round(part * 41) % 3)), [])

    def test_growth_below_such_levels(self):
        found = self.complaints(
            own_kib=lambda part: 4000 + 1200 * part + 6000 * (round(part * 41) % 3))
        self.assertEqual(len(found), 1)

    def test_growth_with_each_document(self):
        found = self.complaints(own_kib=lambda part: 4000 + 1200 * part)
        self.assertEqual(len(found), 1)
        self.assertRegex(found[0], "grew")

    def test_descriptor_left_open_now_and_then(self):
        # Clients come and go meanwhile.
        found = self.complaints(descriptors=lambda part: 20 + round(part * 97) % 9 + int(8 * part))
        self.assertEqual(len(found), 1)
        self.assertRegex(found[0], "descriptors")

    def test_clients_alone_are_no_leak(self):
        self.assertEqual(self.complaints(descriptors=lambda part: 20 + round(part * 97) % 9), [])

    def test_short_life_is_not_judged(self):
        self.assertIsNone(lives.life_of("head", samples(seconds=60 * lives.LONG_MINUTES)))


class Documents(unittest.TestCase):
    """One good document, and what the feed says of it."""

    def setUp(self):
        self.findings = Silent()
        self.book = ledger.Ledger(self.findings)
        self.item = mixture.Mixture(1).item(7)
        self.item.expected = mixture.DONE
        self.accept(1)
        self.id = self.item.document.id()

    def accept(self, number):
        self.book.accept(self.item, WIRE.Accepted(
            request_id=1, document_id=self.item.document.id(), document_no=number,
            state=WIRE.DOCUMENT_WAITING, duplicate=False))

    def found(self, state=WIRE.DOCUMENT_DONE, number=1, payload=None, **changes):
        changes = {self.id: (WIRE.Change(change_no=1, document_id=self.id, document_no=number,
                                         state=state), payload), **changes}
        cast = types.SimpleNamespace(source=None, copy=None)
        verdict.Verdict(self.findings, cast, self.book).judge_documents(changes)
        return " ".join(self.findings.texts)

    def test_as_it_should_be(self):
        self.assertEqual(self.found(), "")

    def test_good_one_that_is_dead(self):
        self.assertRegex(self.found(WIRE.DOCUMENT_DEAD), "was to be done.*without a reason")

    def test_forgotten_one_that_is_there(self):
        self.book.give_back(self.id, ledger.FORGOTTEN)
        self.assertRegex(self.found(), "was to be forgotten")

    def test_lost_one(self):
        other = mixture.Mixture(1).item(8)
        self.item = other
        self.accept(2)
        self.assertRegex(self.found(), f"{other.document.id()} was accepted and is lost")

    def test_one_that_nobody_submitted(self):
        stranger = WIRE.Change(change_no=2, document_id="ab" * 16, document_no=2,
                               state=WIRE.DOCUMENT_DONE)
        self.assertRegex(self.found(stranger=(stranger, None)), "nobody submitted stranger")

    def test_number_that_two_have(self):
        self.item = mixture.Mixture(1).item(8)
        self.accept(1)
        self.assertRegex(self.found(), "both have number 1")

    def test_accepted_twice(self):
        self.accept(2)
        self.assertRegex(self.found(number=2), "was there")


class Mixture(unittest.TestCase):
    def test_number_has_the_same_bytes_each_time(self):
        one, other = mixture.Mixture(5), mixture.Mixture(5)
        kinds = set()
        for number in range(300):
            item = one.item(number)
            self.assertEqual(item.document.id(), other.item(number).document.id(), item.kind)
            kinds.add(item.kind)
        self.assertGreater(len(kinds), 20)

    def test_no_two_are_alike(self):
        mixed = mixture.Mixture(5)
        items = [mixed.item(number) for number in range(300)]
        ids = [item.document.id() for item in items if item.expected != mixture.EMPTY]
        self.assertEqual(len(ids), len(set(ids)))


if __name__ == "__main__":
    unittest.main(verbosity=2)
