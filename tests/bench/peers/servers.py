"""The other durable queues: each is started on loopback with a store of its
own, told to answer only what is on disk, and ended by its pid.
"""
import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

START_SECONDS = 60
STOP_SECONDS = 30
# Debian's, not the one on the PATH, which serves one fixed account and store.
RABBITMQ = "/usr/lib/rabbitmq/bin/rabbitmq-server"
NO_INPUT = "-noinput -kernel inet_dist_use_interface {127,0,0,1}"


def free_ports(count):
    """Ports that nobody listens on now."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@contextlib.contextmanager
def running(command, port, **options):
    """A process that listens on `port`, until the end."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, **options)
    try:
        wait_for_port(process, port)
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for_port(process, port):
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), \
                socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.01)
    raise RuntimeError(f"{process.args[0]} does not listen")


@contextlib.contextmanager
def beanstalkd(directory):
    port, = free_ports(1)
    with running(["beanstalkd", "-l", "127.0.0.1", "-p", str(port),
                  "-b", directory, "-f", "0"], port):
        yield port


@contextlib.contextmanager
def redis(directory):
    port, = free_ports(1)
    with running(["redis-server", "--bind", "127.0.0.1", "--port", str(port),
                  "--dir", directory, "--save", "", "--appendonly", "yes",
                  "--appendfsync", "always"], port):
        yield port


@contextlib.contextmanager
def rabbitmq(directory):
    """One node, and the daemon that Erlang nodes find each other by."""
    directory = pathlib.Path(directory)
    port, node_port, names_port = free_ports(3)
    files = {
        "rabbitmq.conf": f"listeners.tcp.1 = 127.0.0.1:{port}\n"
                         "log.file.level = warning\n",
        "advanced.config": "[].",
        "env.conf": "",
        "plugins": "",
    }
    for name, text in files.items():
        (directory / name).write_text(text)
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith(("RABBITMQ_", "ERL_"))} | {
        "HOME": str(directory),  # of the cookie
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "ERL_EPMD_PORT": str(names_port),
        "RABBITMQ_NODENAME": "bench@localhost",
        "RABBITMQ_DIST_PORT": str(node_port),
        "RABBITMQ_CONFIG_FILE": str(directory / "rabbitmq.conf"),
        "RABBITMQ_ADVANCED_CONFIG_FILE": str(directory / "advanced.config"),
        "RABBITMQ_CONF_ENV_FILE": str(directory / "env.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(directory / "plugins"),
        "RABBITMQ_MNESIA_BASE": str(directory / "nodes"),
        "RABBITMQ_LOG_BASE": str(directory / "log"),
        "RABBITMQ_PID_FILE": str(directory / "pid"),
        # So that the script becomes the server and does not stand beside it.
        "RABBITMQ_ALLOW_INPUT": "1",
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": NO_INPUT,
    }
    with running(["epmd", "-address", "127.0.0.1", "-port", str(names_port)],
                 names_port, env=environment), \
            running([RABBITMQ], port, env=environment, cwd=directory):
        yield port


class Peers:
    """Those that are installed and that `program`, bench_peer, can speak to."""

    STARTS = {"beanstalkd": ("beanstalkd", beanstalkd),
              "redis": ("redis-server", redis),
              "rabbitmq": (RABBITMQ, rabbitmq)}
    # Starts in seconds and is idle at rest: one serves all runs, since
    # bench_peer takes away the queue that it used.
    KEPT = {"rabbitmq"}

    def __init__(self, program):
        spoken = subprocess.run([program, "--list"], check=True, text=True,
                                capture_output=True).stdout.split()
        self.names = [name for name, (server, _) in self.STARTS.items()
                      if name in spoken and shutil.which(server)]
        self.absent = [name for name in self.STARTS if name not in self.names]
        self.stack = contextlib.ExitStack()
        self.kept = {}

    @contextlib.contextmanager
    def serve(self, name):
        """The port of a server with nothing in it."""
        if name in self.kept:
            yield self.kept[name]
            return
        if name in self.KEPT:
            self.kept[name] = self.stack.enter_context(self._start(name))
            yield self.kept[name]
            return
        with self._start(name) as port:
            yield port

    @contextlib.contextmanager
    def _start(self, name):
        with tempfile.TemporaryDirectory(prefix="bg") as directory, \
                self.STARTS[name][1](directory) as port:
            yield port

    def close(self):
        self.stack.close()
