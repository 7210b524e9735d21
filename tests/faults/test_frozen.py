"""A joined worker that stands still for longer than its lease."""
import os
import signal
import unittest

import daemons
import stream

DOCUMENTS = 60
LEASE_SECONDS = 2
# Long enough for leases to be out at any moment.
TEXT = (daemons.DATA / "county-government-2023.txt").read_text() * 12


def long_report(number):
    return f"{TEXT}\n第{number}号材料共{number + 1}页。\n".encode()


class Frozen(unittest.TestCase):
    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        self.site.start_worker("--children", 0, "--lease-timeout",
                               LEASE_SECONDS)

    def join(self):
        return self.site.start_worker("--join", self.site.endpoint("work"),
                                      "--children", 1)

    def submit(self, first, count):
        folder = self.site.directory / f"from-{first}"
        folder.mkdir()
        for number in range(first, first + count):
            (folder / f"{number:04}").write_bytes(long_report(number))
        rows = self.site.rows("submit", folder)
        return {row["document_id"] for row in rows}

    def wait_for(self, done):
        self.site.wait_until(f"{done} done",
                             lambda: self.site.status()["done"] >= done)

    def test_frozen_worker_gives_one_set_of_records(self):
        frozen = self.join()
        ids = self.submit(0, DOCUMENTS)
        self.wait_for(5)
        os.kill(frozen.pid, signal.SIGSTOP)
        leased = self.site.status()["leased"]
        self.assertGreater(leased, 0)
        other = self.join()
        self.wait_for(DOCUMENTS)
        os.kill(frozen.pid, signal.SIGCONT)
        # It has results nobody wants; then it is alone and works on.
        self.assertEqual(other.stop(), 0)
        ids |= self.submit(DOCUMENTS, 5)
        self.wait_for(DOCUMENTS + 5)
        self.site.start_publisher()
        rows = [row["document"]["id"]
                for row in self.site.rows("reports", "--all")]
        reports = {rows.count(id) for id in ids}
        print(f"frozen with {leased} leases: {len(ids)} documents accepted, "
              f"{len(ids - set(rows))} lost, {len(reports) - 1} doubled")
        self.assertEqual(set(rows), ids)
        self.assertEqual(len(reports), 1)  # all have as many as one reading
        status = self.site.status()
        self.assertEqual((status["done"], status["dead"], status["waiting"]),
                         (DOCUMENTS + 5, 0, 0))
        self.assertEqual(frozen.stop(), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
