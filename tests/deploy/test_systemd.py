#!/usr/bin/python3
"""The units hold together, are tight, and let the programs do their work."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import daemons
import units

# systemd's own scale: up to 2 is "OK", 9 is a service without any of this.
EXPOSURE_MAX = 2.0
INSTANCE = "baogao-join@1.service"

if not shutil.which("systemd-analyze"):
    print("skipped: no systemd-analyze")
    sys.exit(77)


class Files(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="bgu"))
        self.addCleanup(shutil.rmtree, self.directory)
        shutil.copytree(units.UNITS, self.directory, dirs_exist_ok=True)
        self.names = sorted(path.name for path in self.directory.glob("*.service"))
        for name in self.names:
            unit = self.directory / name
            unit.write_text(units.PROGRAM.sub(f"{daemons.BIN}/", unit.read_text()))

    def analyze(self, *arguments):
        return subprocess.run(
            ["systemd-analyze", "--no-pager", *arguments], text=True,
            capture_output=True, timeout=60,
            env={**os.environ, "SYSTEMD_UNIT_PATH": f"{self.directory}:"})

    def test_units_are_sound(self):
        shutil.copy(self.directory / "baogao-join@.service", self.directory / INSTANCE)
        names = [n for n in self.names if "@" not in n] + [INSTANCE]
        done = self.analyze("verify", *(str(self.directory / n) for n in names))
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_units_are_tight(self):
        self.assertEqual(len(self.names), 3)
        for name in self.names:
            done = self.analyze("security", "--offline=true", self.directory / name)
            exposure = re.search(r"exposure level for .*: ([\d.]+)", done.stdout)
            self.assertIsNotNone(exposure, done.stderr)
            self.assertLessEqual(float(exposure[1]), EXPOSURE_MAX, done.stdout)

    def test_each_unit_is_bounded_and_told_when_ready(self):
        for name in self.names:
            unit = dict(units.settings(self.directory / name))
            self.assertEqual(unit["Type"], "notify", name)
            self.assertEqual(unit["Restart"], "on-failure", name)
            for bound in ("MemoryMax", "LimitNOFILE", "TasksMax", "TimeoutStopSec"):
                self.assertIn(bound, unit, name)


class Running(unittest.TestCase):
    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        self.services = []
        self.addCleanup(self.stop_all)

    def stop_all(self):
        while self.services:
            self.services.pop().stop()

    def start(self, unit, filter_, **environment):
        service = units.Service(
            self.site.directory, unit,
            {"BAOGAO_DIR": str(self.site.directory / "v"),
             "BAOGAO_CONFIG": str(units.UNITS.parent / "baogao.zpl"), **environment},
            filter_)
        self.services.append(service)
        self.assertEqual(service.told, b"READY=1")
        return service

    def run_all(self, filter_=None):
        key = self.site.directory / "w1.key"
        self.site.baogao("keys", "init")
        self.site.baogao("keys", "add", "w1", "--roles", "work", "--out", key)
        head = self.start("baogao-worker.service", filter_, BAOGAO_WORKER_OPTIONS=
                          "--children 0 --work-endpoint tcp://127.0.0.1:*")
        endpoint = re.search(r"conversation=work endpoint=(tcp://\S+)", head.log())[1]
        join = self.start("baogao-join@.service", filter_, BAOGAO_HEAD=endpoint,
                          BAOGAO_JOIN_OPTIONS="--children 2", BAOGAO_KEY=str(key),
                          BAOGAO_SERVER_KEY=str(self.site.directory
                                                / "v/keys/server.cert"))
        publisher = self.start("baogao-publisher.service", filter_,
                               BAOGAO_PUBLISHER_OPTIONS="--http 127.0.0.1:0")
        self.site.baogao("submit", "--wait", *daemons.DATA.glob("co*.txt"))
        self.assertGreater(len(self.site.rows("figures", "--all")), 100)
        for service in (publisher, join, head):
            self.assertEqual(service.stop(), 0, service.log())
            # An extractor that was killed would be seen here.
            self.assertNotIn("warning", service.log())

    def test_services_tell_when_they_are_ready_and_end_cleanly(self):
        self.run_all()

    def test_services_need_no_call_that_the_sandbox_refuses(self):
        try:
            filter_ = units.confinement()
        except ImportError:
            self.skipTest("no python3-seccomp")
        if os.environ.get("BAOGAO_SANITIZE") == "1":
            self.skipTest("sanitizers make calls of their own")
        self.run_all(filter_)


if __name__ == "__main__":
    unittest.main()
