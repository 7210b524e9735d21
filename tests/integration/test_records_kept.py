"""Documents that are forgotten, and documents that are read again."""
import json
import subprocess
import unittest

import daemons
import queue_case


class Forgetting(queue_case.QueueTest):
    def test_waiting_and_leased_documents_are_forgotten(self):
        worker = self.worker(credit=1)
        leased = self.submit_id("a")
        worker.hold(1)
        waiting = self.submit_id("b")
        results, code = self.results("forget", waiting, leased)
        self.assertEqual((results, code), ([("forgotten", waiting),
                                            ("forgotten", leased)], 0))
        self.assertEqual(worker.finish(), "stale")
        self.assertEqual(self.counts(), {"waiting": 0, "done": 0, "dead": 0})
        self.assertEqual(self.results("forget", waiting, check=False)[1], 1)

    def test_forgotten_bytes_are_refused_until_they_are_allowed(self):
        document = self.submit_id("a")
        self.site.baogao("forget", document)
        self.kill_and_restart()
        refused = self.submit("a", check=False)
        self.assertEqual(refused["result"], "refused")
        self.assertIn("forgotten", refused["reason"])
        self.assertEqual(self.counts()["waiting"], 0)
        again = self.submit("a", "--allow-forgotten")
        self.assertEqual((again["result"], again["document_id"]),
                         ("accepted", document))
        self.assertEqual(self.submit("a")["result"], "duplicate")
        worker = self.worker(credit=1)
        worker.hold(1)
        worker.finish()
        self.assertEqual(self.counts(), {"waiting": 0, "done": 1, "dead": 0})

    def test_who_waits_for_it_is_told(self):
        path = self.site.directory / "a.txt"
        path.write_text("a")
        document = self.submit_id("a")
        waiting = subprocess.Popen(
            self.site.command("submit", "--wait", "--json", path),
            stdout=subprocess.PIPE, text=True)
        self.addCleanup(waiting.kill)
        self.assertEqual(json.loads(waiting.stdout.readline())["result"],
                         "duplicate")
        self.site.baogao("forget", document)
        output, _ = waiting.communicate(timeout=60)
        self.assertIn("forgotten", output)
        self.assertEqual(waiting.returncode, 5)


class ForgettingRecords(unittest.TestCase):
    """With real extractors: nothing that was read shows any more."""

    def test_no_query_shows_a_forgotten_document(self):
        site = daemons.Site()
        self.addCleanup(site.close)
        head = site.start_worker("--children", 2)
        site.start_publisher()
        self.addCleanup(site.baogao, "check")
        names = ("county-government-2023.txt", "court-2022.txt",
                 "cppcc-member-2023.txt")
        ids = [site.rows("submit", "--wait", daemons.DATA / name)[0]
               ["document_id"] for name in names]
        units = {row["figure"]["unit"] for row in site.rows("figures", "--all")
                 if row["document"]["id"] == ids[1] and row["figure"]["unit"]}
        self.assertGreater(len(units), 1)
        others = [row for row in site.rows("figures", "--all")
                  if row["document"]["id"] != ids[1]]
        site.baogao("forget", ids[1])
        self.assertEqual(site.rows("figures", "--all"), others)
        for unit in units:
            self.assertNotIn(ids[1], [row["document"]["id"] for row in
                                      site.rows("figures", "--all", "--unit",
                                                unit)])
        self.assertEqual(site.baogao("show", ids[1], check=False).returncode,
                         1)
        self.assertEqual(site.status()["done"], 2)
        head.kill()
        site.start_worker("--children", 2)
        self.assertEqual(site.status()["done"], 2)
        self.assertEqual(site.rows("figures", "--all"), others)


class Reprocessing(queue_case.QueueTest):
    def read(self, worker, text, version):
        document = self.submit_id(text)
        worker.want(1)
        worker.hold(1)
        self.assertEqual(worker.finish(version=version), "taken")
        worker.want(0)
        return document

    def test_document_is_read_again_after_all_others(self):
        worker = self.worker()
        document = self.read(worker, "a", "1.0")
        self.assertEqual(self.results("reprocess", document),
                         ([("waiting", document)], 0))
        self.assertEqual(self.results("reprocess", document, check=False),
                         ([("is waiting", document)], 5))
        self.submit("b", "--priority", "8")
        self.kill_and_restart()
        self.assertEqual(self.counts(), {"waiting": 2, "done": 1, "dead": 0})
        worker.want(2)
        self.assertEqual(worker.hold(2), [b"b", b"a"])
        self.assertEqual(worker.held[1][0].generation, 2)
        self.assertEqual(worker.finish(1, version="2.0"), "taken")
        row, = self.site.rows("dead", "show", document)
        self.assertEqual((row["state"], row["generation"],
                          row["extractor_version"]), ("done", 2, "2.0"))
        self.assertEqual(self.counts(), {"waiting": 1, "done": 1, "dead": 0})

    def test_only_those_an_older_extractor_has_read(self):
        worker = self.worker()
        old = self.read(worker, "a", "1.9")
        self.read(worker, "b", "1.10")
        self.assertEqual(self.results("reprocess", "--older-than", "1.10")[0],
                         [("waiting", old)])
        self.assertEqual(len(self.results("reprocess", "--all")[0]), 1)
        self.assertEqual(self.site.baogao("reprocess",
                                          check=False).returncode, 2)

    def test_failure_leaves_the_old_records_and_may_be_dropped(self):
        worker = self.worker()
        document = self.read(worker, "a", "1.0")
        self.site.baogao("reprocess", document)
        worker.want(1)
        worker.hold(1)
        worker.fail(queue_case.INVALID)
        self.assertEqual(self.counts(), {"waiting": 0, "done": 1, "dead": 1})
        self.check()
        self.assertEqual(self.results("dead", "retry", document)[0],
                         [("waiting", document)])
        worker.hold(1)
        self.assertEqual(worker.held[0][0].generation, 3)
        worker.fail(queue_case.INVALID)
        self.assertEqual(self.results("dead", "drop", document)[0],
                         [("done", document)])
        self.assertEqual(self.counts(), {"waiting": 0, "done": 1, "dead": 0})
        row, = self.site.rows("dead", "show", document)
        self.assertEqual((row["state"], row["generation"]), ("done", 1))
        self.assertEqual(self.results("forget", document)[0],
                         [("forgotten", document)])
        self.assertEqual(self.counts(), {"waiting": 0, "done": 0, "dead": 0})


class ReprocessingRecords(unittest.TestCase):
    """With real extractors and a publisher that reads all the while."""

    def test_old_records_are_readable_until_the_new_ones_replace_them(self):
        site = daemons.Site()
        self.addCleanup(site.close)
        head = site.start_worker("--children", 2)
        site.start_publisher()
        self.addCleanup(site.baogao, "check")
        names = ("county-government-2023.txt", "court-2022.txt")
        ids = [site.rows("submit", "--wait", daemons.DATA / name)[0]
               ["document_id"] for name in names]

        def figures():
            return [(row["id"], row["figure"]) for row in
                    site.rows("figures", "--all")]
        before = figures()
        site.baogao("pause")
        site.baogao("reprocess", "--all")
        self.assertEqual(site.status()["waiting"], 2)
        self.assertEqual(figures(), before)
        head.kill()
        site.start_worker("--children", 2)
        self.assertEqual(figures(), before)
        site.baogao("resume")
        site.wait_until("all is read again",
                        lambda: site.status()["waiting"] == 0)
        self.assertEqual(figures(), before)
        self.assertEqual([row["generation"] for row in
                          site.rows("dead", "show", ids[0])], [2])
        self.assertEqual(site.status()["done"], 2)
        site.baogao("forget", ids[0])
        self.assertEqual(figures(), [f for f in before
                                     if not f[0].startswith(ids[0])])


if __name__ == "__main__":
    unittest.main(verbosity=2)
