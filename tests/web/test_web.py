#!/usr/bin/python3
"""The web page in a browser: starts the programs, then page.test.mjs.

Screenshots are left in BUILD/tests/web/shots. Without a registry that npm
can fetch its packages from, the test is skipped.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "integration"))
import npm_packages
from daemons import DATA, Site

PACKAGES = pathlib.Path(os.environ["BAOGAO_BUILD"]).resolve() / "tests/web"
SAMPLES = ("county-government-2023.txt", "template-page.txt", "court-2022.txt",
           "cppcc-member-2023.txt", "hongkong-department-2018.txt")
BROWSER_SECONDS = 560


def report_of(year):
    """What the sample of 2023 says, as if of another year."""
    text = (DATA / SAMPLES[0]).read_text()
    return text.replace("2023年", f"{year}年").replace("2024年", f"{year + 1}年")


def long_report():
    """A report of more than 500 figures: what one says, with other digits."""
    lines = (DATA / SAMPLES[0]).read_text().splitlines(keepends=True)
    head, body = lines[:6], [line for line in lines[6:16] if len(line) > 60]
    for turn in range(7):
        digits = str.maketrans("123456789", "123456789"[turn:] + "123456789"[:turn])
        head += [line.translate(digits) for line in body]
    return "".join(head)


class Page(unittest.TestCase):
    def setUp(self):
        npm_packages.install(HERE, PACKAGES)
        self.site = Site()
        self.addCleanup(self.site.close)
        self.site.start_worker("--children", "1")
        self.site.start_publisher()
        scan = self.site.directory / "scan.bin"
        scan.write_bytes(bytes(range(256)) * 40)
        long = self.site.directory / "long.txt"
        long.write_text(long_report())
        earlier = [self.site.directory / f"{year}.txt" for year in (2021, 2022)]
        for path in earlier:
            path.write_text(report_of(int(path.stem)))
        self.site.baogao("submit", "--wait", *(DATA / name for name in SAMPLES),
                         scan, long, *earlier, check=False)

    def test_in_a_browser(self):
        link = self.site.baogao("status", "--url").stdout.strip()
        done = subprocess.run(
            ["node", "--test", "--test-reporter=spec", HERE / "page.test.mjs"],
            timeout=BROWSER_SECONDS, stdin=subprocess.DEVNULL,
            env={**os.environ, "BAOGAO_URL": self.site.http_url(), "BAOGAO_LINK": link,
                 "BAOGAO_PACKAGES": str(PACKAGES), "BAOGAO_SHOTS": str(PACKAGES / "shots"),
                 "BAOGAO_CHROMIUM": shutil.which("chromium") or ""})
        self.assertEqual(done.returncode, 0, self.site.logs())


if __name__ == "__main__":
    result = unittest.main(verbosity=2, exit=False).result
    if len(result.skipped) == result.testsRun:
        sys.exit(77)
    sys.exit(not result.wasSuccessful())
