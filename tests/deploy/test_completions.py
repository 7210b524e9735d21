#!/usr/bin/python3
"""What the tab key offers in bash, zsh and fish, asked of the shells themselves."""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import tempfile
import time
import unittest

from daemons import BIN

SCRIPTS = pathlib.Path(__file__).resolve().parents[2] / "deploy/completions"
ENVIRONMENT = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "TERM": "dumb",
               "LC_ALL": "C.UTF-8"}
PATIENCE_SECONDS = 60

# A line up to the cursor, and the words that it may end in.
LINES = {
    "baogao fig": ["figures"],
    "baogao --json --dir elsewhere fig": ["figures"],
    "baogao figures --genre co": ["court"],
    "baogao figures --genre=co": ["court"],
    "baogao figures --place-e": ["--place-exact"],
    "baogao export s": ["sections"],
    "baogao export reports s": [],
    "baogao export --format j": ["jsonl"],
    "baogao keys add --roles submit,w": ["submit,work"],
    "baogao help reproc": ["reprocess"],
    "baogao submit rep": ["report.txt"],
    "baogao --config rep": ["report.txt"],
    "baogao nonsense f": [],
    "baogao-worker --max-waiting": ["--max-waiting", "--max-waiting-mib"],
    "baogao-publisher --config rep": ["report.txt"],
}


def ask(*words, cwd):
    done = subprocess.run(list(map(str, words)), env=ENVIRONMENT, cwd=cwd, text=True,
                          capture_output=True, timeout=PATIENCE_SECONDS)
    return done.stdout.splitlines()


# Splits a line as readline does, calls what `complete` was told to, and does
# the names of files that readline would.
BASH = r"""
source "$1"
line=$2 program=${2%% *}
spec=$(complete -p "$program")
compopt() { spec+=" -o default"; }
[[ $spec =~ -F\ ([a-z_]+) ]]
read -ra COMP_WORDS <<<"${line//=/ = }"
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
"${BASH_REMATCH[1]}" "$program" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
[[ ${#COMPREPLY[@]} -gt 0 || $spec != *"-o default"* ]] ||
    mapfile -t COMPREPLY < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
printf '%s\n' "${COMPREPLY[@]}"
"""


def in_bash(line, folder):
    script = SCRIPTS / "baogao.bash"
    return [word for word in ask("bash", "-c", BASH, "bash", script, line, cwd=folder) if word]


def in_fish(line, folder):
    sources = "".join(f"source {path};" for path in sorted(SCRIPTS.glob("*.fish")))
    offered = ask("fish", "--no-config", "-c", f"{sources} complete -C '{line}'", cwd=folder)
    words = [word.split("\t")[0] for word in offered]
    return [word.split("=", 1)[1] if word.startswith("--genre=") else word for word in words]


class Zsh:
    """A shell at a terminal, to press the tab key in."""

    def __init__(self, folder):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe("zsh", ["zsh", "-f", "-i"], ENVIRONMENT)
        self.type(f"fpath=({SCRIPTS} $fpath); autoload -Uz compinit; compinit -u -D; "
                  "print rea''dy\n")
        self.read_until(r"ready\r")

    def type(self, text):
        os.write(self.terminal, text.encode())

    def read_until(self, pattern):
        seen, end = "", time.monotonic() + PATIENCE_SECONDS
        while not re.search(pattern, seen):
            if not select.select([self.terminal], [], [], end - time.monotonic())[0]:
                raise TimeoutError(seen)
            seen += os.read(self.terminal, 1 << 16).decode(errors="replace")
        return re.search(pattern, seen)

    def complete(self, line):
        """The line after a tab; ^A and ^E are its ends, ^U clears it."""
        self.type(f"{line}\t\x01print 'it''is <\x05>'\n")
        return self.read_until(r"\nitis <([^\r]*)>")[1].rstrip()

    def close(self):
        self.type("\x15exit\n")
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


class Completions(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="bg")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "report.txt").write_text("一")

    def hold(self, complete):
        for line, wanted in LINES.items():
            with self.subTest(line=line):
                self.assertEqual(sorted(complete(line, self.folder)), wanted)

    def test_bash(self):
        self.hold(in_bash)

    @unittest.skipUnless(shutil.which("fish"), "no fish here")
    def test_fish(self):
        self.hold(in_fish)

    @unittest.skipUnless(shutil.which("zsh"), "no zsh here")
    def test_zsh(self):
        """It finishes a word where there is one to finish it with."""
        zsh = Zsh(self.folder)
        self.addCleanup(zsh.close)
        for line, wanted in LINES.items():
            with self.subTest(line=line):
                typed = re.split("[ =]", line)[-1]
                finished = line.removesuffix(typed) + wanted[0] if len(wanted) == 1 else line
                self.assertEqual(zsh.complete(line), finished)


if __name__ == "__main__":
    unittest.main()
