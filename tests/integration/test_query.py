#!/usr/bin/python3
"""Every query over both transports, against what its filters should give.

The programs come from $BAOGAO_BIN.
"""

import itertools
import json
import pathlib
import random
import re
import sys
import unittest
import urllib.error
import urllib.parse
import urllib.request

try:
    import google.protobuf  # noqa: F401
    import zmq  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

import client
import filtering
from daemons import DATA, Site

PROTO = pathlib.Path(__file__).resolve().parents[2] / "proto"
SCHEMA = client.Schema(PROTO)
WIRE, QUERY = SCHEMA.wire, SCHEMA.query
FIELDS = QUERY.Query.DESCRIPTOR.fields_by_name
# Chosen by the address over HTTP, and by the client.
NO_PARAMETERS = {"request_id", "rows"}
# How many random questions each seed makes.
QUESTIONS, SEEDS = 60, range(4)
# Filters for which records, texts or origins have to be opened.
OPENED = {"text", "mention", "mention_type", "source", "tag", "versions", "report"}
# How long a total may be counted for (publisher/query/query.c).
COUNT_MS = 80

# What each field takes, and what it does not; {x} stands for a record's own.
GOOD = {
    "report": "{document}", "source": "2022", "tag": "court", "text": "法院", "place": "{place}",
    "place_exact": "true", "year": "2022", "year_from": "2020", "year_to": "2022",
    "genre": "court", "author": "individual", "versions": "best",
    "section_kind": "review", "object": "案",
    "object_exact": "true", "action": "增", "action_exact": "true", "unit": "件",
    "kind": "money", "measure": "change", "direction": "up", "status": "plan",
    "value_from": "0.5", "value_to": "100", "period_from": "2021", "period_to": "2022-12-31",
    "mention": "法院", "mention_type": "organization", "sort": "date", "descending": "true",
    "limit": "3", "cursor": None,
}
# An empty enumeration, flag or number is no message of protobuf: HTTP alone.
BAD = {
    "report": ["x", "abc"], "year": ["0", "10000"], "year_from": ["0"], "year_to": ["10000"],
    "value_from": ["x", "1e3", ""], "value_to": ["1,5", "99999999999999999999"],
    "period_from": ["2020-13", ""], "period_to": ["soon"], "limit": ["0", "1001"],
    "cursor": ["x", ""], "text": ["\"x", "、", ""], "source": ["a" * 1025], "object": ["a" * 1025],
}
BAD_OVER_HTTP = {
    "place_exact": ["yes"], "genre": ["novel"], "author": [""], "versions": ["worst"],
    "section_kind": ["Review"],
    "object_exact": ["1"], "action_exact": ["1"], "kind": ["yuan"], "measure": ["much"],
    "direction": ["none"], "status": ["planned"], "mention_type": ["time"], "sort": ["best"],
    "descending": ["desc"], "year": ["x"], "limit": ["-1"],
}


class Http:
    """The publisher's pages over HTTP, with filters as texts."""

    def __init__(self, url):
        self.url = url

    def page(self, kind, /, **filters):
        url = f"{self.url}v1/{kind}?{urllib.parse.urlencode(filters)}"
        with urllib.request.urlopen(url, timeout=60) as reply:
            return json.load(reply)

    def pages(self, kind, /, **filters):
        page = self.page(kind, **filters)
        yield page
        while page["next_cursor"]:
            page = self.page(kind, **{**filters, "cursor": page["next_cursor"]})
            yield page

    def rows(self, kind, /, **filters):
        return [row for page in self.pages(kind, **filters) for row in page["rows"]]


def as_fields(filters):
    """Texts as the message has them: enumerators, numbers and flags."""
    fields = {}
    for name, text in filters.items():
        field = FIELDS[name]
        if field.type == field.TYPE_ENUM:
            value, = (v.number for v in field.enum_type.values
                      if v.name.lower().endswith("_" + text))
            fields[name] = value
        elif field.type == field.TYPE_UINT32:
            fields[name] = int(text)
        elif field.type == field.TYPE_BOOL:
            fields[name] = text == "true"
        else:
            fields[name] = text
    return fields


def row_kind(kind):
    return QUERY.RowKind.Value("ROW_" + kind.upper().rstrip("S"))


def piece_of(rng, text):
    """One to eight characters in a row, of an address that some are given."""
    begin = rng.randrange(len(text) - 1)
    return text[begin:begin + rng.randint(1, 8)]


class Query(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.close)
        cls.site.start_worker("--children", "1")
        cls.submit_samples()
        cls.site.start_publisher()
        cls.http = Http(cls.site.http_url())
        cls.wire = cls.enterClassContext(client.Asker(SCHEMA, cls.site.endpoint("query")))
        cls.listing = filtering.Listing(
            {kind: cls.http.rows(kind, limit=1000) for kind in filtering.KINDS}, cls.origins,
            lambda report: cls.http.page(f"reports/{report}/text")["text"])

    @classmethod
    def submit_samples(cls):
        """The samples, two of them under a second name with another tag: one of these
        comes when the document is read."""
        documents, cls.origins = [], {}
        for path in sorted(DATA.glob("*.txt")):
            tags = [path.stem.split("-")[0], "sample"]
            documents.append(client.Document(path.read_bytes(), name=path.name, tags=tags,
                                             source_uri=f"https://example.org/{path.stem}"))
            cls.origins[documents[-1].id()] = [path.name, f"https://example.org/{path.stem}", tags]
        again = client.Document(documents[0].data, name="again.txt", tags=["twice"])
        with client.Submitter(SCHEMA, cls.site.endpoint("submit")) as submitter:
            submitter.submit_all(documents)
            submitter.submit(again)
            submitter.wait([document.id() for document in documents])
            late = client.Document(documents[1].data, name="late.txt", tags=["thrice"])
            submitter.submit(late)
        for other in again, late:
            name, address, tags = cls.origins[other.id()]
            cls.origins[other.id()] = [f"{name}\n{other.declared['name']}", address,
                                       tags + other.declared["tags"]]

    def setUp(self):
        self.good = dict(GOOD, report=self.listing.rows["figures"][0]["document"]["id"][:8],
                         place=next(row["report"]["place"]["code"]
                                    for row in self.listing.rows["reports"]
                                    if row["report"]["place"]),
                         cursor=self.http.page("figures", limit=2)["next_cursor"])

    def ask_both(self, kind, /, **filters):
        """The ids over both transports, which must be the same, and totals.

        Unless one had no time left to look at all, and says so.
        """
        over_http = list(self.http.pages(kind, **filters))
        over_wire = list(self.wire.pages(row_kind(kind), **as_fields(filters)))
        ids = [row["id"] for page in over_http for row in page["rows"]]
        if not any([*(page["cut"] for page in over_http), *(page.cut for page in over_wire)]):
            self.assertEqual(ids, [row.id for page in over_wire for row in page.rows])
        for page, sent in (over_http[0], over_wire[0]), (over_http[-1], over_wire[-1]):
            self.assertEqual(page["as_of"], sent.as_of)
            self.assertGreater(min(page["took_us"], sent.took_us), 0)
        return ids, over_http

    def assert_refused(self, kind, field, value):
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.http.page(kind, **{field: value})
        self.assertEqual(refused.exception.code, 400)
        error = json.load(refused.exception)["error"]
        self.assertEqual((error["code"], error["field"]), ("field", field))
        self.assertIn(field, error["reason"])

    # ---- the contract

    def test_readme_lists_every_field_once(self):
        table = (PROTO / "README.md").read_text()
        listed = [name for line in re.findall(r"^\| (`[a-z_`, ]+`) \| .* \| "
                                              r"(?:report|document|section|figure|mention|page) \|",
                                              table, re.M)
                  for name in re.findall(r"`([a-z_]+)`", line)]
        self.assertEqual(sorted(listed), sorted(set(FIELDS) - NO_PARAMETERS))

    def test_every_field_is_asked_alike_over_both_transports(self):
        self.assertEqual(set(self.good), set(FIELDS) - NO_PARAMETERS)
        for kind, field in itertools.product(filtering.KINDS, self.good):
            if field == "descending":
                continue
            with self.subTest(f"{kind} {field}"):
                filters = {field: self.good[field]}
                if field == "sort":
                    filters["descending"] = self.good["descending"]
                ids, _ = self.ask_both(kind, **filters)
                if field in ("limit", "cursor"):
                    continue
                expected = (self.listing.sorted(kind, {}, "date", True) if field == "sort"
                            else self.listing.filtered(kind, filters))
                self.assertEqual(ids, [row["id"] for row in expected])
        self.assertTrue(all(self.listing.filtered("figures", {field: self.good[field]})
                            for field in filtering.OF_FIGURE))

    def test_bad_values_are_refused_by_field_over_both_transports(self):
        for kind, (field, values) in itertools.product(filtering.KINDS, BAD.items()):
            for value in values:
                with self.subTest(f"{kind} {field}={value[:20]}"):
                    self.assert_refused(kind, field, value)
                    with self.assertRaises(client.Refusal) as refused:
                        self.wire.page(row_kind(kind), **as_fields({field: value}))
                    self.assertEqual((refused.exception.code, refused.exception.field),
                                     (WIRE.REFUSED_FIELD, field))
        for field, values in BAD_OVER_HTTP.items():
            for value in values:
                with self.subTest(field=field, value=value):
                    self.assert_refused("figures", field, value)
        self.assertLessEqual(set(self.good) - set(BAD) - set(BAD_OVER_HTTP),
                             {"tag", "place", "action", "unit", "mention"})

    def test_fields_that_do_not_go_together_are_refused(self):
        for kind, filters, field in (("reports", {"sort": "value"}, "sort"),
                                     ("figures", {"descending": "true"}, "descending"),
                                     ("figures", {"sort": "value", "cursor": self.good["cursor"]},
                                      "cursor")):
            with self.subTest(**filters):
                with self.assertRaises(urllib.error.HTTPError) as refused:
                    self.http.page(kind, **filters)
                self.assertEqual(json.load(refused.exception)["error"]["field"], field)
                with self.assertRaises(client.Refusal) as refused:
                    self.wire.page(row_kind(kind), **as_fields(filters))
                self.assertEqual((refused.exception.code, refused.exception.field),
                                 (WIRE.REFUSED_FIELD, field))

    def test_a_cursor_of_one_transport_goes_on_in_the_other(self):
        for sort in {}, {"sort": "value", "descending": "true"}:
            whole, _ = self.ask_both("figures", limit=1000, **sort)
            seen, cursor = [], {}
            for turn in itertools.count():
                filters = {"limit": "9", **sort, **cursor}
                if turn % 2:
                    page = self.wire.page(QUERY.ROW_FIGURE, **as_fields(filters))
                    seen += [row.id for row in page.rows]
                    following = page.next_cursor
                else:
                    page = self.http.page("figures", **filters)
                    seen += [row["id"] for row in page["rows"]]
                    following = page["next_cursor"]
                if not following:
                    break
                cursor = {"cursor": following}
            self.assertEqual(seen, whole)

    # ---- a filtered query is the filter applied to the full listing

    def random_filters(self, rng, kind, among=None):
        """A few filters whose values some record has, or nearly has; of those named."""
        row = rng.choice(self.listing.rows[kind])
        figure = row.get("figure") or rng.choice(self.listing.rows["figures"])["figure"]
        mention = row.get("mention") or rng.choice(self.listing.rows["mentions"])["mention"]
        section = row.get("section") or rng.choice(self.listing.rows["sections"])["section"]
        report, origin = row["report"], self.origins[row["document"]["id"]]
        place = report["place"] or {"name": "万年县", "code": "361129"}
        object_, action = figure["object"] or "无", figure["action"] or "无"
        period, year = figure["period"] or "2021", str(report["year"] or 2021)
        norm = figure["norm"] or figure
        choices = {
            "report": row["document"]["id"][:rng.randint(4, 32)],
            "source": rng.choice([origin[0].split("\n")[0], "again", "late", "20", ".gbk",
                                  "example.org", piece_of(rng, origin[1]), "none at all"]),
            "tag": rng.choice(origin[2] + ["sample", "none", "thrice"]),
            "place": rng.choice([place["name"], place["code"], place["code"][:2] + "0000",
                                 place["code"][:4] + "00"]),
            "year": year, "year_from": year, "year_to": year,
            "genre": report["genre"], "author": report["author"],
            "section_kind": section["kind"],
            "object": rng.choice([object_, object_[:2], object_[-1:]]),
            "action": rng.choice([action, action[:1], ""]),
            "unit": figure["unit"], "kind": figure["kind"], "measure": figure["measure"],
            "direction": figure["direction"] or "down", "status": figure["status"],
            "value_from": rng.choice([figure["value"], norm["value"], "1", "0.5", "-3", "0"]),
            "value_to": rng.choice([figure["upper"] or figure["value"], norm["value"], "100000",
                                    "0", "-0.1"]),
            "period_from": rng.choice([period, "2021-03-05"]),
            "period_to": rng.choice([period, "2022-06"]),
            "mention": rng.choice([mention["text"], mention["text"][:2], mention["value"] or "2"]),
            "mention_type": mention["type"],
        }
        names = sorted(among or choices)
        filters = {name: choices[name]
                   for name in rng.sample(names, rng.randint(1, min(4, len(names))))}
        for name in "place", "object", "action":
            if name in filters and rng.random() < 0.5:
                filters[name + "_exact"] = rng.choice(["true", "false"])
        return filters

    def test_values_periods_and_origins_are_found_by_the_index(self):
        """Alone, or with what narrows no further, so that the index alone chooses."""
        self.hold_against_the_listing(
            {"value_from", "value_to", "period_from", "period_to", "source", "tag"})

    def test_filtered_is_the_filter_applied_to_the_listing(self):
        self.hold_against_the_listing(None)

    def hold_against_the_listing(self, among):
        matched = 0
        for seed in SEEDS:
            rng = random.Random(seed)
            for _ in range(QUESTIONS):
                kind = rng.choice(filtering.KINDS)
                filters = self.random_filters(rng, kind, among)
                with self.subTest(f"seed {seed}: {kind} {filters}"):
                    expected = self.listing.filtered(kind, filters)
                    ids, pages = self.ask_both(kind, limit=rng.choice(["7", "100", "1000"]),
                                               **filters)
                    self.assertEqual(ids, [row["id"] for row in expected])
                    self.assert_totals(kind, filters, pages, len(expected))
                    matched += bool(expected)
        # Few of them ask for nothing.
        self.assertGreater(matched, len(SEEDS) * QUESTIONS // 3)

    def test_sorted_is_the_listing_sorted(self):
        for seed in SEEDS:
            rng = random.Random(seed)
            for _ in range(QUESTIONS // 4):
                kind = rng.choice(filtering.KINDS)
                filters = self.random_filters(rng, kind) if rng.random() < 0.7 else {}
                sort = rng.choice(["date", "value"]) if kind == "figures" else "date"
                descending = rng.random() < 0.5
                with self.subTest(f"seed {seed}: {kind} {filters} by {sort} {descending}"):
                    expected = self.listing.sorted(kind, filters, sort, descending)
                    ids, pages = self.ask_both(kind, limit=rng.choice(["7", "1000"]), sort=sort,
                                               **({"descending": "true"} if descending else {}),
                                               **filters)
                    if not any(page["cut"] for page in pages):
                        self.assertEqual(ids, [row["id"] for row in expected])
                        self.assert_totals(kind, filters, pages, len(expected))

    def assert_totals(self, kind, filters, pages, count):
        """Exact; where records are opened to count, it may be less, and said so.

        Elsewhere, too, if the machine stood still until all time was used.
        """
        is_brief = kind in ("figures", "reports") and not OPENED & set(filters)
        for page in pages:
            if is_brief and page["took_us"] < COUNT_MS * 1000:
                self.assertFalse(page["at_least"])
            self.assertTrue(page["total"] <= count if page["at_least"]
                            else page["total"] == count)
        self.assertFalse(pages[-1]["at_least"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
