"""The configuration file, as the programs take it."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from daemons import BIN, Site

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "deploy/baogao.zpl"
PROGRAMS = {"baogao-worker": "worker", "baogao-publisher": "publisher", "baogao": "client"}
OPTION = re.compile(r"^  --([a-z-]+)", re.MULTILINE)
OF_ONE_RUN = {"help", "version", "config", "check-config", "ready-fd"}


def uncommented():
    return re.sub(r"^#    (?=[a-z#])", "    ", SAMPLE.read_text(), flags=re.MULTILINE)


def run(program, *arguments, **environment):
    return subprocess.run([BIN / program, *map(str, arguments)], text=True, capture_output=True,
                          env={**os.environ, **environment}, timeout=60)


def keys_of(section):
    """The keys in one section of the sample, with those that are examples."""
    found, inside = set(), False
    for line in uncommented().splitlines():
        if re.match(r"[a-z]", line):
            inside = line.strip() == section
        elif inside and re.match(r"    [a-z]", line):
            found.add(line.split()[0])
    return found


class Config(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bg")
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / "baogao.zpl"

    def write(self, text):
        self.path.write_text(text)
        return self.path

    def test_the_sample_is_sound_with_all_its_examples(self):
        """With keys that are there: the client reads its own for a tcp endpoint."""
        folder = self.path.parent
        for words in ["init"], \
                ["add", "client", "--roles", "submit", "--out", folder / "client.key"]:
            done = run("baogao", "--dir", folder, "keys", *words)
            self.assertEqual(done.returncode, 0, done.stderr)
        made = uncommented().replace("/etc/baogao/client.key", str(folder / "client.key"))
        made = made.replace("/etc/baogao/server.cert", str(folder / "keys/server.cert"))
        for text in SAMPLE.read_text(), made:
            self.write(text)
            for program in PROGRAMS:
                done = run(program, "--config", self.path, "--check-config")
                self.assertEqual((done.returncode, done.stderr), (0, ""), program)

    def test_the_sample_has_every_option(self):
        for program, section in PROGRAMS.items():
            told = set(OPTION.findall(run(program, "--help").stdout))
            self.assertEqual(keys_of(section), told - OF_ONE_RUN, program)

    def test_an_unknown_key_is_refused_with_its_line(self):
        for program, section in PROGRAMS.items():
            self.write(f"# mine\n{section}\n    nonsense = 1\n")
            done = run(program, "--check-config", BAOGAO_CONFIG=str(self.path))
            self.assertEqual(done.returncode, 2, program)
            self.assertIn(f"{self.path}:3: nonsense:", done.stderr)

    def test_a_whole_site_runs_by_a_file(self):
        """DIR stands in the file; extractors, which the head starts, heed no file."""
        site = Site()
        self.addCleanup(site.close)
        self.write("worker\n    children = 1\n    max-document-mib = 1\n"
                   f"client\n    dir = \"{site.directory / 'v'}\"\n")
        site.start_worker("--config", self.path)
        large = site.directory / "large.txt"
        large.write_bytes(b"a" * (1 << 20 | 1))
        refused = run("baogao", "--config", self.path, "submit", large)
        self.assertEqual(refused.returncode, 5)
        self.assertIn("large", refused.stderr)
        status = run("baogao", "--config", self.path, "status", "--json")
        self.assertEqual(status.returncode, 0, status.stderr)


if __name__ == "__main__":
    unittest.main()
