"""Series, works and promises: the real daemons, over both transports.

The reports are those of tests/data/series: a city that is renamed between
2009 and 2010 and has no report on 2011, and another that gained a county.
"""
import json
import pathlib
import unittest
import urllib.error
import urllib.parse
import urllib.request

import client
from daemons import DATA, Site

PROTO = pathlib.Path(__file__).resolve().parents[2] / "proto"
REPORTS = sorted((DATA / "series").glob("*.txt"))


def plain_name(field, number):
    """What an enumerator of the wire is called in JSON."""
    value = field.enum_type.values_by_number[number].name
    for prefix in ("MEASURE_", "KIND_", "ACCRUAL_", "RESULT_", "BREAK_"):
        value = value.removeprefix(prefix)
    return value.lower()


def ask(url):
    """The answer; asked again where a machine at work elsewhere cut it."""
    while True:
        with urllib.request.urlopen(url) as reply:
            answer = json.load(reply)
        if not answer.get("cut"):
            return answer


class Answers:
    """Questions over HTTP and over ZeroMQ, whose answers must agree."""

    def __init__(self, site, socket):
        self.url = site.http_url()
        self.socket = socket

    def http(self, path, **parameters):
        return ask(f"{self.url}{path}?{urllib.parse.urlencode(parameters)}")

    def refusal(self, path, **parameters):
        try:
            self.http(path, **parameters)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)["error"]["field"]
        raise AssertionError("it was answered")


def points(line):
    """{period: [(value, bound) …]}, gaps with none."""
    return {s["period"]: [(p["value"], p["row"]["figure"]["bound"])
                          for p in s["points"]] for s in line["steps"]}


def values(line):
    return {period: [v for v, _ in stated]
            for period, stated in points(line).items()}


class SeriesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.close)
        cls.site.start_worker()
        cls.site.start_publisher()
        cls.site.baogao("submit", "--wait", *map(str, REPORTS))
        schema = client.Schema(PROTO)
        cls.socket = client.Socket(schema, cls.site.endpoint("query"))
        cls.addClassCleanup(cls.socket.dealer.close)
        cls.answers = Answers(cls.site, cls.socket)

    def lines(self, **asked):
        return self.answers.http("v1/series", **asked)["lines"]

    def line(self, measure, **asked):
        found = [l for l in self.lines(**asked) if l["measure"] == measure]
        self.assertEqual(len(found), 1, found)
        return found[0]

    # ---- series ------------------------------------------------------------

    def test_a_series_goes_through_a_renaming(self):
        for place in ("襄樊市", "襄阳市", "420600"):
            line = self.line("level", indicator="gdp", place=place)
            self.assertEqual(line["place"]["name"], "襄阳市")
            self.assertEqual(list(values(line)), ["2008", "2009", "2010",
                                                  "2011", "2012", "2013"])

    def test_measures_are_never_mixed(self):
        lines = self.lines(indicator="gdp", place="襄阳市")
        self.assertEqual({(l["measure"], l["unit"]) for l in lines},
                         {("level", "元"), ("change", "%")})

    def test_a_year_without_figure_is_a_gap(self):
        line = self.line("level", indicator="gdp", place="襄阳市")
        self.assertEqual(values(line)["2011"], [])

    def test_points_that_differ_are_both_kept_newest_report_first(self):
        line = self.line("level", indicator="gdp", place="襄阳市")
        self.assertEqual(values(line)["2010"],
                         ["154000000000", "153800000000"])
        step = next(s for s in line["steps"] if s["period"] == "2010")
        self.assertEqual([p["row"]["document"]["name"] for p in step["points"]],
                         ["xiangyang-2012.txt", "xiangyang-2010.txt"])

    def test_bounds_are_kept(self):
        line = self.line("level", indicator="grain_output", place="襄阳市")
        self.assertEqual(points(line)["2012"], [("4500000000", "over")])

    def test_units_are_reconciled(self):
        line = self.line("level", indicator="afforestation", place="襄阳市")
        self.assertEqual(line["unit"], "m2")
        stated = values(line)
        self.assertEqual((stated["2008"], stated["2010"]),
                         (["200000000"], ["220000000"]))
        self.assertTrue(stated["2009"][0].startswith("186666666"))

    def test_currencies_are_not_reconciled(self):
        lines = self.lines(indicator="exports", place="合肥市")
        self.assertEqual({l["currency"]: list(values(l)) for l in lines},
                         {"CNY": ["2010"], "USD": ["2012"]})

    def test_annexes_stay_out(self):
        for line in self.lines(indicator="gdp", place="襄阳市"):
            for stated in values(line).values():
                self.assertNotIn("999900000000", stated)
                self.assertNotIn("99", stated)

    def test_a_change_of_definition_is_a_break(self):
        line = self.line("level", indicator="gdp", place="襄阳市")
        breaks = {s["period"]: [(b["kind"], b["year"]) for b in s["breaks"]]
                  for s in line["steps"] if s["breaks"]}
        self.assertEqual(breaks, {"2013": [("definition", 2013)]})

    def test_a_change_of_boundary_is_a_break(self):
        line = self.line("change", indicator="gdp", place="合肥市")
        step, = (s for s in line["steps"] if s["breaks"])
        self.assertEqual(step["period"], "2011")
        self.assertEqual({b["kind"] for b in step["breaks"]}, {"boundary"})
        self.assertIn("with 庐江县", [b["note"] for b in step["breaks"]])

    def test_every_point_leads_to_its_sentence(self):
        line = self.line("change", indicator="gdp", place="襄阳市")
        for step in line["steps"]:
            for point in step["points"]:
                cited = self.answers.http(f"v1/cite/{point['row']['id']}")
                self.assertIn(point["row"]["figure"]["text"],
                              cited["sentence"])

    def test_a_name_of_the_indicator_or_an_object_do_as_well(self):
        by_id = self.lines(indicator="gdp", place="襄阳市")
        self.assertEqual(self.lines(indicator="地区生产总值", place="襄阳市"),
                         by_id)
        by_object = self.line("level", object="地区生产总值", place="襄阳市")
        self.assertEqual(by_object["object"], "地区生产总值")
        self.assertEqual(values(by_object), values(
            self.line("level", indicator="gdp", place="襄阳市")))
        self.assertEqual(self.lines(object="生产总值", place="襄阳市"), [])

    def test_years_and_status_narrow(self):
        line = self.line("level", indicator="gdp", place="襄阳市",
                         **{"from": 2010, "to": 2012})
        self.assertEqual(list(values(line)), ["2010", "2011", "2012"])
        plans = self.line("change", indicator="gdp", place="襄阳市",
                          status="plan")
        self.assertEqual(values(plans)["2009"], ["12"])

    def test_a_series_over_places(self):
        line = self.line("level", indicator="gdp", over="places", period="2012")
        self.assertIsNone(line["place"])
        self.assertEqual([(s["place"]["name"], s["points"][0]["value"])
                          for s in line["steps"]],
                         [("合肥市", "416400000000"), ("襄阳市", "250100000000")])
        inside = self.line("level", indicator="gdp", over="places",
                           period="2012", place="湖北省")
        self.assertEqual([s["place"]["name"] for s in inside["steps"]],
                         ["襄阳市"])

    def test_bad_questions_name_the_field(self):
        for field, asked in (
                ("indicator", {"indicator": "nothing", "place": "襄阳市"}),
                ("indicator", {"place": "襄阳市"}),
                ("object", {"indicator": "gdp", "object": "粮食",
                            "place": "襄阳市"}),
                ("place", {"indicator": "gdp"}),
                ("period", {"indicator": "gdp", "over": "places"}),
                ("to", {"indicator": "gdp", "place": "襄阳市", "from": 2012,
                        "to": 2010}),
                ("measure", {"indicator": "gdp", "place": "襄阳市",
                             "measure": "size"})):
            self.assertEqual(self.answers.refusal("v1/series", **asked),
                             (400, field))

    def test_both_transports_answer_alike(self):
        page = self.socket.ask("series", indicator="gdp", place="襄阳市")
        told = self.answers.http("v1/series", indicator="gdp", place="襄阳市")
        self.assertEqual(page.as_of, told["as_of"])
        self.assertEqual(
            [(plain_name(l.DESCRIPTOR.fields_by_name["measure"], l.measure),
              l.unit, [(s.period, [p.value for p in s.points],
                        [b.note for b in s.breaks]) for s in l.steps])
             for l in page.lines],
            [(l["measure"], l["unit"],
              [(s["period"], [p["value"] for p in s["points"]],
                [b["note"] for b in s["breaks"]]) for s in l["steps"]])
             for l in told["lines"]])

    def test_a_refusal_names_the_field_on_the_socket_too(self):
        with self.assertRaises(client.Refusal) as refused:
            self.socket.ask("series", indicator="nothing", place="襄阳市")
        self.assertEqual(refused.exception.field, "indicator")

    def test_the_command_prints_each_line(self):
        rows = self.site.rows("series", "--indicator", "gdp", "--place",
                              "襄阳市")
        self.assertEqual(rows, self.lines(indicator="gdp", place="襄阳市"))
        text = self.site.baogao("series", "--indicator", "gdp", "--place",
                                "襄阳市").stdout
        self.assertIn("definition", text)
        self.assertIn("250,100,000,000", text)

    # ---- promises ----------------------------------------------------------

    def promises(self, **asked):
        return self.answers.http("v1/promises", place="襄阳市",
                                 **asked)["promises"]

    def results(self, **asked):
        return {p["promise"]["figure"]["object"]:
                (p["outcome"] and p["outcome"]["figure"]["text"], p["result"])
                for p in self.promises(**asked)}

    def test_outcomes_come_from_the_first_report_after_the_period(self):
        self.assertEqual(self.results(year=2009), {
            "地区生产总值": ("12.8%", "met"),
            "城镇登记失业率": ("4.2%", "met"),
            "居民消费价格涨幅": ("0.6%", "exceeded"),
            "粮食产量": ("405万吨", "missed"),
            "农村公路": ("1000公里", "exceeded"),
            "图书馆": (None, "unknown"),
        })
        self.assertEqual(self.results(year=2010), {
            "地区生产总值": ("16%", "exceeded"),
            "社会消费品零售总额": ("18.5%", "exceeded"),
            "粮食产量": ("447万吨", "met"),
        })

    def test_an_estimate_does_where_nothing_is_done(self):
        outcome, = (p["outcome"] for p in self.promises(year=2013)
                    if p["promise"]["figure"]["indicator"] == "gdp")
        self.assertEqual(outcome["figure"]["status"], "estimate")

    def test_promises_without_outcome_are_listed(self):
        # No report on 2011; the one on 2012 says nothing of it.
        self.assertEqual(self.results(year=2011),
                         {"地区生产总值": (None, "unknown")})
        self.assertEqual(self.results(year=2014),
                         {"地区生产总值": (None, "unknown")})

    def test_a_sentence_that_states_fulfilment_is_linked(self):
        promise, = (p for p in self.promises(year=2010)
                    if p["promise"]["figure"]["object"] == "粮食产量")
        self.assertEqual([s["figure"]["text"] for s in promise["statements"]],
                         ["104%"])

    def test_filters_and_pages(self):
        everything = self.promises(limit=1000)
        self.assertEqual(
            [p for p in everything if p["result"] == "missed"],
            self.promises(result="missed"))
        self.assertEqual(
            [p for p in everything
             if p["promise"]["figure"]["indicator"] == "gdp"],
            self.promises(indicator="地区生产总值"))
        paged, cursor = [], {}
        while True:
            page = self.answers.http("v1/promises", place="襄阳市", limit=2,
                                     **cursor)
            self.assertLessEqual(len(page["promises"]), 2)
            paged += page["promises"]
            if not page["next_cursor"]:
                break
            cursor = {"cursor": page["next_cursor"]}
        self.assertEqual(paged, everything)

    def test_bad_questions_about_promises_name_the_field(self):
        for field, asked in (("place", {}),
                             ("cursor", {"place": "襄阳市", "cursor": "x"}),
                             ("result", {"place": "襄阳市", "result": "kept"}),
                             ("indicator", {"place": "襄阳市",
                                            "indicator": "nothing"})):
            self.assertEqual(self.answers.refusal("v1/promises", **asked),
                             (400, field))

    def test_promises_are_alike_on_both_transports_and_in_the_command(self):
        page = self.socket.ask("promises", place="襄阳市")
        told = self.promises()
        field = page.promises[0].DESCRIPTOR.fields_by_name["result"]
        self.assertEqual(
            [(p.promise.id, p.outcome.id if p.HasField("outcome") else None,
              plain_name(field, p.result), [s.id for s in p.statements])
             for p in page.promises],
            [(p["promise"]["id"], p["outcome"] and p["outcome"]["id"],
              p["result"], [s["id"] for s in p["statements"]]) for p in told])
        self.assertEqual(self.site.rows("promises", "--place", "襄阳市"), told)


class WorksTest(unittest.TestCase):
    """A report that was crawled several times counts once."""

    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)
        self.site.start_worker()
        self.site.start_publisher()

    def submit(self, name, text):
        path = self.site.directory / name
        path.write_text(text)
        self.site.baogao("submit", "--wait", str(path))

    def points(self):
        asked = {"indicator": "gdp", "place": "襄阳市", "measure": "level"}
        lines = ask(f"{self.site.http_url()}v1/series?"
                    + urllib.parse.urlencode(asked))["lines"]
        return {s["period"]: [(p["value"], p["row"]["document"]["name"],
                               len(p["repeats"])) for p in s["points"]]
                for line in lines for s in line["steps"]}

    def test_the_most_complete_version_counts(self):
        whole = (DATA / "series/xiangfan-2009.txt").read_text()
        lines = whole.splitlines(keepends=True)
        self.submit("cut.txt", "".join(lines[:5]))
        self.assertEqual(self.points(),
                         {"2009": [("120100000000", "cut.txt", 0)]})
        self.submit("whole.txt", whole)
        self.submit("again.txt", "下载 打印\n" + whole)
        self.assertEqual(self.points(),
                         {"2009": [("120100000000", "whole.txt", 0)]})
        self.site.baogao("forget", self.document("whole.txt"))
        self.site.wait_until("the next best counts",
                             lambda: self.points()["2009"][0][1] == "again.txt")

    def test_another_sitting_is_another_work(self):
        whole = (DATA / "series/xiangfan-2009.txt").read_text()
        self.submit("one.txt", whole)
        self.submit("two.txt", whole.replace("第五次会议", "第六次会议"))
        self.assertEqual(self.points()["2009"],
                         [("120100000000", "two.txt", 1)])

    def reports(self, *options):
        return {r["document"]["name"]: r.get("work")
                for r in self.site.rows("reports", "--all", *options)}

    def test_queries_take_one_version_of_a_work(self):
        whole = (DATA / "series/xiangfan-2009.txt").read_text()
        lines = whole.splitlines(keepends=True)
        self.submit("cut.txt", "".join(lines[:5]))
        self.submit("whole.txt", whole)
        self.submit("other.txt", (DATA / "series/hefei-2010.txt").read_text())
        self.assertEqual(self.reports(), {"cut.txt": None, "whole.txt": None,
                                          "other.txt": None})
        every = self.reports("--versions", "all")
        self.assertEqual(set(every), {"cut.txt", "whole.txt", "other.txt"})
        self.assertEqual(every["cut.txt"], every["whole.txt"])
        self.assertNotEqual(every["cut.txt"], every["other.txt"])
        # Named by the version that was accepted first, not by the best.
        self.assertTrue(every["whole.txt"].startswith(self.document("cut.txt")))
        best = self.reports("--versions", "best")
        self.assertEqual(best, {name: every[name]
                                for name in ("whole.txt", "other.txt")})
        for rows in ("figures", "sections"):
            listed = self.site.rows(rows, "--all", "--versions", "best")
            self.assertEqual({r["document"]["name"] for r in listed},
                             {"whole.txt", "other.txt"})
            self.assertTrue(all(r["work"] for r in listed))
        dated = self.site.rows("figures", "--all", "--versions", "best",
                               "--sort", "date")
        self.assertEqual({r["document"]["name"] for r in dated},
                         {"whole.txt", "other.txt"})
        page = ask(f"{self.site.http_url()}v1/reports?versions=best")
        self.assertEqual((len(page["rows"]), page["total"]), (2, 2))

    def test_reports_of_other_figures_are_other_works(self):
        whole = (DATA / "series/xiangfan-2009.txt").read_text()
        self.submit("one.txt", whole)
        # Three of ten figures are others: fewer than 0.8 are equal.
        self.submit("two.txt", whole.replace("1201", "1301")
                    .replace("0.6%", "0.7%").replace("1000公里", "900公里"))
        self.assertEqual(set(self.reports("--versions", "best")),
                         {"one.txt", "two.txt"})
        # Two are.
        self.submit("three.txt", whole.replace("1201", "1401")
                    .replace("0.6%", "0.8%"))
        self.assertEqual(set(self.reports("--versions", "best")),
                         {"one.txt", "two.txt"})

    def document(self, name):
        row, = (r for r in self.site.rows("reports", "--all")
                if r["document"]["name"] == name)
        return row["document"]["id"]


if __name__ == "__main__":
    unittest.main()
