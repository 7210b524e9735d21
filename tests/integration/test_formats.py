"""The same report as files of every format, through the real programs."""
import json
import os
import unittest

import daemons
import documents

COUNTY = daemons.DATA / "county-government-2023.txt"


def paragraphs():
    lines = (line.strip() for line in COUNTY.read_text().splitlines())
    return [line for line in lines if line]


def files():
    text = paragraphs()
    plain = "\n".join(text)
    return {
        "plain.txt": plain.encode(),
        "mark.txt": b"\xef\xbb\xbf" + plain.encode(),
        "gbk.txt": plain.encode("gb18030"),
        "utf16le.txt": plain.encode("utf-16-le"),
        "utf16be.txt": plain.encode("utf-16-be"),
        "utf16.txt": plain.encode("utf-16"),
        "page.html": documents.as_html(text),
        "page-gb.htm": documents.as_html(text, "gb18030"),
        "word.docx": documents.as_docx(text),
        "print.pdf": documents.as_pdf(text),
        # Whatever a suffix says, the bytes know better.
        "wrong.txt": documents.as_docx(text),
        "nameless": documents.as_pdf(text, header="青山县文件汇编"),
        "unsaid": documents.as_html(text + ["（完）"]),
    }


def figures(rows):
    return sorted(map(documents.facts, rows))


class FormatsTest(unittest.TestCase):
    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)

    def write(self, name, content):
        path = self.site.directory / name
        path.write_bytes(content)
        return path

    def submit(self, *paths):
        """Each file's document id and how it ended, by its name."""
        done = self.site.baogao("submit", "--wait", "--json", *paths,
                                check=False)
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        return {os.path.basename(row["file"]): row for row in rows
                if row["result"] in ("done", "dead")}


class Readable(FormatsTest):
    def test_every_format_gives_the_same_figures(self):
        self.site.start_worker("--children", 2)
        self.site.start_publisher()
        paths = [self.write(name, content)
                 for name, content in files().items()]
        ends = self.submit(*paths)
        self.assertEqual({name: end["result"] for name, end in ends.items()},
                         {name: "done" for name in files()})
        rows = self.site.rows("figures", "--all")
        expected = None
        for name, end in ends.items():
            found = figures(row["figure"] for row in rows
                            if row["document"]["id"] == end["document_id"])
            expected = expected or found
            self.assertGreater(len(found), 50)
            self.assertEqual(found, expected, name)

    def test_extract_without_a_server_reads_the_same(self):
        results = {}
        for name, content in files().items():
            path = self.write(name, content)
            report, = self.site.rows("extract", path)
            results[name] = figures(report["figures"])
        for name, found in results.items():
            self.assertEqual(found, results["plain.txt"], name)


class Unreadable(FormatsTest):
    def assert_dead(self, reasons):
        ends = self.submit(*(self.write(name, content)
                             for name, (content, _) in reasons.items()))
        for name, (_, reason) in reasons.items():
            self.assertEqual(ends[name]["result"], "dead", name)
            self.assertIn(reason, ends[name]["reason"], name)

    def test_reason_is_plain(self):
        self.site.start_worker("--children", 1)
        pdf = documents.as_pdf(paragraphs())
        self.assert_dead({
            "locked.pdf": (documents.locked_pdf(), "encrypted"),
            "torn.pdf": (pdf[:200], "damaged"),
            "scan.pdf": (documents.image_pdf(), "images of pages"),
            "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
                        "save it as DOCX"),
            "torn.docx": (documents.as_docx(paragraphs())[:400], "DOCX"),
            "sheet.docx": (documents.zipped({"xl/workbook.xml": "<a/>"}),
                           "no word/document.xml"),
            "bomb.docx": (documents.zipped(
                {"word/document.xml": b" " * (80 << 20)}), "64 MiB"),
            "entities.docx": (documents.zipped({"word/document.xml":
                "<!DOCTYPE d [<!ENTITY a 'x'>]><d>&a;</d>"}),
                "document type"),
        })

    def test_missing_pdftotext_is_named(self):
        os.environ["BAOGAO_PDFTOTEXT"] = "/nowhere/pdftotext"
        self.addCleanup(os.environ.pop, "BAOGAO_PDFTOTEXT")
        self.site.start_worker("--children", 1)
        pdf = documents.as_pdf(paragraphs())
        self.assert_dead({"print.pdf": (pdf, "poppler-utils")})
        done = self.site.baogao("extract", self.write("print.pdf", pdf),
                                check=False)
        self.assertEqual(done.returncode, 3)
        self.assertIn("poppler-utils", done.stderr)


class Hanging(FormatsTest):
    def test_pdftotext_that_never_ends_is_ended(self):
        """A shell that waits for a line nobody writes stands in for it."""
        program = self.write("never", b"#!/bin/sh\nwhile :; do :; done\n")
        program.chmod(0o755)
        os.environ["BAOGAO_PDFTOTEXT"] = str(program)
        self.addCleanup(os.environ.pop, "BAOGAO_PDFTOTEXT")
        self.site.start_worker("--children", 1, "--max-attempts", 1,
                               "--time-limit", 2)
        pdf = self.write("print.pdf", documents.as_pdf(paragraphs()))
        text = self.write("plain.txt", COUNTY.read_bytes())
        ends = self.submit(pdf, text)
        self.assertEqual(ends["print.pdf"]["result"], "dead")
        self.assertIn("time limit", ends["print.pdf"]["reason"])
        self.assertEqual(ends["plain.txt"]["result"], "done")


if __name__ == "__main__":
    unittest.main()
