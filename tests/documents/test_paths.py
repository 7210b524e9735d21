#!/usr/bin/python3
"""What the documents name is there: files, folders, links, tests."""
import pathlib
import re
import shutil
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
# What a program makes, or a reader puts there.
MADE = re.compile(r"/keys|[*…]|\b(?!README|CHANGELOG)[A-Z]{3,}\b")
TOP = tuple(f"{path.name}/" for path in ROOT.iterdir()
            if path.is_dir() and path.name not in ("build", "var", ".git"))


def documents():
    """Those that git knows; without it, all but what was built."""
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "*.md"], text=True,
                            stdout=subprocess.PIPE).stdout.split() if shutil.which("git") else []
    return [ROOT / name for name in listed] or sorted(
        path for path in ROOT.rglob("*.md") if "build" not in path.parts)


def code_in(text):
    """What stands between backquotes or in indented blocks, word by word."""
    spans = re.findall(r"`([^`\n]+)`", text)
    spans += re.findall(r"^    (.+)$", text, re.MULTILINE)
    return {word.strip("`'\",;:()") for span in spans for word in span.split()}


class Paths(unittest.TestCase):
    def test_paths_from_the_top_are_there(self):
        for document in documents():
            for word in code_in(document.read_text()):
                path = word.split(":")[0].rstrip("/.")
                if word.startswith(TOP) and not MADE.search(word):
                    self.assertTrue((ROOT / path).exists() or (document.parent / path).exists(),
                                    f"{document.relative_to(ROOT)}: {word}")

    def test_links_lead_somewhere(self):
        for document in documents():
            for link in re.findall(r"\]\(([^)#\s]+)", document.read_text()):
                if "://" not in link:
                    self.assertTrue((document.parent / link).exists(),
                                    f"{document.relative_to(ROOT)}: {link}")


if __name__ == "__main__":
    unittest.main()
