"""The real programs on a temporary directory, for integration tests.

Programs come from $BAOGAO_BIN. Readiness is waited for on a descriptor, never
slept for; every process is ended by its pid.
"""
import json
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time

BIN = pathlib.Path(os.environ.get("BAOGAO_BIN", "build/debug/bin")).resolve()
DATA = pathlib.Path(__file__).resolve().parent.parent / "data"
PAGE = 4096
START_SECONDS = 30
STOP_SECONDS = 30
COMMAND_SECONDS = 120


FIELD = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|\S*)')


def logged(line):
    """The fields of a line of logfmt."""
    return {key: json.loads(value) if value.startswith('"') else value
            for key, value in FIELD.findall(line)}


class NotStarted(RuntimeError):
    """A program that ended, or said nothing, before it was ready."""

    def __init__(self, name, returncode, log):
        super().__init__(f"{name} did not start ({returncode}):\n{log}")
        self.returncode, self.log = returncode, log


class Daemon:
    """One running program; its standard error goes to a file.

    `net` is the file of the network namespace it runs in, if not in ours;
    `programs` the folder it comes from; `under` what runs it.
    """

    def __init__(self, directory, name, *options, net=None, programs=BIN, under=()):
        self.directory = directory
        self.log_path = directory / f"{name}.log"
        read_end, write_end = os.pipe()
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [*(["nsenter", f"--net={net}"] if net else []),
                 *under, programs / name, "--dir", directory / "v", "--ready-fd",
                 str(write_end), *map(str, options)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                pass_fds=[write_end])
        os.close(write_end)
        with os.fdopen(read_end, "rb") as ready:
            is_told = bool(select.select([ready], [], [], START_SECONDS)[0])
            if not is_told:
                self.kill()
            # Whom it leaves behind may hold the other end for ever.
            if not is_told or ready.read(1) != b"\n":
                raise NotStarted(name, self.process.wait(START_SECONDS),
                                 self.log())

    @property
    def pid(self):
        return self.process.pid

    def log(self):
        return self.log_path.read_text(errors="replace")

    def events(self):
        """What it and its children logged, each line as a dictionary."""
        return [logged(line) for line in self.log().splitlines()]

    def tcp_endpoint(self, conversation):
        """Where on tcp it said that it listens for this conversation."""
        found, = (event["endpoint"] for event in self.events()
                  if event.get("conversation") == conversation
                  and event["endpoint"].startswith("tcp://"))
        return found.replace("0.0.0.0", "127.0.0.1")

    def stop(self):
        """SIGTERM; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS)

    def kill(self):
        self.process.kill()
        self.process.wait(STOP_SECONDS)


def run_to_end(what, *command, seconds=COMMAND_SECONDS):
    """Run a program that is to end by itself: it completed, output as text.

    Its output goes to files: a pipe ends only with the last process that the
    program leaves behind, and is then waited for without a limit.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, start_new_session=True)
        try:
            process.wait(seconds)
            is_late = False
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(STOP_SECONDS)
            is_late = True
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read())
    if is_late:
        raise AssertionError(f"not within {seconds} s: {what}\n{texts[1]}")
    return subprocess.CompletedProcess(command, process.returncode, *texts)


class Site:
    """A store's directory and the programs that run on it.

    `programs` is the folder that those started from now on come from, `under`
    the command that runs them, if any.
    """

    def __init__(self):
        self.programs, self.under = BIN, []
        # Short, since a socket's path may have no more than 107 bytes.
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="bg"))
        self.running = []

    def start_worker(self, *options, net=None):
        return self._start("baogao-worker", *options, net=net)

    def start_publisher(self, *options):
        return self._start("baogao-publisher", "--http", "127.0.0.1:0",
                           *options)

    def _start(self, name, *options, net=None):
        daemon = Daemon(self.directory, name, *options, net=net,
                        programs=self.programs, under=self.under)
        self.running.append(daemon)
        return daemon

    def endpoint(self, conversation):
        return f"ipc://{self.directory}/v/run/{conversation}"

    def http_url(self):
        return (self.directory / "v/run/http.url").read_text().strip()

    def command(self, *arguments):
        return [*self.under, self.programs / "baogao", "--dir", self.directory / "v", *arguments]

    def baogao(self, *arguments, check=True, **options):
        """Run the command line; its completed process, output as text."""
        done = subprocess.run(self.command(*arguments), capture_output=True,
                              text=True, timeout=COMMAND_SECONDS, **options)
        if check and done.returncode != 0:
            raise AssertionError(f"baogao {arguments} exited with "
                                 f"{done.returncode}: {done.stderr}")
        return done

    def rows(self, *arguments):
        """The JSON Lines that a command prints."""
        output = self.baogao(*arguments, "--json").stdout
        return [json.loads(line) for line in output.splitlines()]

    def status(self):
        return self.rows("status", "--wait", "10")[0]

    def wait_until(self, what, holds, seconds=60):
        """Ask again until `holds()`; each question is a real round trip."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"not within {seconds} s: {what}\n"
                                     + self.logs())

    def logs(self):
        return "\n".join(f"--- {path.name}\n{path.read_text(errors='replace')}"
                         for path in sorted(self.directory.glob("*.log")))

    def close(self):
        for daemon in reversed(self.running):
            try:
                daemon.stop()
            except subprocess.TimeoutExpired:
                daemon.kill()
        shutil.rmtree(self.directory)


def used_part(data):
    """A data file without the zeros that were written ahead of its use."""
    used = len(data.rstrip(b"\0"))
    return data[:-(-used // PAGE) * PAGE]


def descendants(pid):
    """The pids of all processes below `pid`."""
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *descendants(int(child))]
    return found
