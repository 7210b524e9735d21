"""What every part of the soak is made of: a thread that takes turns, and one
place where whatever is wrong is told."""
import sys
import threading
import time
import traceback

import paths  # noqa: F401 (the other tests' modules)

# Others may use this machine, and stop us for minutes: nothing here is about
# speed, so that whoever waits does so for long.
PATIENCE_SECONDS = 900


class Findings:
    """What broke a promise, each told at once and kept for the end."""

    def __init__(self):
        self.lock = threading.Lock()
        self.texts = []

    def add(self, text):
        with self.lock:
            self.texts.append(text)
            print(f"FOUND: {text}", file=sys.stderr, flush=True)

    def require(self, holds, text):
        if not holds:
            self.add(text)


class Part(threading.Thread):
    """Takes a turn, waits, and so on until it is told to end.

    What goes wrong in a turn is a finding; the next turn is taken all the same.
    """

    def __init__(self, findings):
        super().__init__(daemon=True)
        self.findings = findings
        self.ending = threading.Event()

    def turn(self):
        raise NotImplementedError

    def pause_seconds(self):
        raise NotImplementedError

    def run(self):
        while not self.ending.wait(self.pause_seconds()):
            try:
                self.turn()
            except Exception:  # a part must not end unseen
                self.findings.add(f"{type(self).__name__}: {traceback.format_exc()}")
                time.sleep(1)

    def end(self):
        self.ending.set()
        self.join(2 * PATIENCE_SECONDS)
        self.findings.require(not self.is_alive(), f"{type(self).__name__} did not end")
