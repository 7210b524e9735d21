"""A place of the test's own: to mount in, and networks to take apart.

A test that needs one starts itself anew in namespaces where it may do what
only root may outside. All that is made there ends with the test, however it
ends.
"""
import os
import subprocess
import sys

INSIDE = "BAOGAO_FAULTS_INSIDE"
SKIPPED = 77


def enter(*wanted, proof):
    """Start anew in namespaces of the kinds `wanted` (unshare's options) in
    which the command `proof` works; exit with 77 where it does not."""
    if INSIDE in os.environ:
        return
    unshare = ["unshare", "--user", "--map-root-user", *wanted]
    tried = subprocess.run([*unshare, *proof], stdout=subprocess.DEVNULL,
                           stderr=subprocess.PIPE, text=True)
    if tried.returncode != 0:
        print(f"skipped: not allowed here: {' '.join(proof)}: "
              f"{tried.stderr.strip()}")
        sys.exit(SKIPPED)
    os.environ[INSIDE] = "1"
    os.execvp("unshare", [*unshare, sys.executable, "-B", *sys.argv])


class Network:
    """Hosts on one switch: network namespaces, joined by links to cut."""

    SWITCH = "switch"

    def __init__(self, *hosts):
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
        self.addresses = {}
        self._ip("link", "set", "lo", "up")
        self._ip("netns", "add", self.SWITCH)
        self._on(self.SWITCH, "link", "add", "bridge", "type", "bridge")
        self._on(self.SWITCH, "link", "set", "bridge", "up")
        for number, host in enumerate(hosts, 1):
            self._add(host, f"10.77.0.{number}")

    def _ip(self, *arguments):
        subprocess.run(["ip", *arguments], check=True)

    def _on(self, host, *arguments):
        self._ip("-netns", host, *arguments)

    def _add(self, host, address):
        self._ip("netns", "add", host)
        self._on(self.SWITCH, "link", "add", host, "type", "veth", "peer",
                 "name", "uplink", "netns", host)
        self._on(self.SWITCH, "link", "set", host, "up", "master", "bridge")
        self._on(host, "address", "add", f"{address}/24", "dev", "uplink")
        for link in ("lo", "uplink"):
            self._on(host, "link", "set", link, "up")
        self.addresses[host] = address

    def path(self, host):
        return f"/run/netns/{host}"

    def unplug(self, host):
        """Cut the link so that the host's own kernel knows of it."""
        self._on(host, "link", "set", "uplink", "down")

    def plug(self, host):
        self._on(host, "link", "set", "uplink", "up")

    def silence(self, host):
        """Cut it on the switch: what is sent either way is gone."""
        self._on(self.SWITCH, "link", "set", host, "nomaster")

    def unsilence(self, host):
        self._on(self.SWITCH, "link", "set", host, "master", "bridge")

    def connections(self, pid, port):
        """How many connections to `port` stand, where process `pid` runs."""
        with open(f"/proc/{pid}/net/tcp", encoding="ascii") as table:
            rows = [line.split() for line in list(table)[1:]]
        return sum(row[1].endswith(f":{port:04X}") and row[3] == "01"
                   for row in rows)
