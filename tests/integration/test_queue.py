"""The queue under an operator's hands, with the real head.

Jobs go to a scripted worker, so that nothing depends on how fast anything
is; the whole path with real extractors is test_daemons.py's.
"""
import time
import unittest

import queue_case
import scripted_worker


class DeadLetters(queue_case.QueueTest):
    def kill(self, text):
        """Submit a document and have it die at once."""
        worker = self.worker(credit=1, name="w1")
        document = self.submit_id(text)
        worker.hold(1)
        self.assertEqual(worker.fail(queue_case.INVALID, "no text"), "taken")
        worker.want(0)
        return document

    def test_dead_document_is_listed_with_all_that_is_known(self):
        document = self.kill("bad")
        row, = self.site.rows("dead", "list")
        self.assertEqual(
            [row[key] for key in ("document_id", "name", "reason", "worker",
                                  "attempts", "bytes", "state")],
            [document, "bad.txt", "no text", "w1", 1, 3, "dead"])
        self.assertGreater(row["failed_ms"], row["accepted_ms"] - 1)
        self.assertEqual(self.site.rows("dead", "show", document), [row])
        self.assertIn("no text", self.site.baogao("dead", "list").stdout)
        self.assertIn("bad.txt",
                      self.site.baogao("dead", "show", document).stdout)

    def test_retried_document_is_read_again_with_no_attempt_charged(self):
        document = self.kill("bad")
        self.assertEqual(self.results("dead", "retry", document)[0],
                         [("waiting", document)])
        self.assertEqual(self.counts(), {"waiting": 1, "done": 0, "dead": 0})
        worker = self.worker(credit=1)
        worker.hold(1)
        self.assertEqual(worker.held[0][0].generation, 2)
        row, = self.site.rows("dead", "show", document)
        self.assertEqual((row["attempts"], row["leased_by"]), (0, "scripted"))
        self.assertEqual(worker.finish(), "taken")
        self.assertEqual(self.counts(), {"waiting": 0, "done": 1, "dead": 0})
        self.assertEqual(self.submit("bad")["result"], "duplicate")

    def test_retry_of_all_outlives_a_kill(self):
        documents = {self.kill(f"bad{i}") for i in range(3)}
        results, _ = self.results("dead", "retry", "--all")
        self.assertEqual({id for _, id in results}, documents)
        self.kill_and_restart()
        self.assertEqual(self.counts(), {"waiting": 3, "done": 0, "dead": 0})

    def test_dropped_document_is_gone_and_may_be_submitted_again(self):
        document = self.kill("bad")
        self.assertEqual(self.results("dead", "drop", document)[0],
                         [("dropped", document)])
        self.assertEqual(self.counts(), {"waiting": 0, "done": 0, "dead": 0})
        self.assertEqual(self.site.rows("dead", "list"), [])
        self.assertEqual(self.site.baogao("dead", "show", document,
                                          check=False).returncode, 1)
        self.kill_and_restart()
        again = self.submit("bad")
        self.assertEqual((again["result"], again["document_id"]),
                         ("accepted", document))
        worker = self.worker(credit=1)
        self.assertEqual(worker.hold(1), [b"bad"])
        worker.finish()
        self.assertEqual(self.counts(), {"waiting": 0, "done": 1, "dead": 0})

    def test_each_id_is_answered_by_itself(self):
        dead, waiting, unknown = self.kill("bad"), self.submit_id("good"), \
            "0123456789abcdef" * 2
        results, code = self.results("dead", "drop", waiting, unknown, dead,
                                     dead, check=False)
        self.assertEqual(results, [("is waiting", waiting),
                                   ("not found", unknown), ("dropped", dead),
                                   ("not found", dead)])
        self.assertEqual(code, 5)

    def test_many_dead_documents_are_listed_page_by_page(self):
        worker = self.worker(credit=100)
        folder = self.site.directory / "many"
        folder.mkdir()
        for i in range(120):
            (folder / f"{i:03}").write_text(str(i))
        self.site.baogao("submit", folder)
        for _ in range(120):
            worker.hold(1)
            worker.fail(queue_case.INVALID)
        control = self.enterContext(
            scripted_worker.Peer(self.endpoint("control")))
        seen, after = [], 0
        while True:
            page = control.ask("document_page", list_documents={
                "state": 2, "limit": 50, "after_no": after})
            seen += [d.name for d in page.documents]
            after = page.next_after_no
            if not after:
                break
        self.assertEqual(sorted(seen), [f"{i:03}" for i in range(120)])
        results, _ = self.results("dead", "retry", "--all")
        self.assertEqual(len(results), 120)


class OrderOfWork(queue_case.QueueTest):
    HEAD = ("--time-limit", 7)

    def test_priority_then_arrival_also_after_a_restart(self):
        for text, priority in (("c", 9), ("b", 5), ("a", 0), ("b2", 5)):
            self.submit(text, "--priority", str(priority))
        self.kill_and_restart()
        self.assertEqual(self.worker(credit=4).hold(4),
                         [b"a", b"b", b"b2", b"c"])

    def test_lower_priorities_get_every_tenth_job(self):
        folder = self.site.directory / "many"
        folder.mkdir()
        self.submit("last", "--priority", "9")
        for i in range(20):
            (folder / f"{i:02}").write_text(f"first {i:02}")
        self.site.baogao("submit", "--priority", "0", folder)
        self.assertEqual(self.worker(credit=30).hold(21).index(b"last"), 9)

    def test_not_before_is_kept_and_survives_a_kill(self):
        before = time.time()
        document = self.submit_id("later", "--not-before", "+2")
        self.submit("now", "--priority", "9")
        self.kill_and_restart()
        worker = self.worker(credit=2)
        self.assertEqual(worker.hold(1), [b"now"])
        row, = self.site.rows("dead", "show", document)
        self.assertAlmostEqual(row["not_before_ms"], (before + 2) * 1000,
                               delta=1500)
        self.assertEqual(worker.hold(2), [b"now", b"later"])
        self.assertGreaterEqual(time.time() * 1000, row["not_before_ms"])

    def test_time_limit_is_the_documents_or_the_heads(self):
        self.submit("own", "--time-limit", "3")
        self.submit("common")
        worker = self.worker(credit=2)
        worker.hold(2)
        self.assertEqual([job.time_limit_ms for job, _ in worker.held],
                         [3000, 7000])

    def test_wrong_options_are_refused(self):
        for option in ("--not-before=soon", "--priority=10",
                       "--time-limit=0"):
            self.assertEqual(self.site.baogao("submit", option, "x",
                                              check=False).returncode, 2)


class Steering(queue_case.QueueTest):
    def mode_of(self, name):
        return {w["name"]: w["mode"]
                for w in self.site.status()["workers"]}[name]

    def test_paused_head_hands_out_nothing_also_after_a_kill(self):
        self.site.baogao("pause")
        self.submit("a")
        worker = self.worker(credit=1)
        worker.stay(1)
        self.assertEqual(worker.held, [])
        self.kill_and_restart()
        self.assertTrue(self.site.status()["paused"])
        worker.stay(1)
        self.assertEqual(worker.held, [])
        self.site.baogao("resume")
        self.assertEqual(worker.hold(1), [b"a"])
        self.assertFalse(self.site.status()["paused"])
        self.kill_and_restart()
        self.assertFalse(self.site.status()["paused"])

    def test_paused_worker_gets_nothing_while_others_go_on(self):
        first = self.worker(credit=1, name="host/1")
        second = self.worker(credit=1, name="other/2")
        self.site.baogao("pause", "--worker", "host/1")
        self.submit("a")
        self.submit("b")
        self.assertEqual(second.hold(1), [b"a"])
        first.stay(0.7)
        self.assertEqual(first.held, [])
        self.assertEqual([self.mode_of("host/1"), self.mode_of("other/2")],
                         ["paused", "working"])
        self.site.baogao("resume", "--worker", "host")
        self.assertEqual(first.hold(1), [b"b"])

    def test_drained_worker_finishes_what_it_has(self):
        worker = self.worker(credit=2, name="host/1")
        for text in "abc":
            self.submit(text)
        worker.hold(2)
        answer, = self.site.rows("drain", "--worker", "host/1")
        self.assertEqual((answer["workers"], answer["leased"]), (1, 2))
        self.assertEqual(worker.finish(), "taken")
        self.assertEqual(worker.finish(), "taken")
        worker.stay(0.7)
        self.assertEqual(worker.held, [])
        self.site.baogao("drain", "--wait", "--worker", "host/1")
        self.assertEqual(self.mode_of("host/1"), "draining")
        self.assertEqual(self.counts(), {"waiting": 1, "done": 2, "dead": 0})

    def test_unknown_worker_is_not_found(self):
        for command in ("pause", "resume", "drain"):
            self.assertEqual(self.site.baogao(
                command, "--worker", "nobody", check=False).returncode, 1)
        self.assertEqual(self.site.baogao("drain", check=False).returncode, 2)


class TagCaps(queue_case.QueueTest):
    HEAD = ("--tag-cap", "slow=1", "--tag-cap", "a=b=2")

    def test_capped_documents_do_not_block_others_also_after_a_kill(self):
        for text in ("s1", "s2"):
            self.submit(text, "--tag", "slow", "--priority", "0")
        for text in ("t1", "t2", "t3"):
            self.submit(text, "--tag", "a=b", "--priority", "5")
        self.submit("free", "--priority", "9")
        self.kill_and_restart()
        worker = self.worker(credit=9)
        self.assertEqual(worker.hold(4), [b"s1", b"t1", b"t2", b"free"])
        worker.stay(0.5)
        self.assertEqual(len(worker.held), 4)
        worker.finish(0)
        self.assertEqual(worker.hold(4)[3], b"s2")

    def test_wrong_caps_are_refused(self):
        for cap in ("slow", "=1", "slow=0", "slow=x"):
            with self.assertRaisesRegex(RuntimeError, "tag-cap"):
                self.site.start_worker("--tag-cap", cap)


class Returning(queue_case.QueueTest):
    def return_ten_times(self, worker, text):
        """Have a worker take a document ten times and never read it."""
        for left in range(9, -1, -1):
            self.assertEqual(worker.hold(1), [text])
            worker.credit = 1 if left else 0
            worker.give_back()


class Returns(Returning):
    def test_document_that_keeps_coming_back_runs_alone_uncharged(self):
        document = self.submit_id("odd")
        worker = self.worker(credit=1)
        self.return_ten_times(worker, b"odd")
        for text in ("a", "b", "c"):
            self.submit(text)
        worker.want(3)
        self.assertEqual(worker.hold(1), [b"odd"])
        worker.stay(0.7)
        self.assertEqual(len(worker.held), 1)
        row, = self.site.rows("dead", "show", document)
        self.assertEqual(row["attempts"], 0)
        self.assertEqual(worker.finish(), "taken")
        self.assertEqual(worker.hold(3), [b"a", b"b", b"c"])

    def test_other_workers_go_on_while_one_is_set_apart(self):
        self.submit("odd")
        first = self.worker(credit=1, name="first")
        self.return_ten_times(first, b"odd")
        first.want(1)
        first.hold(1)
        for text in ("a", "b"):
            self.submit(text)
        second = self.worker(credit=2, name="second")
        self.assertEqual(second.hold(2), [b"a", b"b"])
        first.want(2)
        first.stay(0.7)
        self.assertEqual([payload for _, payload in first.held], [b"odd"])



class LostWithItsWorker(Returning):
    HEAD = ("--lease-timeout", 2)

    def test_document_that_ends_its_worker_each_time_dies(self):
        document = self.submit_id("odd")
        first = self.worker(credit=1)
        self.return_ten_times(first, b"odd")
        for attempt in range(1, 4):
            worker = self.worker(credit=2, name=f"victim/{attempt}")
            self.assertEqual(worker.hold(1), [b"odd"])
            worker.socket.close()
            self.site.wait_until(
                "it is charged", lambda: self.attempts(document) == attempt)
            self.assertEqual(self.counts()["dead"], attempt // 3)
        row, = self.site.rows("dead", "list")
        self.assertEqual((row["document_id"], row["worker"]),
                         (document, "victim/3"))
        self.assertIn("worker was lost", row["reason"])

    def attempts(self, document):
        row, = self.site.rows("dead", "show", document)
        return row["attempts"]

    def test_document_of_a_worker_that_leaves_is_not_charged(self):
        document = self.submit_id("odd")
        worker = self.worker(credit=1)
        self.return_ten_times(worker, b"odd")
        worker.want(1)
        worker.hold(1)
        worker.send(ready={"boot_id": worker.boot_id, "credit": 0,
                           "seen_lease_no": worker.seen, "leaving": True})
        self.site.wait_until("it has left",
                             lambda: not self.site.status()["workers"])
        self.assertEqual(self.worker(credit=1).hold(1), [b"odd"])
        self.assertEqual(self.attempts(document), 0)


class Status(queue_case.QueueTest):
    HEAD = ("--tag-cap", "slow=1")

    def test_every_state_of_a_document_shows(self):
        worker = self.worker(credit=3, name="host/1")
        done = self.submit_id("a")
        worker.hold(1)
        worker.finish()
        self.submit("b")
        worker.hold(1)
        worker.fail(queue_case.INVALID)
        leased = self.submit_id("c", "--tag", "slow")
        worker.hold(1)
        self.submit("d", "--tag", "slow")
        self.submit("e", "--not-before", "+3600")
        self.site.wait_until("d is parked",
                             lambda: self.site.status()["capped"] == 1)
        status = self.site.status()
        self.assertEqual(
            [status[key] for key in ("waiting", "leased", "done", "dead",
                                     "held_back", "capped", "alone",
                                     "recent_accepted", "recent_done")],
            [3, 1, 1, 1, 1, 1, 0, 5, 1])
        self.assertLessEqual(status["recent_ms"], 60000)
        lease, = status["workers"][0]["leases"]
        self.assertEqual(lease["document_id"], leased)
        self.assertLess(lease["for_ms"], 60000)
        text = self.site.baogao("status", "--leases").stdout
        self.assertIn(leased, text)
        self.assertNotIn(done, text)
        self.assertIn("1 held back, 1 at a tag's cap", text)


class Submitting(queue_case.QueueTest):
    def answer(self, text, **submit):
        """What one submission is answered at once."""
        client = self.enterContext(
            scripted_worker.Peer(self.endpoint("submit")))
        submit = client.wire.Envelope(submit={"request_id": 7, **submit})
        client.socket.send_multipart([submit.SerializeToString(),
                                      text.encode()])
        (answer, _), = client.parcels(scripted_worker.PATIENCE_SECONDS)
        return getattr(answer, answer.WhichOneof("body"))

    def assert_busy(self, answer, word):
        self.assertGreater(answer.retry_after_ms, 0)
        self.assertIn(word, answer.reason)


class FullInbox(Submitting):
    HEAD = ("--max-waiting", 1)

    def test_full_inbox_still_takes_what_it_knows(self):
        worker = self.worker(credit=1)
        done = self.submit_id("done")
        worker.hold(1)
        worker.finish()
        self.assert_busy_but_for(done)

    def assert_busy_but_for(self, done):
        waiting = self.answer("waiting")
        self.assertFalse(waiting.duplicate)
        self.assert_busy(self.answer("new" * 50), "inbox is full")
        for text, id, more in (
                ("waiting", waiting.document_id, {}),
                ("waiting", waiting.document_id, {"name": "other"}),
                ("done", done, {"name": "other"})):
            again = self.answer(text, **more)
            self.assertTrue(again.duplicate)
            self.assertEqual(again.document_id, id)


class FullInboxInBytes(FullInbox):
    HEAD = ("--max-waiting-mib", 1)

    def test_full_inbox_still_takes_what_it_knows(self):
        worker = self.worker(credit=1)
        done = self.submit_id("done")
        worker.hold(1)
        worker.finish()
        self.assertFalse(self.answer("x" * ((1 << 20) - 100)).duplicate)
        self.assert_busy_but_for(done)


class DiskReserve(Submitting):
    def test_below_the_reserve_nothing_is_written(self):
        known = self.answer("known")
        self.head.stop()
        self.head = self.site.start_worker("--children", 0,
                                           "--disk-reserve-mib", 4294967295)
        self.assert_busy(self.answer("new"), "disk")
        self.assert_busy(self.answer("known", name="by another name"), "disk")
        again = self.answer("known")
        self.assertEqual((again.document_id, again.duplicate),
                         (known.document_id, True))
        self.assertEqual(self.counts()["waiting"], 1)
        self.assertIn("below its reserve", self.site.baogao("status").stdout)
        self.head.stop()
        self.head = self.site.start_worker("--children", 0,
                                           "--disk-reserve-mib", 0)
        self.assertFalse(self.answer("new").duplicate)


if __name__ == "__main__":
    unittest.main(verbosity=2)
