#!/usr/bin/python3
"""The C library, from the outside: installed header and library only."""

import pathlib
import subprocess
import unittest

from daemons import DATA, Site
from installed import STRICT, Installed

HERE = pathlib.Path(__file__).resolve().parent / "library"
MEBIBYTE = 1 << 20
STREAMED = 2000


def setUpModule():
    global installed
    installed = Installed()
    unittest.addModuleCleanup(installed.close)


class OverTcp(unittest.TestCase):
    """The C++ program with a key, or none, at a head that wants one."""

    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)
        self.site.baogao("keys", "init")
        head = self.site.start_worker("--children", "1",
                                      "--submit-endpoint", "tcp://127.0.0.1:*")
        self.program = installed.compile(HERE / "stream.cpp", language="CXX", standard="c++17")
        self.endpoint = head.tcp_endpoint("submit")

    def stream(self, *settings):
        return subprocess.run([self.program, "5", f"submit_endpoint={self.endpoint}",
                               "timeout_ms=3000", *settings],
                              capture_output=True, text=True, timeout=60)

    def test_key_with_the_role_may_submit(self):
        secret = self.site.directory / "one.key"
        server = self.site.directory / "v/keys/server.cert"
        self.site.baogao("keys", "add", "one", "--roles", "submit", "--out", secret)
        done = self.stream(f"key={secret}", f"server_key={server}")
        self.assertEqual((done.returncode, done.stderr), (0, ""), self.site.logs())
        self.assertEqual(len(done.stdout.splitlines()), 10)

    def test_without_a_key_nothing_is_accepted(self):
        done = self.stream()
        self.assertEqual((done.returncode, done.stdout), (1, ""))

    def test_half_a_pair_of_keys_and_missing_files_are_told(self):
        self.assertIn("go together", self.stream("key=/nonexistent").stderr)
        self.assertIn("/nonexistent",
                      self.stream("key=/nonexistent", "server_key=/nonexistent").stderr)


class Library(unittest.TestCase):
    def setUp(self):
        self.site = Site()
        self.addCleanup(self.site.close)
        self.site.start_worker("--max-document-mib", "1", "--children", "1")

    def directory(self):
        return self.site.directory / "v"

    def run_whole(self, **how):
        self.site.start_publisher()
        program = installed.compile(HERE / "whole.c", **how)
        done = subprocess.run([program, self.directory(), DATA / "court-2022.txt",
                               str(MEBIBYTE)], capture_output=True, text=True, timeout=200)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""),
                         self.site.logs())

    def test_every_function_holds_in_c99_with_the_shared_library(self):
        self.run_whole()

    def test_every_function_holds_with_the_static_library(self):
        self.run_whole(standard="c11", static=True)

    def test_series_and_promises_are_told_in_c(self):
        self.site.start_publisher()
        self.site.baogao("submit", "--wait", *sorted((DATA / "series").glob("*.txt")))
        program = installed.compile(HERE / "compare.c")
        done = subprocess.run([program, self.directory()], capture_output=True, text=True,
                              timeout=200)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""),
                         self.site.logs())

    def test_no_document_is_lost_when_the_head_dies_under_a_cxx_program(self):
        program = installed.compile(HERE / "stream.cpp", language="CXX", standard="c++17")
        with subprocess.Popen([program, str(STREAMED), f"directory={self.directory()}"], text=True,
                              stdout=subprocess.PIPE) as stream:
            lines = [stream.stdout.readline() for _ in range(STREAMED // 4)]
            self.site.running[0].kill()
            self.site.start_worker("--max-document-mib", "1", "--children", "1")
            lines += stream.stdout.readlines()
        self.assertEqual(stream.returncode, 0, self.site.logs())
        for word in ("accepted", "done"):
            self.assertEqual(sorted(line.split()[1] for line in lines if line.startswith(word)),
                             sorted(map(str, range(STREAMED))))
        self.assertEqual(self.site.status()["done"], STREAMED)

    def test_header_stands_alone_in_old_and_new_dialects(self):
        flags = installed.flags("--cflags")
        for language, standard in (("c", "c99"), ("c", "c17"), ("c++", "c++98"), ("c++", "c++20")):
            with self.subTest(standard=standard):
                subprocess.run(["g++" if language == "c++" else "gcc", "-x", language,
                                f"-std={standard}", *STRICT, *flags, "-fsyntax-only", "-"],
                               input="#include <baogao.h>\n#include <baogao.h>\nint used;\n",
                               text=True, check=True)

    def test_libraries_show_only_what_the_header_declares(self):
        for name, options in (("libbaogao.so", ["-D"]), ("libbaogao.a", [])):
            printed = subprocess.run(["nm", *options, "--defined-only", "--extern-only",
                                      "--format=posix", installed.libraries / name],
                                     check=True, text=True, stdout=subprocess.PIPE).stdout
            names = [line.split()[0] for line in printed.splitlines() if len(line.split()) > 1]
            with self.subTest(library=name):
                self.assertIn("baogao_open", names)
                self.assertEqual([n for n in names if not n.startswith("baogao_")], [])

    def test_soname_has_a_version(self):
        printed = subprocess.run(["readelf", "-d", installed.libraries / "libbaogao.so"],
                                 check=True, text=True, stdout=subprocess.PIPE).stdout
        self.assertIn("soname: [libbaogao.so.0]", printed)


if __name__ == "__main__":
    unittest.main(verbosity=2)
