"""deploy/prometheus and deploy/grafana: sound, and about metrics that there are."""
import json
import pathlib
import re
import tempfile
import unittest

import yaml

import promtool
from daemons import DATA
from http_site import HttpSite

HERE = pathlib.Path(__file__).resolve().parent
DEPLOY = HERE.parents[1] / "deploy"
ALERTS = DEPLOY / "prometheus/alerts.yml"
DASHBOARD = DEPLOY / "grafana/baogao.json"
COLUMNS = 24
NAME = re.compile(r"\bbaogao_\w+")
UNITS = {"none", "short", "percentunit", "s", "bytes", "ops", "reqps", "docs/s"}


def alerts():
    groups = yaml.safe_load(ALERTS.read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels():
    """Those that show something."""
    return [p for p in json.loads(DASHBOARD.read_text())["panels"] if p["type"] != "row"]


def expressions():
    """Each PromQL of the dashboard, with what Grafana puts in the place of its variables."""
    for panel in panels():
        for target in panel["targets"]:
            yield target["expr"].replace("$__rate_interval", "5m").replace("$instance", ".*")


class Rules(unittest.TestCase):
    def assert_accepts(self, *arguments):
        done = promtool.run(*arguments, cwd=HERE)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_promtool_accepts_the_rules_and_the_configuration(self):
        self.assert_accepts("check", "rules", ALERTS)
        self.assert_accepts("check", "config", DEPLOY / "prometheus/prometheus.yml")

    def test_each_alert_fires_when_it_should_and_not_before(self):
        self.assert_accepts("test", "rules", "alerts.test.yml")
        tried = set(re.findall(r'alertname="(\w+)"', (HERE / "alerts.test.yml").read_text()))
        self.assertEqual({rule["alert"] for rule in alerts()}, tried)

    def test_each_alert_says_how_bad_it_is_and_what_to_do(self):
        for rule in alerts():
            self.assertIn(rule["labels"]["severity"], {"critical", "warning"}, rule["alert"])
            self.assertIn("{{ $labels.instance }}", rule["annotations"]["summary"])
            self.assertGreater(len(rule["annotations"]["description"].split()), 4)


class Dashboard(unittest.TestCase):
    def test_panels_have_titles_units_and_a_place_of_their_own(self):
        taken, every = set(), json.loads(DASHBOARD.read_text())["panels"]
        self.assertEqual(len({panel["id"] for panel in every}), len(every))
        for panel in every:
            place = panel["gridPos"]
            self.assertLessEqual(place["x"] + place["w"], COLUMNS, panel["title"])
            cells = {(x, y) for x in range(place["x"], place["x"] + place["w"])
                     for y in range(place["y"], place["y"] + place["h"])}
            self.assertFalse(cells & taken, panel["title"])
            taken |= cells
        titles = [panel["title"] for panel in every]
        self.assertEqual(len(set(titles)), len(titles))
        for panel in panels():
            self.assertIn(panel["type"], {"stat", "timeseries"}, panel["title"])
            self.assertIn(panel["fieldConfig"]["defaults"]["unit"], UNITS, panel["title"])
            self.assertTrue(panel["title"] and panel["description"] and panel["targets"])
            references = [target["refId"] for target in panel["targets"]]
            self.assertEqual(len(set(references)), len(references))

    def test_it_asks_a_prometheus_that_is_chosen(self):
        dashboard = json.loads(DASHBOARD.read_text())
        variables = {v["name"]: v for v in dashboard["templating"]["list"]}
        self.assertEqual(variables["datasource"]["type"], "datasource")
        asked = [panel["datasource"] for panel in panels()]
        asked += [target["datasource"] for panel in panels() for target in panel["targets"]]
        for source in asked:
            self.assertEqual(source, {"type": "prometheus", "uid": "${datasource}"})

    def test_every_expression_is_promql(self):
        rules = [{"record": f"panel:expression:{i}", "expr": expression}
                 for i, expression in enumerate(expressions())]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "rules.yml"
            path.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}))
            done = promtool.run("check", "rules", path)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class Metrics(unittest.TestCase):
    def printed(self, site):
        status, _, body = site.get("/metrics")
        self.assertEqual(status, 200)
        return {re.match(r"\w+", line)[0] for line in body.decode().splitlines()
                if not line.startswith("#")}

    def test_what_rules_and_dashboard_ask_for_is_there(self):
        head, follower = HttpSite(), HttpSite()
        for site in (head, follower):
            self.addCleanup(site.close)
        head.start_worker("--children", 1)
        head.start_publisher()
        head.baogao("submit", "--wait", DATA / "court-2022.txt")
        head.get("/v1/figures")
        follower.start_publisher("--follow", head.endpoint("query"))
        follower.wait_until("it follows", lambda: "baogao_follow_silent_seconds"
                            in self.printed(follower))
        printed = self.printed(head) | self.printed(follower)
        asked = set(NAME.findall(" ".join(rule["expr"] for rule in alerts())))
        asked |= set(NAME.findall(" ".join(expressions())))
        self.assertEqual(asked - printed, set())
        # What is measured is shown, or somebody is woken for it.
        histograms = {name for name in printed if name.endswith(("_bucket", "_sum", "_count"))}
        unused = printed - asked - histograms
        self.assertEqual(unused, {"baogao_build_info", "baogao_head_info", "baogao_uptime_seconds",
                                  "baogao_store_change", "baogao_extractor_uncounted",
                                  "baogao_worker_leased"})


if __name__ == "__main__":
    unittest.main(verbosity=2)
