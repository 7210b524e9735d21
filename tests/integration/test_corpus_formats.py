"""Real reports as DOCX and GBK files give what their plain text gives.

Reads the corpus in $BAOGAO_SHARED in place; is skipped without it.
"""
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import daemons
import documents

CORPUS = pathlib.Path(os.environ.get("BAOGAO_SHARED", "/nowhere")) / "corpus"
# Of the figures of either, so many are the same; in print a line may end
# where nobody can tell whether a paragraph does.
EQUAL_IN_FILES = 0.99
EQUAL_IN_PRINT = 0.97


def records(path):
    done = subprocess.run([daemons.BIN / "baogao", "extract", "--json", path],
                          capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def figures(reports):
    return collections.Counter(documents.facts(figure) for report in reports
                               for figure in report["figures"])


def share_of_equal(one, other):
    found, expected = figures(records(one)), figures(records(other))
    return (found & expected).total() / max(found.total(), expected.total())


def text_of(name):
    """The plain text of a file's report, by the names both go by."""
    stem = pathlib.Path(name).stem
    plain = stem.removesuffix("_gbk")
    spellings = (stem.replace("prov2025_", "gov_prov_2025_"),
                 f"gov_county_{plain}", f"gov_{plain}",
                 f"gov_{plain.removeprefix('dxcarl_')}_dxcarl")
    for spelling in spellings:
        path = CORPUS / "txt" / f"{spelling}.txt"
        if path.exists():
            return path
    return None


class CorpusFormats(unittest.TestCase):
    def pairs(self, suffix):
        pairs = [(path, text_of(path.name))
                 for path in sorted((CORPUS / "formats").glob(f"*{suffix}"))]
        return [pair for pair in pairs if pair[1]]

    def test_docx_gives_the_figures_of_the_text(self):
        pairs = self.pairs(".docx")
        self.assertGreaterEqual(len(pairs), 5)
        for docx, text in pairs:
            share = share_of_equal(docx, text)
            print(f"{docx.name}: {share:.4f}")
            self.assertGreaterEqual(share, EQUAL_IN_FILES, docx.name)

    def test_gbk_gives_the_figures_of_utf8(self):
        pairs = self.pairs("_gbk.txt")
        self.assertGreaterEqual(len(pairs), 3)
        for gbk, text in pairs:
            share = share_of_equal(gbk, text)
            print(f"{gbk.name}: {share:.4f}")
            self.assertEqual(share, 1, gbk.name)

    def test_print_gives_the_figures_of_the_text(self):
        with tempfile.TemporaryDirectory() as folder:
            for _, text in self.pairs(".docx"):
                lines = [line.strip() for line in
                         text.read_text().splitlines() if line.strip()]
                pdf = pathlib.Path(folder) / f"{text.stem}.pdf"
                pdf.write_bytes(documents.as_pdf(lines))
                share = share_of_equal(pdf, text)
                print(f"{pdf.name}: {share:.4f}")
                self.assertGreaterEqual(share, EQUAL_IN_PRINT, pdf.name)


if __name__ == "__main__":
    if not CORPUS.is_dir():
        print("skipped: no corpus in $BAOGAO_SHARED")
        sys.exit(77)
    unittest.main()
