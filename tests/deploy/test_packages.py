#!/usr/bin/python3
"""The Debian packages of this build are complete, and fit together.

tests/newcomer/run installs and removes them; here nothing is installed.
"""
import email
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

DEPLOY = units.UNITS.parent
BUILD = daemons.BIN.parent
NAMES = {"baogao", "baogao-worker", "baogao-publisher", "libbaogao0", "libbaogao-dev"}
# On every Debian, and needed by the units; who makes users is one of three.
ALWAYS = {"libc6", "systemd", "procps"}
TOOLS = ("cpack", "dpkg-deb", "dpkg-shlibdeps", "file")

if not all(map(shutil.which, TOOLS)):
    print("skipped: needs", *TOOLS)
    sys.exit(77)
if os.environ.get("BAOGAO_SANITIZE") == "1":
    print("skipped: nobody packages what a sanitizer is linked into")
    sys.exit(77)


def listed(name):
    lines = (DEPLOY / f"packages/{name}.txt").read_text().splitlines()
    return {line.split()[0] for line in lines if line and line[0] != "#"}


class Package:
    def __init__(self, archive, directory):
        subprocess.run(["dpkg-deb", "--raw-extract", archive, directory], check=True)
        self.root, self.scripts = directory, directory / "DEBIAN"
        self.fields = email.message_from_string((self.scripts / "control").read_text())
        self.name = self.fields["Package"]
        self.files = {path.relative_to(directory) for path in directory.rglob("*")
                      if not path.is_dir() and self.scripts not in path.parents}

    def needs(self):
        """The names it depends on, the first of alternatives."""
        depends = self.fields.get("Depends", "")
        return set(re.findall(r"(?:^|, )([a-z0-9.+-]+)", depends))

    def units(self):
        return {path.name for path in self.files if path.suffix == ".service"}


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(tempfile.mkdtemp(prefix="bgd"))
        cls.addClassCleanup(shutil.rmtree, cls.directory)
        done = subprocess.run(
            ["cpack", "--config", BUILD / "CPackConfig.cmake", "-B", cls.directory / "made",
             "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=none"],
            capture_output=True, text=True, timeout=240)
        assert done.returncode == 0, done.stdout + done.stderr
        cls.packages = [Package(archive, cls.directory / archive.stem)
                        for archive in (cls.directory / "made").glob("*.deb")]

    def test_there_is_one_for_each_use(self):
        self.assertEqual({p.name for p in self.packages}, NAMES)

    def test_version_is_what_the_programs_say(self):
        for program in ("baogao", "baogao-worker", "baogao-publisher"):
            said = subprocess.run([daemons.BIN / program, "--version"], text=True,
                                  capture_output=True, check=True).stdout
            for package in self.packages:
                self.assertEqual(said, f"{program} {package.fields['Version'][:-2]}\n")

    def test_they_need_what_run_txt_lists(self):
        needed = set().union(*(p.needs() for p in self.packages))
        self.assertEqual(needed - NAMES - ALWAYS, listed("run"))

    def test_those_of_one_version_belong_together(self):
        for package in self.packages:
            for other, relation in re.findall(r"(?:^|, )((?:lib)?baogao[a-z0-9-]*)([^,]*)",
                                              package.fields.get("Depends", "")):
                self.assertEqual(relation, f" (= {package.fields['Version']})", other)

    def test_each_file_is_in_one(self):
        files = [path for p in self.packages for path in p.files]
        self.assertEqual(len(files), len(set(files)))

    def test_what_is_installed_is_packaged(self):
        prefix = self.directory / "prefix"
        subprocess.run(["cmake", "--install", BUILD, "--prefix", prefix], check=True,
                       stdout=subprocess.DEVNULL)
        installed = {path.relative_to(prefix) for path in prefix.rglob("*")
                     if not path.is_dir()}
        packaged = {path.relative_to("usr") if path.parts[0] == "usr" else path
                    for p in self.packages for path in p.files}
        self.assertLessEqual(installed, packaged)

    def test_each_has_its_papers(self):
        for package in self.packages:
            folder = package.root / "usr/share/doc" / package.name
            self.assertEqual({path.name for path in folder.iterdir()},
                             {"copyright", "changelog.gz", "changelog.Debian.gz"})
            self.assertIn("Permission is hereby granted", (folder / "copyright").read_text())

    def test_configuration_stays_the_operators(self):
        found = [p for p in self.packages if (p.scripts / "conffiles").exists()]
        self.assertEqual([p.name for p in found], ["baogao"])
        for line in (found[0].scripts / "conffiles").read_text().splitlines():
            self.assertEqual((found[0].root / line.lstrip("/")).read_text(),
                             (DEPLOY / "baogao.zpl").read_text())
            for unit in ("baogao-worker.service", "baogao-publisher.service"):
                self.assertIn(f"BAOGAO_CONFIG={line}",
                              " ".join(units.values(units.UNITS / unit, "Environment")))

    def test_units_come_with_their_sandbox_and_user(self):
        found = set()
        for package in self.packages:
            folder = package.root / "usr/lib/systemd/system"
            for unit in package.units():
                self.assertTrue((folder / f"{unit}.d/sandbox.conf").exists(), unit)
                self.assertTrue((package.root / "usr/lib/sysusers.d" /
                                 f"{package.name}.conf").exists(), unit)
            found |= package.units()
        self.assertEqual(found, {path.name for path in units.UNITS.glob("*.service")})

    def test_scripts_look_after_every_unit(self):
        for package in self.packages:
            scripts = {path.name: path for path in package.scripts.iterdir()}
            for unit in package.units():
                running = unit.replace("@", "@*")
                self.assertIn(running, scripts["postinst"].read_text())
                self.assertIn(f"stop {running}" if "@" not in unit else running,
                              scripts["prerm"].read_text())
                self.assertRegex(scripts["prerm"].read_text(), rf"disable .*{unit}")
            if package.units():
                for name in ("postinst", "prerm", "postrm"):
                    subprocess.run(["sh", "-n", scripts[name]], check=True)


if __name__ == "__main__":
    unittest.main()
