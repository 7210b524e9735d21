"""/metrics: in the form Prometheus reads, and true."""
import re
import shutil
import subprocess
import unittest

from daemons import DATA
from http_site import HttpSite

SAMPLE = re.compile(r'(baogao_\w+)(\{(?:\w+="(?:[^"\\]|\\.)*",?)*\})? (\S+)')


class Metrics(unittest.TestCase):
    def setUp(self):
        self.site = HttpSite()
        self.addCleanup(self.site.close)
        self.head = self.site.start_worker("--children", "1")
        self.site.start_publisher()
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
        promtool = shutil.which("promtool")
        if not promtool:
            self.skipTest("no promtool (Debian's package prometheus)")
        checked = subprocess.run([promtool, "check", "metrics"], input=self.text(), text=True,
                                 capture_output=True, timeout=60)
        self.assertEqual((checked.returncode, checked.stderr), (0, ""), checked.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
