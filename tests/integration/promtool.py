"""Prometheus' own checker.

The Debian package that holds it is a server, which starts as it is installed:
where it is not installed, the one file is taken out of the package.
"""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from daemons import BIN

KEPT = BIN.parent / "promtool"
FETCH_SECONDS = 120


def fetch():
    """Put it to where it is kept; two tests may do so at the same time."""
    BIN.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BIN.parent) as folder:
        folder = pathlib.Path(folder)
        subprocess.run(["apt-get", "-q", "download", "prometheus"], cwd=folder, check=True,
                       timeout=FETCH_SECONDS, capture_output=True, stdin=subprocess.DEVNULL)
        package, = folder.glob("prometheus_*.deb")
        subprocess.run(["dpkg-deb", "--extract", package, folder / "all"], check=True,
                       timeout=FETCH_SECONDS, capture_output=True)
        os.replace(folder / "all/usr/bin/promtool", KEPT)


def find():
    """Its path. SkipTest where there is none and no package archive."""
    if not KEPT.exists() and not shutil.which("promtool"):
        try:
            fetch()
        except (OSError, ValueError, subprocess.SubprocessError) as failed:
            raise unittest.SkipTest(f"no promtool (Debian's package prometheus): "
                                    f"{failed}") from None
    return shutil.which("promtool") or KEPT


def run(*arguments, text=None, cwd=None):
    return subprocess.run([find(), *map(str, arguments)], input=text, text=True, cwd=cwd,
                          capture_output=True, timeout=60)
