"""Full-text search with the real programs, over every way in."""
import json
import unittest

import client
import filtering
from daemons import DATA
from http_site import HttpSite
from test_query import PROTO

SCHEMA = client.Schema(PROTO)
QUERY = SCHEMA.query
COURT = DATA / "court-2022.txt"
TRADITIONAL = DATA / "hongkong-department-2018.txt"


class Search(unittest.TestCase):
    def setUp(self):
        self.site = HttpSite()
        self.addCleanup(self.site.close)
        self.site.start_worker("--children", "1")
        self.site.start_publisher()
        self.wire = self.enterContext(client.Asker(SCHEMA, self.site.endpoint("query")))

    def submit(self, *texts):
        """The names of documents with these texts."""
        paths = [self.site.directory / f"{number}.txt" for number in range(len(texts))]
        for path, text in zip(paths, texts):
            path.write_text(text, encoding="utf8")
        self.site.baogao("submit", "--wait", *paths)
        return [path.name for path in paths]

    def names(self, words):
        return [row["document"]["name"] for row in self.search(words)]

    def search(self, words, kind="reports", **filters):
        """The rows, the same over both transports."""
        status, _, page = self.site.get(f"/v1/{kind}", text=words, **filters)
        self.assertEqual(status, 200, page)
        number = QUERY.RowKind.Value("ROW_" + kind.upper().rstrip("S"))
        sent = self.wire.page(number, text=words,
                              **{name: int(value) for name, value in filters.items()})
        self.assertEqual([row["id"] for row in page["rows"]], [row.id for row in sent.rows])
        for row, other in zip(page["rows"], sent.rows):
            self.assertEqual(
                [(piece["text"], piece["span"], piece["marks"])
                 for piece in row.get("snippets", [])],
                [(piece.text, [piece.span.begin, piece.span.end],
                  [[mark.begin, mark.end] for mark in piece.marks]) for piece in other.snippets])
        self.assertEqual((page.get("candidates", 0), page["total"]),
                         (sent.candidates, sent.total))
        return page["rows"]

    def assert_pieces(self, row, path, words):
        """They stand in the text, and what they mark is what was searched."""
        source = path.read_bytes()
        self.assertGreater(len(row["snippets"]), 0)
        for piece in row["snippets"]:
            begin, end = piece["span"]
            self.assertEqual(source[begin:end].decode(), piece["text"])
            for mark in piece["marks"]:
                marked = piece["text"].encode()[slice(*mark)].decode()
                self.assertIn(marked, words)
                at = begin + mark[0]
                self.assertEqual(source[at:at + len(marked.encode())].decode(), marked)

    def test_words_are_found_in_either_script_and_where_they_stand(self):
        self.site.baogao("submit", "--wait", COURT, TRADITIONAL)
        row, = self.search("審結")
        self.assertEqual(row["document"]["name"], COURT.name)
        self.assert_pieces(row, COURT, ["审结"])
        for words in ("学校", "學校"):
            row, = self.search(words)
            self.assertEqual(row["document"]["name"], TRADITIONAL.name)
            self.assert_pieces(row, TRADITIONAL, ["學校"])
        self.assertEqual(self.search("審結 学校"), [])

    def test_text_is_a_filter_of_every_kind_of_rows(self):
        self.site.baogao("submit", "--wait", COURT, TRADITIONAL)
        for kind in filtering.KINDS:
            rows = self.search("审结", kind, limit=1000)
            of_court = self.site.get(f"/v1/{kind}", source=COURT.name, limit=1000)[2]["rows"]
            self.assertGreater(len(rows), 0)
            self.assertEqual([row["id"] for row in rows], [row["id"] for row in of_court])
            self.assertEqual({"snippets" in row for row in rows}, {kind == "reports"})

    def test_what_says_most_comes_first_and_phrases_are_exact(self):
        most, some, apart = self.submit(
            "工作报告\n乡村振兴，乡村振兴，乡村振兴。\n",
            "工作报告\n乡村振兴，还有许多别的事情要做。\n",
            "工作报告\n振兴乡村，还有许多别的事情要做。\n")
        self.assertEqual(self.names("乡村振兴"), [most, some])
        self.assertEqual(set(self.names("乡村 振兴")), {most, some, apart})
        self.assertEqual(self.names("“振兴，乡村”"), [most])
        self.assertEqual(self.names("“振兴、乡村”"), [])

    def test_forgotten_and_reprocessed_texts(self):
        kept, gone = self.submit("工作报告\n新建会客厅三处。\n", "工作报告\n新建会客厅五处。\n")
        ids = {row["document"]["name"]: row["document"]["id"] for row in self.search("会客厅")}
        again = self.site.directory / "again.txt"
        again.write_bytes((self.site.directory / gone).read_bytes())
        self.site.baogao("submit", "--wait", "--tag", "twice", again)
        self.assertEqual(len(self.site.rows("reports", "--tag", "twice")), 1)
        self.site.baogao("forget", ids[gone])
        self.assertEqual(self.names("会客厅"), [kept])
        self.assertEqual(self.names("五处"), [])
        self.site.baogao("reprocess", ids[kept])
        self.site.wait_until("it is read again", lambda: self.site.status()["waiting"] == 0)
        self.assertEqual(self.names("会客厅 三处"), [kept])
        self.site.baogao("check")

    def test_the_command_line_marks_the_words(self):
        self.site.baogao("submit", "--wait", COURT, TRADITIONAL)
        out = self.site.baogao("search", "审结", "案件").stdout
        self.assertIn("【审结】", out)
        self.assertIn(COURT.name, out)
        rows = [json.loads(line) for line in
                self.site.baogao("search", "--json", "审结", "案件").stdout.splitlines()]
        self.assertEqual(rows, self.search("审结 案件"))
        refused = self.site.baogao("search", "\"审结", check=False)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("quote", refused.stderr)


if __name__ == "__main__":
    unittest.main()
