#!/usr/bin/python3
"""The session in README.md, typed as it is printed there."""
import os
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/integration"))

from daemons import BIN, Site  # noqa: E402


def session():
    """Each command of the section, and what is printed below it."""
    section = (ROOT / "README.md").read_text().split("## A session\n")[1].split("\n## ")[0]
    blocks = re.findall(r"(?:^    .*\n)+", section, re.MULTILINE)
    for block in blocks:
        for part in re.split(r"^    \$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            yield command, re.sub("^    ", "", printed, flags=re.MULTILINE)


class Session(unittest.TestCase):
    def type(self, command):
        environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}",
                       "BAOGAO_DIR": str(self.site.directory / "v"), "LC_ALL": "C.UTF-8"}
        return subprocess.run(command, shell=True, cwd=ROOT, env=environment, text=True,
                              capture_output=True, timeout=60)

    def test_it_is_as_printed(self):
        self.site = Site()
        self.addCleanup(self.site.close)
        self.site.start_worker("--children", "1")
        self.site.start_publisher()
        told = [(command.replace("2023.csv", f"{self.site.directory}/2023.csv")
                 .replace("http://127.0.0.1:8470/", self.site.http_url()), printed)
                for command, printed in session() if not command.startswith("xdg-open")]
        self.assertGreater(len(told), 8)
        for command, printed in told:
            done = self.type(command)
            self.assertEqual((done.returncode, done.stderr), (0, ""), command)
            self.assertNotEqual(done.stdout, "", command)
            # "…" stands for the rest of a line; blanks at an end show nothing.
            wanted = ".*".join(map(re.escape, printed.split("…")))
            shown = re.sub(" +$|\n(?=\n)", "", done.stdout, flags=re.MULTILINE)
            if printed:
                self.assertRegex(shown, rf"\A{wanted}\Z", command)


if __name__ == "__main__":
    unittest.main()
