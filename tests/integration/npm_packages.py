"""Packages from npm, for tests that need some."""
import shutil
import subprocess
import unittest

INSTALL_SECONDS = 120


def install(source, folder):
    """Install what `source`/package-lock.json pins into `folder`.

    What was installed for the same lock file is used again. Raises SkipTest
    with the reason where that cannot be.
    """
    lock = (source / "package-lock.json").read_bytes()
    done = folder / "installed.json"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(source / name, folder)
    if done.exists() and done.read_bytes() == lock:
        return
    if not shutil.which("node") or not shutil.which("npm"):
        raise unittest.SkipTest("no node or no npm")
    try:
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, check=True,
                       timeout=INSTALL_SECONDS, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    except subprocess.TimeoutExpired:
        raise unittest.SkipTest("npm ci did not end in time") from None
    except subprocess.CalledProcessError as failed:
        raise unittest.SkipTest(f"npm ci failed: {failed.stderr.strip()[-200:]}") from None
    done.write_bytes(lock)
