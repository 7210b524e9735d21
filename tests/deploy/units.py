"""A service as systemd would start it, as far as that goes without systemd.

Takes from a unit its command line, environment, limit of descriptors, calls
and address families, and the socket that tells when it is ready; leaves out
name spaces and control groups.
"""
import os
import pathlib
import re
import resource
import shlex
import socket
import subprocess
import time

import daemons

UNITS = pathlib.Path(__file__).resolve().parents[2] / "deploy" / "systemd"
SANDBOX = UNITS / "baogao-.service.d" / "sandbox.conf"
# systemd finds the programs below /usr/local or /usr.
PROGRAM = re.compile(r"(?:(?<=^ExecStart=)|(?<=^ExecReload=))(?=baogao)", re.M)
READY_SECONDS = 60


def settings(path):
    """The (name, value) pairs of a unit's file."""
    for line in path.read_text().splitlines():
        if line and line[0] not in "#[":
            name, value = line.split("=", 1)
            yield name, value


def values(path, name):
    return [value for found, value in settings(path) if found == name]


def system_calls():
    """The calls that the sandbox leaves, by name."""
    listing = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter"],
                             capture_output=True, text=True, check=True).stdout
    groups = {name: members.split() for name, members in
              re.findall(r"^(@[\w-]+)\n((?: {4}.*\n)+)",
                         re.sub(r"^ *#.*\n", "", listing, flags=re.M), re.M)}

    def expand(name):
        if name not in groups:
            return {name}
        return set().union(*map(expand, groups[name]))

    allowed = expand("@default")
    for value in values(SANDBOX, "SystemCallFilter"):
        calls = set().union(*map(expand, value.lstrip("~").split()))
        allowed = allowed - calls if value[0] == "~" else allowed | calls
    return allowed


def confinement():
    """The sandbox's rules for calls, ready to load; others kill the caller."""
    import seccomp
    filter_ = seccomp.SyscallFilter(seccomp.KILL_PROCESS)
    families = " ".join(values(SANDBOX, "RestrictAddressFamilies")).split()
    for family in families:
        filter_.add_rule(seccomp.ALLOW, "socket",
                         seccomp.Arg(0, seccomp.EQ, getattr(socket, family)))
    write, execute = 2, 4
    # MemoryDenyWriteExecute: never both, and no change into the second.
    for without in (write, execute):
        filter_.add_rule(seccomp.ALLOW, "mmap",
                         seccomp.Arg(2, seccomp.MASKED_EQ, without, 0))
    filter_.add_rule(seccomp.ALLOW, "mprotect",
                     seccomp.Arg(2, seccomp.MASKED_EQ, execute, 0))
    for name in system_calls() - {"socket", "mmap", "mprotect"}:
        try:
            filter_.add_rule(seccomp.ALLOW, name)
        except (RuntimeError, ValueError, OSError):
            pass  # of another architecture, or newer than the library
    return filter_


class Service:
    """One started unit; `environment` is what its EnvironmentFile would say."""

    def __init__(self, directory, unit, environment, filter_=None):
        self.log_path = directory / f"{unit}.log"
        path = directory / f"notify-{unit}"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(str(path))
            self.process = self._start(UNITS / unit, filter_,
                                       {**environment, "NOTIFY_SOCKET": str(path)})
            self.told = self._wait(manager, time.monotonic() + READY_SECONDS)

    def _wait(self, manager, end):
        """What it says first; a program that ended says nothing."""
        manager.settimeout(0.5)
        while self.process.poll() is None and time.monotonic() < end:
            try:
                return manager.recv(64)
            except TimeoutError:
                continue
        code = self.stop()
        raise AssertionError(f"exit code {code} before it was ready:\n{self.log()}")

    def _start(self, unit, filter_, environment):
        [files] = map(int, values(unit, "LimitNOFILE"))
        given = dict(word.split("=", 1) for value in values(unit, "Environment")
                     for word in shlex.split(value))

        def restrict():
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
            if filter_:
                filter_.load()

        with open(self.log_path, "ab") as log:
            return subprocess.Popen(
                self.command(unit, {**given, **environment}), stderr=log,
                stdin=subprocess.DEVNULL, stdout=log, preexec_fn=restrict,
                env={**os.environ, **given, **environment})

    @staticmethod
    def command(unit, environment):
        [line] = values(unit, "ExecStart")
        line = re.sub(r"\$\{?(\w+)\}?", lambda m: environment.get(m[1], ""), line)
        return shlex.split(f"{daemons.BIN}/{line}")

    def log(self):
        return self.log_path.read_text(errors="replace")

    def stop(self):
        self.process.terminate()
        return self.process.wait(daemons.STOP_SECONDS)
