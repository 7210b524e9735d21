#!/usr/bin/python3
"""What `baogao export` writes, held against the rows that the publisher lists."""
import csv
import fcntl
import io
import json
import sqlite3
import unittest

from daemons import DATA, Site

SAMPLES = ("court-2022.txt", "county-government-2023.txt", "cppcc-member-2023.txt")
KINDS = ("reports", "sections", "figures", "mentions")


def as_text(value):
    """A JSON value as CSV has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return ",".join(value) if isinstance(value, list) else str(value)


class Export(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.close)
        cls.site.start_worker("--children", "1")
        cls.site.start_publisher()
        for name in SAMPLES:
            cls.site.baogao("submit", "--wait", DATA / name)
        cls.listed = {kind: cls.site.rows(kind, "--all") for kind in KINDS}

    def path(self, name):
        return self.site.directory / f"{self.id().rpartition('.')[2]}-{name}"

    def csv(self, *arguments):
        text = self.site.baogao("export", *arguments).stdout
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def test_csv_holds_the_fields_of_every_figure(self):
        rows = self.csv()
        self.assertEqual([row["id"] for row in rows],
                         [row["id"] for row in self.listed["figures"]])
        for row, listed in zip(rows, self.listed["figures"]):
            figure = listed["figure"]
            for field in ("text", "value", "upper", "bound", "unit", "per", "kind", "action",
                          "object", "indicator", "measure", "direction", "base", "period",
                          "accrual", "status", "confidence", "inherited", "rule"):
                self.assertEqual(row[field], as_text(figure[field]), field)
            self.assertEqual(row["part_of"], as_text(figure["of"]))
            self.assertEqual([int(row["span_begin"]), int(row["span_end"])], figure["span"])
            self.assertEqual(row["report_place"], as_text(listed["report"]["place"]
                                                          and listed["report"]["place"]["name"]))
            self.assertEqual(row["document_name"], listed["document"]["name"])

    def test_each_kind_has_its_rows_in_csv(self):
        for kind in KINDS:
            rows = self.csv(kind)
            self.assertEqual([row["id"] for row in rows], [row["id"] for row in self.listed[kind]])
            self.assertNotIn(None, rows[0], kind)

    def test_filters_are_those_of_queries(self):
        wanted = ["--year", "2022", "--unit", "件"]
        rows = self.csv("figures", *wanted)
        self.assertEqual([row["id"] for row in rows],
                         [row["id"] for row in self.site.rows("figures", "--all", *wanted)])
        self.assertTrue(0 < len(rows) < len(self.listed["figures"]))

    def test_what_a_spreadsheet_would_run_is_quoted_unless_verbatim(self):
        name = '=HYPERLINK("http://example.org","贝")'
        document = self.site.directory / "formula.txt"
        document.write_text("关于学习的报告\n2023年，参加培训3次。\n", encoding="utf-8")
        done = self.site.rows("submit", "--wait", "--name", name, document)
        try:
            report = ["--report", done[0]["document_id"]]
            self.assertEqual(self.csv(*report)[0]["document_name"], "'" + name)
            self.assertEqual(self.csv("--verbatim", *report)[0]["document_name"], name)
        finally:
            self.site.baogao("forget", done[0]["document_id"])

    def test_a_byte_order_mark_comes_first_and_only_if_asked_for(self):
        for options, begins in (([], b"id,"), (["--bom"], b"\xef\xbb\xbfid,")):
            path = self.path("figures.csv")
            self.site.baogao("export", "--force", *options, "--output", path)
            self.assertTrue(path.read_bytes().startswith(begins))

    def test_json_lines_are_the_rows_of_the_listing(self):
        path = self.path("rows.jsonl")
        said = self.site.baogao("export", "sections", "--output", path).stdout
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        self.assertEqual(rows, self.listed["sections"])
        self.assertEqual(said, f"{path}: {len(rows)} sections\n")

    def test_a_database_holds_everything_and_its_parts_fit(self):
        path = self.path("all.sqlite")
        said = self.site.rows("export", "--output", path)[0]
        db = sqlite3.connect(path)
        self.addCleanup(db.close)
        for kind in KINDS:
            ids = [row["id"] for row in self.listed[kind]]
            self.assertEqual(sorted(ids), [row[0] for row in db.execute(f"SELECT id FROM {kind} ORDER BY id")])
            self.assertEqual(said[kind], len(ids))
        self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        self.assertEqual(db.execute("PRAGMA foreign_key_check").fetchall(), [])
        self.assertEqual(db.execute("SELECT count(*) FROM documents").fetchone()[0], len(SAMPLES))
        self.assertEqual(db.execute("SELECT count(*) FROM figures_in_context").fetchone()[0],
                         len(self.listed["figures"]))
        wanted = sum(float(row["figure"]["value"]) for row in self.listed["figures"]
                     if row["figure"]["unit"] == "件")
        self.assertEqual(db.execute("SELECT sum(value) FROM figures WHERE unit = '件'").fetchone()[0],
                         wanted)
        # A part leads to its whole, a figure to its section.
        self.assertEqual(db.execute("SELECT count(*) FROM figures f WHERE part_of IS NOT NULL AND NOT "
                                    "EXISTS (SELECT 1 FROM figures w WHERE w.report_id = f.report_id "
                                    "AND w.number = f.part_of)").fetchone()[0], 0)
        self.assertEqual(db.execute("SELECT count(*) FROM figures f JOIN sections s ON s.report_id = "
                                    "f.report_id AND s.number = f.section WHERE s.title != "
                                    "f.section_title").fetchone()[0], 0)

    def test_a_filtered_database_still_fits_together(self):
        path = self.path("part.sqlite")
        self.site.baogao("export", "figures", "--unit", "件", "--output", path)
        db = sqlite3.connect(path)
        self.addCleanup(db.close)
        self.assertEqual(db.execute("PRAGMA foreign_key_check").fetchall(), [])
        self.assertEqual(db.execute("SELECT DISTINCT unit FROM figures").fetchall(), [("件",)])

    def test_a_file_that_is_there_is_kept_unless_told(self):
        path = self.path("kept.csv")
        path.write_text("mine")
        refused = self.site.baogao("export", "--output", path, check=False)
        self.assertEqual((refused.returncode, path.read_text()), (2, "mine"))
        self.assertIn("--force", refused.stderr)
        self.site.baogao("export", "--force", "--output", path)
        self.assertTrue(path.read_text(encoding="utf-8").startswith("id,"))

    def test_an_unfinished_file_has_another_name_and_one_writer(self):
        path = self.path("shared.csv")
        part = path.with_name(path.name + ".part")
        part.write_text("left behind by a program that was killed, longer than any heading" * 99)
        with open(part, "rb") as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            refused = self.site.baogao("export", "--output", path, check=False)
            self.assertEqual(refused.returncode, 3)
            self.assertIn("another program", refused.stderr)
            self.assertFalse(path.exists())
        self.site.baogao("export", "--output", path)
        self.assertFalse(part.exists())
        self.assertNotIn("left behind", path.read_text(encoding="utf-8"))

    def test_what_cannot_be_is_said(self):
        for arguments, word in ((["--output", "a.xyz"], "--format"),
                                (["--format", "sqlite"], "--output"),
                                (["--format", "xlsx"], "csv, jsonl, sqlite"),
                                (["people"], "figures"),
                                (["--year", "x"], "year")):
            refused = self.site.baogao("export", *arguments, check=False)
            self.assertEqual(refused.returncode, 2, arguments)
            self.assertIn(word, refused.stderr)
        nowhere = self.site.baogao("export", "--output", "/nowhere/a.csv", check=False)
        self.assertEqual(nowhere.returncode, 3)
        self.assertIn("/nowhere/a.csv", nowhere.stderr)


if __name__ == "__main__":
    unittest.main()
