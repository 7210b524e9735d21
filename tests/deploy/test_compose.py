#!/usr/bin/python3
"""The Compose file is tight, and its services take the options they are given."""
import pathlib
import subprocess
import sys
import unittest

import daemons

try:
    import yaml
except ImportError:
    print("skipped: no python3-yaml")
    sys.exit(77)

FILE = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "compose.yaml"


class Compose(unittest.TestCase):
    def setUp(self):
        self.file = yaml.safe_load(FILE.read_text())
        self.services = self.file["services"]

    def test_services_are_confined_and_bounded(self):
        self.assertEqual(set(self.services), {"head", "publisher"})
        for service in self.services.values():
            self.assertTrue(service["read_only"])
            self.assertEqual(service["cap_drop"], ["ALL"])
            self.assertIn("no-new-privileges:true", service["security_opt"])
            self.assertNotIn(service["user"].split(":")[0], ("0", "root"))
            for bound in ("mem_limit", "pids_limit", "ulimits", "stop_grace_period"):
                self.assertIn(bound, service)
            # Nothing of it is reached from another machine.
            self.assertNotIn("ports", service)

    def test_both_see_one_store_and_each_others_processes(self):
        head, publisher = self.services["head"], self.services["publisher"]
        self.assertEqual(publisher["pid"], "service:head")
        self.assertEqual(head["volumes"], publisher["volumes"])
        self.assertEqual(head["environment"], publisher["environment"])
        [volume] = head["volumes"]
        name, place = volume.split(":")
        self.assertIn(name, self.file["volumes"])
        self.assertTrue(head["environment"]["BAOGAO_DIR"].startswith(place))

    def test_what_it_builds_from_is_there(self):
        for service in self.services.values():
            context = (FILE.parent / service["build"]["context"]).resolve()
            self.assertTrue((context / service["build"]["dockerfile"]).exists())

    def test_image_is_of_this_version(self):
        said = subprocess.run([daemons.BIN / "baogao", "--version"], text=True,
                              capture_output=True, check=True).stdout.split()
        for service in self.services.values():
            self.assertEqual(service["image"], ":".join(said))

    def test_services_work_as_they_are_told(self):
        site = daemons.Site()
        self.addCleanup(site.close)
        started = {"head": site.start_worker, "publisher": site.start_publisher}
        for name, start in started.items():
            options = [option.replace(":8470", ":0")
                       for option in self.services[name]["command"][1:]]
            start(*options)
            probe = self.services[name]["healthcheck"]["test"]
            self.assertEqual(probe[:2], ["CMD", "baogao"])
            site.baogao(*probe[2:])
        site.baogao("submit", "--wait", daemons.DATA / "court-2022.txt")
        self.assertGreater(len(site.rows("figures", "--all")), 10)


if __name__ == "__main__":
    unittest.main()
