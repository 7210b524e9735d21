"""Very many connections of strangers, held open against a server.

    with Flood(["127.0.0.1:4711"], 10000) as flood:
        ...  # they are there, and those that are cut come again

Some say nothing, some half a greeting, some all that a peer without keys
says, some noise. They live in a process of their own, which may open more
descriptors than the server; SIGTERM ends it and all of them at once.
"""
import errno
import os
import random
import resource
import select
import signal
import socket
import subprocess
import sys

SPARE_DESCRIPTORS = 100
READY_SECONDS = 60
AT_ONCE = 500  # opened before what has happened to others is looked at
LOOK_SECONDS = 0.05


def greeting(mechanism):
    """The first 64 bytes of ZMTP 3.0."""
    return b"\xff" + bytes(8) + b"\x7f\x03\x00" \
        + mechanism.ljust(20, b"\0") + bytes(32)


READY = b"\x05READY" + b"\x0bSocket-Type" + b"\x00\x00\x00\x06DEALER"
OPENINGS = (b"",
            greeting(b"CURVE")[:32],
            greeting(b"NULL") + b"\x04" + bytes([len(READY)]) + READY,
            greeting(b"CURVE"),
            None)  # noise


def may_open(count):
    """Whether a process may have so many connections here."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return hard == resource.RLIM_INFINITY or hard >= count + SPARE_DESCRIPTORS


class Flood:
    """The process that holds them; entered once all were opened.

    Afterwards `cut` is how many of them the server had ended.
    """

    def __init__(self, addresses, count):
        self.process = subprocess.Popen(
            [sys.executable, "-B", __file__, str(count), *addresses],
            stdout=subprocess.PIPE)

    def __enter__(self):
        if not select.select([self.process.stdout], [], [], READY_SECONDS)[0] \
                or self.process.stdout.readline() != b"open\n":
            self.__exit__()
            raise AssertionError("the flood did not rise")
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        with self.process.stdout as stdout:
            self.cut = int(stdout.read() or 0)
        self.process.wait()


class Crowd:
    """The connections, in the process that holds them."""

    def __init__(self, addresses):
        self.addresses = addresses
        self.news = select.epoll()
        self.open = {}  # by descriptor
        self.cut = 0
        self.ended = False

    def add(self):
        peer = socket.socket()
        peer.setblocking(False)
        host, port = self.addresses[len(self.open) % len(self.addresses)]
        if peer.connect_ex((host, port)) not in (0, errno.EINPROGRESS):
            peer.close()
            return
        self.open[peer.fileno()] = peer
        self.news.register(peer, select.EPOLLOUT | select.EPOLLIN)

    def speak(self, peer):
        opening = random.choice(OPENINGS)
        try:
            peer.send(os.urandom(64) if opening is None else opening)
            self.news.modify(peer, select.EPOLLIN)
        except OSError:
            self.lose(peer)

    def hear(self, peer):
        try:
            if not peer.recv(4096):
                self.lose(peer)
        except BlockingIOError:
            pass
        except OSError:
            self.lose(peer)

    def lose(self, peer):
        del self.open[peer.fileno()]
        peer.close()
        self.cut += 1

    def turn(self):
        for descriptor, event in self.news.poll(LOOK_SECONDS):
            if event & select.EPOLLOUT:
                self.speak(self.open[descriptor])
            elif event:
                self.hear(self.open[descriptor])

    def hold(self, count):
        """Keep `count` open until the end."""
        risen = False
        while not self.ended:
            for _ in range(min(AT_ONCE, count - len(self.open))):
                self.add()
            self.turn()
            if len(self.open) == count and not risen:
                risen = True
                print("open", flush=True)


def main():
    count, *addresses = sys.argv[1:]
    hosts = [(host, int(port)) for host, port in
             (address.rsplit(":", 1) for address in addresses)]
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    crowd = Crowd(hosts)

    def end(*_):
        crowd.ended = True

    signal.signal(signal.SIGTERM, end)
    crowd.hold(int(count))
    print(crowd.cut)


if __name__ == "__main__":
    main()
