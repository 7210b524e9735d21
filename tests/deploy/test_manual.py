#!/usr/bin/python3
"""The manual pages, as built: what is in them, and whether they are sound."""
import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

BIN = pathlib.Path(os.environ["BAOGAO_BIN"])
PAGES = pathlib.Path(os.environ["BAOGAO_BUILD"]) / "deploy/man"
SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "deploy/baogao.zpl"
# Of others: they are told of, and are no part of this manual.
ELSEWHERE = {"systemd(1)"}


def text_of(name):
    path, = PAGES.glob(f"man*/{name}.gz")
    return gzip.decompress(path.read_bytes()).decode()


def help_of(*words):
    return subprocess.run([BIN / words[0], *words[1:], "--help"], check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def commands():
    listed = help_of("baogao").split("Commands:\n")[1].split("\n\n")[0]
    return re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE)


class Manual(unittest.TestCase):
    def test_each_program_and_command_has_a_page_with_all_its_options(self):
        asked = {"baogao.1": ["baogao"], "baogao-worker.8": ["baogao-worker"],
                 "baogao-publisher.8": ["baogao-publisher"]}
        for command in commands():
            asked[f"baogao-{command}.1"] = ["baogao", command]
        there = {path.name.removesuffix(".gz") for path in PAGES.glob("man*/*")}
        self.assertEqual(there, {*asked, "baogao.zpl.5"})
        for name, words in asked.items():
            told = re.findall(r"^  (--[a-z-]+)", help_of(*words), re.MULTILINE)
            paged = re.findall(r"^\.TP\n\\fB(\\-\\-\S+)\\fR", text_of(name), re.MULTILINE)
            self.assertEqual([word.replace("\\", "") for word in paged], told, name)

    def test_the_file_s_page_has_the_keys_of_the_sample(self):
        page = text_of("baogao.zpl.5")
        for section in "worker", "publisher", "client":
            keys = page.split(f"SECTION {section.upper()}\n")[1].split(".SH")[0]
            paged = re.findall(r"^\.TP\n\\fB(\S+)\\fR", keys, re.MULTILINE)
            part = SAMPLE.read_text().split(f"\n{section}\n")[1].split("\n\n")[0]
            wanted = set(re.findall(r"^#    ([a-z-]+)", part, re.MULTILINE))
            self.assertEqual({key.replace("\\", "") for key in paged}, wanted, section)

    def test_what_they_point_to_is_there(self):
        there = {path.name.removesuffix(".gz") for path in PAGES.glob("man*/*")}
        for name in there:
            for page, section in re.findall(r"^\.BR (\S+) \(([0-9])\)", text_of(name),
                                            re.MULTILINE):
                page = page.replace("\\", "")
                self.assertTrue(f"{page}.{section}" in there or f"{page}({section})" in ELSEWHERE,
                                f"{name}: {page}({section})")

    @unittest.skipUnless(shutil.which("mandoc"), "no mandoc here")
    def test_mandoc_has_nothing_against_them(self):
        for path in sorted(PAGES.glob("man*/*")):
            done = subprocess.run(["mandoc", "-Tlint", "-Wwarning"], text=True,
                                  input=gzip.decompress(path.read_bytes()).decode(),
                                  capture_output=True)
            self.assertEqual(done.stdout, "", path.name)


if __name__ == "__main__":
    if not PAGES.exists():
        print("built without a manual")
        sys.exit(77)
    unittest.main()
