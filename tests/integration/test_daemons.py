"""The whole path with the real programs, and what survives when they die."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import unittest
import urllib.parse
import urllib.request

import daemons

COUNTY = daemons.DATA / "county-government-2023.txt"


def get_json(site, path, **parameters):
    url = f"{site.http_url().rstrip('/')}{path}?" \
        + urllib.parse.urlencode(parameters)
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def arguments(process):
    return (process / "cmdline").read_bytes().split(b"\0")


def write_load(site, documents, times):
    """A folder of documents, each its own and long enough to take a while."""
    folder = site.directory / "load"
    folder.mkdir()
    text = COUNTY.read_text()
    for number in range(documents):
        (folder / f"{number:04}.txt").write_text(
            text * times + f"\n第{number}号材料共{number + 1}页。\n")
    return folder


class SiteTest(unittest.TestCase):
    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)


class WholePath(SiteTest):
    def setUp(self):
        super().setUp()
        self.site.start_worker("--children", 2)
        self.site.start_publisher()

    def test_report_is_queried_the_same_way_over_zeromq_and_http(self):
        self.site.baogao("submit", "--wait", COUNTY)
        for rows in ("reports", "sections", "figures"):
            over_zmq = self.site.rows(rows, "--all")
            over_http = get_json(self.site, f"/v1/{rows}", limit=1000)["rows"]
            self.assertGreater(len(over_zmq), 0, rows)
            self.assertEqual(over_zmq, over_http)

    def test_place_stands_for_its_counties_and_its_other_names(self):
        report = self.site.directory / "guangxin.txt"
        report.write_text("上饶县政府工作报告\n——2019年1月8日在上饶县第十七届"
                          "人民代表大会第四次会议上\n各位代表：2018年，新建"
                          "学校3所。\n", encoding="utf8")
        self.site.baogao("submit", "--wait", COUNTY, report)
        for place, names, exact in [
                ("江西省", ["上饶县"], []),
                ("上饶市", ["上饶县"], []),
                ("上饶县", ["上饶县"], ["上饶县"]),
                ("广信区", ["上饶县"], []),
                ("361104", ["上饶县"], []),
                ("361121", ["上饶县"], ["上饶县"]),
                ("安徽省", ["祁门县"], []),
                ("全国", [], [])]:
            with self.subTest(place=place):
                found = self.site.rows("reports", "--place", place)
                self.assertEqual(
                    [row["report"]["place"]["name"] for row in found], names)
                self.assertEqual(
                    get_json(self.site, "/v1/reports", place=place)["rows"],
                    found)
                found = self.site.rows("reports", "--place-exact",
                                       "--place", place)
                self.assertEqual(
                    [row["report"]["place"]["name"] for row in found], exact)
        self.assertEqual(
            self.site.rows("reports", "--place", "上饶县")[0]["report"]["place"],
            {"name": "上饶县", "code": "361121", "lineage": "362321"})

    def test_figure_leads_back_to_its_sentence(self):
        self.site.baogao("submit", "--wait", COUNTY)
        source = COUNTY.read_bytes()
        for row in self.site.rows("figures", "--all"):
            begin, end = row["figure"]["span"]
            quoted = source[begin:end].decode()
            self.assertEqual(quoted, row["figure"]["text"])
            cited = get_json(self.site, f"/v1/cite/{row['id']}")
            mark_begin, mark_end = cited["mark"]
            self.assertEqual(
                quoted, cited["sentence"].encode()[mark_begin:mark_end]
                .decode())

    def test_same_bytes_again_are_one_document(self):
        first = self.site.rows("submit", "--wait", COUNTY)
        reports = self.site.rows("reports", "--all")
        again = self.site.rows("submit", "--wait", "--name", "another name",
                               COUNTY)
        self.assertEqual([r["document_id"] for r in first],
                         [r["document_id"] for r in again])
        self.assertEqual(again[0]["result"], "duplicate")
        self.assertEqual(self.site.rows("reports", "--all"), reports)
        self.assertEqual(self.site.status()["done"], 1)

    def test_traditional_and_simplified_encodings_give_the_same_records(self):
        for pair in (("court-2022.txt", "court-2022.gbk.txt"),
                     ("cppcc-committee-2021.txt",
                      "cppcc-committee-2021.utf16.txt")):
            ids = [self.site.rows("submit", "--wait", daemons.DATA / name)[0]
                   ["document_id"] for name in pair]
            figures = [[row["figure"] for row in
                        self.site.rows("figures", "--all", "--report", id)]
                       for id in ids]
            self.assertGreater(len(figures[0]), 10)
            self.assertEqual(*figures)

    def test_unreadable_document_is_set_aside_with_a_reason(self):
        binary = self.site.directory / "binary"
        binary.write_bytes(bytes(range(256)) * 40)
        done = self.site.baogao("submit", "--wait", "--json", binary, COUNTY,
                                check=False)
        self.assertEqual(done.returncode, 5, done.stderr)
        results = [json.loads(line) for line in done.stdout.splitlines()]
        dead = [r for r in results if r["result"] == "dead"]
        self.assertEqual(len(dead), 1)
        self.assertTrue(dead[0]["reason"])
        self.assertEqual([self.site.status()[state]
                          for state in ("done", "dead", "waiting")], [1, 1, 0])

    def test_empty_document_is_refused(self):
        empty = self.site.directory / "empty"
        empty.write_bytes(b"")
        done = self.site.baogao("submit", empty, check=False)
        self.assertEqual(done.returncode, 5, done.stderr)

    def test_pages_join_to_the_whole_listing(self):
        for name in ("county-government-2023.txt", "template-page.txt",
                     "court-2022.txt"):
            self.site.baogao("submit", "--wait", daemons.DATA / name)
        whole = get_json(self.site, "/v1/figures", limit=1000)
        self.assertIsNone(whole["next_cursor"])
        for limit in (1, 7, 50):
            joined, cursor = [], None
            while True:
                extra = {"cursor": cursor} if cursor else {}
                page = get_json(self.site, "/v1/figures", limit=limit,
                                **extra)
                self.assertLessEqual(len(page["rows"]), limit)
                joined += page["rows"]
                cursor = page["next_cursor"]
                if cursor is None:
                    break
            self.assertEqual(joined, whole["rows"])


class Confinement(SiteTest):
    def test_extractors_are_confined_with_the_limit_told_to_the_head(self):
        worker = self.site.start_worker("--children", 2,
                                        "--memory-limit-mib", 300)

        def confined():
            processes = [pathlib.Path(f"/proc/{pid}")
                         for pid in daemons.descendants(worker.pid)]
            return [process for process in processes
                    if b"--extract-from-parent" in arguments(process)
                    and "\nSeccomp:\t2\n" in (process / "status").read_text()]

        self.site.wait_until("two confined", lambda: len(confined()) == 2)
        for process in confined():
            told = arguments(process)
            self.assertEqual(told[told.index(b"--memory-limit-mib") + 1],
                             b"300")
        self.site.baogao("submit", "--wait", COUNTY)


class Survival(SiteTest):
    """Whatever is killed: what was accepted is in the store, once."""

    DOCUMENTS = 150

    def submit_load(self):
        folder = write_load(self.site, self.DOCUMENTS, times=12)
        output = open(self.site.directory / "submit.out", "w+")
        self.addCleanup(output.close)
        process = subprocess.Popen(
            self.site.command("submit", "--wait", "--json", folder),
            stdin=subprocess.DEVNULL, stdout=output)
        self.addCleanup(process.kill)
        return process, output

    def done(self):
        return self.site.status()["done"]

    def assert_all_there_once(self, process, output):
        self.assertEqual(process.wait(180), 0, self.site.logs())
        output.seek(0)
        results = [json.loads(line) for line in output]
        accepted = {r["document_id"] for r in results if r["document_id"]}
        self.assertEqual(len(accepted), self.DOCUMENTS)
        status = self.site.status()
        self.assertEqual([status[s] for s in ("done", "waiting", "dead")],
                         [self.DOCUMENTS, 0, 0])
        self.site.start_publisher()
        reports = self.site.rows("reports", "--all")
        self.assertEqual(sorted(r["document"]["id"] for r in reports),
                         sorted(accepted))

    def test_head_killed_five_times_in_mid_load(self):
        head = self.site.start_worker("--children", 2)
        process, output = self.submit_load()
        for part in range(1, 6):
            wanted = part * self.DOCUMENTS // 7
            self.site.wait_until(f"{wanted} done",
                                 lambda: self.done() >= wanted)
            head.kill()
            head = self.site.start_worker("--children", 2)
        self.assert_all_there_once(process, output)

    def test_joined_worker_and_children_killed_in_mid_load(self):
        head = self.site.start_worker("--children", 2)
        process, output = self.submit_load()
        killed = 0
        for part in range(1, 5):
            wanted = part * self.DOCUMENTS // 6
            self.site.wait_until(f"{wanted} done",
                                 lambda: self.done() >= wanted)
            # The one before may not have been replaced yet.
            self.site.wait_until("the extractors run", lambda:
                                 len(daemons.descendants(head.pid)) > 1)
            below = daemons.descendants(head.pid)
            # The joined worker comes first, its children after it.
            victim = below[0] if part % 2 else below[-1]
            os.kill(victim, signal.SIGKILL)
            killed += 1
        self.assertEqual(killed, 4)
        self.assert_all_there_once(process, output)

    def test_terminated_head_ends_cleanly_and_goes_on_later(self):
        head = self.site.start_worker("--children", 2)
        process, output = self.submit_load()
        self.site.wait_until("some are done", lambda: self.done() > 10)
        self.assertEqual(head.stop(), 0)
        self.assertEqual(daemons.descendants(os.getpid())[:1], [process.pid])
        self.site.start_worker("--children", 2)
        self.assert_all_there_once(process, output)

    def test_extractors_leave_an_end_for_all_to_their_worker(self):
        # What Ctrl-C does, and batch systems that signal a whole job.
        head = self.site.start_worker("--children", 2)
        self.site.wait_until("the extractors run",
                             lambda: len(daemons.descendants(head.pid)) == 3)
        self.site.baogao("submit", "--wait", COUNTY)
        extractors = daemons.descendants(head.pid)[1:]
        for pid in extractors:
            os.kill(pid, signal.SIGTERM)
            os.kill(pid, signal.SIGINT)
        self.site.baogao("submit", "--wait", daemons.DATA / "court-2022.txt")
        self.assertEqual(daemons.descendants(head.pid)[1:], extractors)

    def test_stop_with_a_backlog_waits_only_for_what_is_being_read(self):
        # A stop that waits for leases nobody works on would take an hour.
        options = ("--children", 1, "--drain-timeout", 3600)
        folder = self.site.directory / "load"
        folder.mkdir()
        for number in range(400):
            (folder / f"{number}.txt").write_text(f"开会{number}次。")
        head = self.site.start_worker(*options)
        self.site.baogao("submit", folder)
        for _ in range(5):
            self.assertEqual(head.stop(), 0)
            self.assertNotIn("not heard from", head.log())
            head = self.site.start_worker(*options)
        self.site.wait_until("all are done", lambda: self.done() == 400)

    def test_work_is_done_by_workers_that_join_over_tcp(self):
        head = self.site.start_worker("--children", 0, "--work-endpoint",
                                      "tcp://127.0.0.1:*")
        endpoint = head.tcp_endpoint("work")
        process, output = self.submit_load()
        workers = [self.site.start_worker("--join", endpoint, "--children", 1)
                   for _ in range(2)]
        self.site.wait_until("some are done", lambda: self.done() > 10)
        workers[0].kill()
        self.assert_all_there_once(process, output)
        self.assertEqual(workers[1].stop(), 0)

    def test_publisher_reads_on_after_the_head_was_killed(self):
        head = self.site.start_worker("--children", 1)
        publisher = self.site.start_publisher()
        self.site.baogao("submit", "--wait", COUNTY)
        before = self.site.rows("figures", "--all")
        head.kill()
        self.assertEqual(self.site.rows("figures", "--all"), before)
        publisher.kill()
        self.site.start_publisher()
        self.assertEqual(self.site.rows("figures", "--all"), before)


if __name__ == "__main__":
    unittest.main(verbosity=2)
