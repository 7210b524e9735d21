"""Extractors that die of a document, or answer what cannot be."""
import unittest

import daemons
import stream

SCRIPTED = daemons.BIN.parent / "tests/scripted_extractor"
GOOD = 1000


class Poison(unittest.TestCase):
    def run_with(self, orders):
        """The good ones and these among them; the dead, the site's status."""
        site = daemons.Site()
        self.addCleanup(site.close)
        # Two documents a child: credit 8.
        site.start_worker("--children", 4, "--extractor", SCRIPTED)
        bad = {}

        def make(number):
            if number % 300 != 150 or len(bad) == len(orders):
                return f"document {number}".encode()
            order = orders[len(bad)]
            data = f"{order} {number}".encode()
            bad[stream.client.Document(data).id()] = order
            return data

        with stream.client.Submitter(stream.SCHEMA,
                                     site.endpoint("submit")) as submitter:
            documents = [stream.client.Document(make(number))
                         for number in range(GOOD + len(orders))]
            self.assertEqual(len(bad), len(orders))
            answers = submitter.submit_all(documents)
            outcomes = submitter.wait([a.document_id for a in answers], 100)
        dead = {id: outcome.reason for id, outcome in outcomes.items()
                if outcome.state == stream.SCHEMA.wire.DOCUMENT_DEAD}
        print(f"{orders}: {len(answers)} documents accepted, "
              f"{len(dead)} dead letters")
        self.assertEqual(set(dead), set(bad))
        self.assertTrue(all(dead.values()), dead)
        status = site.status()
        self.assertEqual((status["done"], status["dead"], status["waiting"]),
                         (GOOD, len(orders), 0))

    def test_three_poison_documents_are_three_dead_letters(self):
        self.run_with(["!crash"] * 3)

    def test_wrong_answers_are_dead_letters(self):
        self.run_with(["!outside", "!cut"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
