"""Make the manual pages: make.py PROGRAMS OUT.

help2man makes them of what the programs in the folder PROGRAMS print at --help,
and of the files *.h2m here for what is not told there. OUT gets man1, man5 and
man8, compressed as Debian compresses them.
"""
import datetime
import gzip
import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
DAEMONS = {"baogao-worker": "own a store of work reports, and read them",
           "baogao-publisher": "answer questions about a store of work reports"}
# A build that is to be the same another day says which day it is.
DAY = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())),
                                      datetime.timezone.utc).date().isoformat()
# Options that only one run may have, and which no file may hold.
OF_ONE_RUN = {"help", "version", "config", "check-config", "ready-fd"}


def run(folder, *words):
    return subprocess.run(words, cwd=folder, check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def page(programs, version, command, name, meaning, section, *includes):
    """The page of what `command` runs, with those of `includes` that exist."""
    files = [path for path in (HERE / f"{i}.h2m" for i in includes) if path.exists()]
    made = run(programs, "help2man", "--no-info", "--locale=C.UTF-8", f"--section={section}",
               f"--version-string={name} {version}", f"--source=Baogao {version}",
               "--manual=Baogao", f"--name={meaning}",
               *(f"--include={path}" for path in files), f"./{command}")
    made = re.sub(r'^(\.TH \S+ \S+) "[^"]*"', rf'\1 "{DAY}"', made, flags=re.MULTILINE)
    # What help2man takes for a heading within a section is one of its own.
    return made.replace('.SS "Exit status:"', '.SH "EXIT STATUS"')


def keys(made):
    """The options of a page as the keys of a file."""
    options = made.split(".SH OPTIONS\n")[1].split(".SH ")[0]
    entries = re.findall(r"\.TP\n\\fB\\-\\-(\S+)\\fR ?(.*)\n((?:[^.].*\n)*)", options)
    lines = []
    for name, value, meaning in entries:
        if name.replace("\\", "") not in OF_ONE_RUN:
            lines.append(f".TP\n\\fB{name}\\fR{value and f' = {value}'}\n{meaning}")
    return "".join(lines).rstrip()


def write(out, name, section, text):
    folder = out / f"man{section}"
    folder.mkdir(parents=True, exist_ok=True)
    # Without a time in it, so that the same page is the same file.
    (folder / f"{name}.{section}.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def main():
    programs, out = map(pathlib.Path, sys.argv[1:])
    programs = programs.resolve()
    version = run(programs, "./baogao", "--version").split()[1]
    overview = run(programs, "./baogao", "--help")
    commands = overview.split("Commands:\n")[1].split("\n\n")[0]

    client = page(programs, version, "baogao", "baogao", "Chinese work reports as records",
                  1, "environment", "files", "baogao")
    write(out, "baogao", 1, client)
    for command, meaning in re.findall(r"^  (\S+) +(.+)$", commands, re.MULTILINE):
        name = f"baogao-{command}"
        write(out, name, 1, page(programs, version, f"baogao {command}", name, meaning,
                                 1, name, "command"))
    sections = {"client": keys(client)}
    for daemon, meaning in DAEMONS.items():
        made = page(programs, version, daemon, daemon, meaning, 8, "environment", "files", daemon)
        write(out, daemon, 8, made)
        sections[daemon.removeprefix("baogao-")] = keys(made)
    told = {"DAY": DAY, "VERSION": version, **sections}
    text = (HERE / "baogao.zpl.5.in").read_text()
    write(out, "baogao.zpl", 5, re.sub(r"@(\w+)@", lambda found: told[found[1]], text))


main()
