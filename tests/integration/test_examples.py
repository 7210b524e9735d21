#!/usr/bin/python3
"""The examples in three languages, run as their README says.

They do the same, so that what they print is the same. The one for Node
fetches its packages with npm; without it, or without a registry, its test
is skipped, and counted so since CTest runs it by itself.
"""

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

import npm_packages
from daemons import DATA, Site
from installed import BUILD, Installed

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "client/examples"
PACKAGES = BUILD / "tests/node-example"
SAMPLE = DATA / "county-government-2023.txt"


class Example(unittest.TestCase):
    """A language's example beside the figures that the command line prints."""

    @classmethod
    def setUpClass(cls):
        cls.installed = Installed()
        cls.addClassCleanup(cls.installed.close)
        cls.site = Site()
        cls.addClassCleanup(cls.site.close)
        cls.site.start_worker("--children", "1")
        cls.site.start_publisher()
        cls.site.baogao("submit", "--wait", SAMPLE)
        cls.expected = [
            "\t".join((row["id"], row["figure"]["value"], row["figure"]["unit"] or "",
                       row["figure"]["object"] or ""))
            for row in cls.site.rows("figures", "--all")]

    def assert_prints_the_figures(self, *command, **environment):
        arguments = [*command, self.site.directory / "v", SAMPLE]
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=120,
                              env={**os.environ, **environment})
        self.assertEqual((done.returncode, done.stderr), (0, ""), self.site.logs())
        self.assertGreater(len(self.expected), 10)
        self.assertEqual(done.stdout.splitlines(), self.expected)


class WithoutPackages(Example):
    def test_c(self):
        program = self.installed.compile(EXAMPLES / "submit_and_query.c")
        self.assert_prints_the_figures(program)

    def test_c_that_follows(self):
        program = self.installed.compile(EXAMPLES / "follow.c")
        known, = self.site.rows("watch", "--until-now")
        one = [known["store_id"], str(known["change_no"]), "done", known["document_id"], SAMPLE.name]
        with self.following(program) as follower:
            self.assertEqual(follower.stdout.readline().split(), one)
        with self.following(program, *one[:2]) as follower:
            self.site.baogao("submit", "--wait", DATA / "court-2022.txt")
            self.assertEqual(follower.stdout.readline().split()[2::2], ["done", "court-2022.txt"])
        done = subprocess.run([program, self.site.directory / "v", "0" * 32, "1"],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn("start again", done.stderr)

    @contextlib.contextmanager
    def following(self, program, *after):
        with subprocess.Popen([program, self.site.directory / "v", *after], text=True,
                              stdout=subprocess.PIPE) as follower:
            try:
                yield follower
            finally:
                follower.kill()

    def test_python(self):
        proto = self.installed.proto
        made = self.installed.prefix / "made"
        made.mkdir()
        subprocess.run(["protoc", f"--proto_path={proto}", f"--python_out={made}",
                        "record.proto", "query.proto", "series.proto", "wire.proto"], check=True)
        self.assert_prints_the_figures(sys.executable, "-B",
                                       EXAMPLES / "python/submit_and_query.py",
                                       PYTHONPATH=str(made))

    def test_lock_file_names_no_registry(self):
        self.assertNotIn("://", (EXAMPLES / "node/package-lock.json").read_text())


class Node(Example):
    def test_node(self):
        npm_packages.install(EXAMPLES / "node", PACKAGES)
        shutil.copy(EXAMPLES / "node/submit_and_query.js", PACKAGES)
        self.assert_prints_the_figures("node", PACKAGES / "submit_and_query.js",
                                       BAOGAO_PROTO=str(self.installed.proto))


if __name__ == "__main__":
    result = unittest.main(verbosity=2, exit=False).result
    if len(result.skipped) == result.testsRun:
        sys.exit(77)
    sys.exit(not result.wasSuccessful())
