"""/metrics: in the form Prometheus reads, and true."""
import re
import subprocess
import unittest

import documents
import promtool
from daemons import DATA
from http_site import HttpSite

STAGES = ["decode", "repair", "normalise", "reports", "outline", "classify", "figures",
          "mentions", "pack"]

SAMPLE = re.compile(r'(baogao_\w+)(\{(?:\w+="(?:[^"\\]|\\.)*",?)*\})? (\S+)')


class Metrics(unittest.TestCase):
    def setUp(self):
        self.site = HttpSite()
        self.addCleanup(self.site.close)
        self.head = self.site.start_worker("--children", "1")
        self.publisher = self.site.start_publisher()
        scan = self.site.directory / "scan.bin"
        scan.write_bytes(bytes(range(256)) * 40)
        self.site.baogao("submit", "--wait", DATA / "county-government-2023.txt",
                         DATA / "court-2022.txt", scan, check=False)

    def text(self):
        status, headers, body = self.site.get("/metrics")
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
        return body.decode()

    def metrics(self):
        """Samples by name and labels; each of them was announced."""
        samples, types = {}, {}
        for line in self.text().splitlines():
            if line.startswith("# TYPE "):
                name, kind = line.split()[2:]
                self.assertNotIn(name, types)
                types[name] = kind
            elif not line.startswith("# HELP "):
                found = SAMPLE.fullmatch(line)
                self.assertTrue(found, line)
                name, labels, value = found.groups()
                base = re.sub("_(bucket|sum|count)$", "", name)
                self.assertIn(base if types.get(base) == "histogram" else name, types, line)
                samples[name + (labels or "")] = float(value)
        return samples

    def test_they_tell_of_documents_workers_and_answers(self):
        self.site.get("/v1/figures")
        self.site.get("/v1/figures", nothing="1")
        samples = self.metrics()
        for name, value in {
                'baogao_ready': 1,
                'baogao_head_up': 1,
                'baogao_documents{state="done"}': 2,
                'baogao_documents{state="dead"}': 1,
                'baogao_accepted_total': 3,
                'baogao_workers': 1,
                'baogao_extractor_uncounted': 0,
                'baogao_http_answers_total{path="/v1/figures",code="2xx"}': 1,
                'baogao_http_answers_total{path="/v1/figures",code="4xx"}': 1,
                'baogao_http_answer_seconds_count{path="/v1/figures"}': 2,
                'baogao_http_answer_seconds_bucket{path="/v1/figures",le="+Inf"}': 2}.items():
            self.assertEqual(samples.get(name), value, name)
        self.assertGreater(samples["baogao_store_bytes"], 4096)
        readings = [value for name, value in samples.items()
                    if name.startswith("baogao_extractor_readings_total{version=")]
        self.assertEqual(readings, [2])
        done = self.site.rows("reports", "--all")[0]["document"]["id"]
        self.site.baogao("reprocess", done)
        self.site.wait_until("it is read again", lambda: sum(
            value for name, value in self.metrics().items()
            if name.startswith("baogao_extractor_readings_total")) == 3)

    def test_without_a_head_the_rest_is_told(self):
        self.head.kill()
        samples = self.metrics()
        self.assertEqual(samples["baogao_head_up"], 0)
        self.assertNotIn("baogao_accepted_total", samples)
        self.assertIn("baogao_store_bytes", samples)

    def test_promtool_accepts_them(self):
        checked = promtool.run("check", "metrics", text=self.text())
        self.assertEqual((checked.returncode, checked.stderr), (0, ""), checked.stdout)

    def test_stages_documents_and_commits_are_timed(self):
        samples = self.metrics()
        for stage in STAGES:
            labels = f'{{stage="{stage}"}}'
            # Of two that are text, and one that decoding refuses.
            self.assertEqual(samples["baogao_extract_stage_seconds_count" + labels],
                             3 if stage == "decode" else 2, stage)
            self.assertGreater(samples["baogao_extract_stage_seconds_sum" + labels], 0)
        pdftotext = 'baogao_extract_stage_seconds_count{stage="pdftotext"}'
        self.assertEqual(samples[pdftotext], 0)
        self.assertEqual(samples["baogao_document_seconds_count"], 3)
        self.assertEqual(samples["baogao_commit_seconds_count"],
                         samples["baogao_commits_total"])
        read = sum(samples[f'baogao_extract_stage_seconds_sum{{stage="{stage}"}}']
                   for stage in STAGES)
        # A document waits for its commits besides; its times are whole milliseconds.
        self.assertLess(read, samples["baogao_document_seconds_sum"] + 3e-3)
        pdf = self.site.directory / "print.pdf"
        pdf.write_bytes(documents.as_pdf(["青山县人民政府工作报告"]))
        self.site.baogao("submit", "--wait", pdf)
        self.site.wait_until("its time is told", lambda: self.metrics()[pdftotext] == 1)
        self.assertGreater(self.metrics()[pdftotext.replace("count", "sum")], 0)

    def test_what_filters_look_at_is_kept_in_memory_as_told(self):
        self.site.wait_until("all is kept", lambda: self.metrics()["baogao_cache_documents"] == 2)
        self.assertGreater(self.metrics()["baogao_cache_bytes"], 0)
        found = self.site.rows("figures", "--all")
        self.site.baogao("submit", "--wait", self.other_document(0))
        self.site.wait_until("so is what comes", lambda:
                             self.metrics()["baogao_cache_documents"] == 3)
        [forgotten] = [row["document"]["id"] for row in self.site.rows("reports", "--all")
                       if row["document"]["name"] == "other-0.txt"]
        self.site.baogao("forget", forgotten)
        self.site.wait_until("what is forgotten is not", lambda:
                             self.metrics()["baogao_cache_documents"] == 2)
        self.publisher.stop()
        self.publisher = self.site.start_publisher("--cache-mib", 0)
        self.assertEqual(self.site.rows("figures", "--all"), found)
        self.assertEqual(self.metrics()["baogao_cache_documents"], 0)

    def test_submissions_that_are_put_off_are_counted(self):
        self.assertEqual(self.metrics()["baogao_put_off_total"], 0)
        self.head.stop()
        self.head = self.site.start_worker("--children", 0, "--max-waiting", 1)
        self.site.baogao("submit", self.other_document(0))
        late = subprocess.Popen(self.site.command("submit", self.other_document(1)),
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(late.wait)
        self.addCleanup(late.kill)
        self.site.wait_until("it is put off", lambda:
                             self.metrics().get("baogao_put_off_total", 0) >= 1)
        self.assertEqual(self.metrics()["baogao_queue_limit"], 1)

    def other_document(self, number):
        path = self.site.directory / f"other-{number}.txt"
        path.write_text(f"工作报告第{number}号\n")
        return path

    def test_a_follower_tells_how_far_behind_it_is(self):
        self.assertNotIn("baogao_follow_up", self.metrics())
        source, self.site = self.site, HttpSite()
        self.addCleanup(self.site.close)
        self.site.start_publisher("--follow", source.endpoint("query"))
        self.site.wait_until("it has all", lambda: self.metrics()["baogao_store_change"] == 3)
        samples = self.metrics()
        self.assertEqual(samples["baogao_follow_up"], 1)
        self.assertEqual(samples["baogao_follow_lag_changes"], 0)
        self.assertNotIn("baogao_head_up", samples)
        source.running[-1].kill()
        # It asks every two seconds whether somebody is there.
        self.site.wait_until("it is silent",
                             lambda: self.metrics()["baogao_follow_silent_seconds"] > 3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
