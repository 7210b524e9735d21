"""What an operator does beside the traffic, with the command line: forgets
documents, has some read again, looks after the dead, takes copies."""
import random
import shutil
import subprocess
import time

import paths  # noqa: F401
import daemons
import ledger
import mixture
from parts import PATIENCE_SECONDS, Part

OK, NOT_FOUND, OTHER_STATE = 0, 1, 5
TURN_SECONDS = 6
PAUSED_SECONDS = 2
FORMATS = ("csv", "jsonl", "sqlite")


class Caretaker(Part):
    def __init__(self, findings, site, book, seed):
        super().__init__(findings)
        self.site, self.book = site, book
        self.chance = random.Random(f"{seed} caretaker")
        self.acts, self.weights = zip(*{
            self.forget: 8, self.reprocess: 6, self.retry: 6, self.drop: 3, self.look: 4,
            self.pause: 1, self.export: 1.5, self.back_up: 0.6, self.check: 0.6}.items())

    def pause_seconds(self):
        return self.chance.uniform(0, 2 * TURN_SECONDS)

    def turn(self):
        act, = self.chance.choices(self.acts, self.weights)
        act()

    def order(self, *arguments, codes=(OK,)):
        """Run a command, which goes on asking while a program starts again."""
        self.book.count(f"commands, {arguments[0]}")
        arguments = [str(argument) for argument in arguments]
        done = self.site.baogao("--timeout", str(PATIENCE_SECONDS), *arguments, check=False)
        self.findings.require(done.returncode in codes,
                              f"baogao {' '.join(arguments)} exits with "
                              f"{done.returncode}: {done.stdout}{done.stderr}")
        return done

    def order_for(self, command, after=None, expected=None):
        """One for a document of the ledger, which is then in state `after`."""
        entry = self.book.take(self.chance, expected=expected)
        if not entry:
            return
        # Sent twice, as when the head was killed between an order and its
        # answer, it is not found the second time; and one that is just read
        # once more is in no state for some orders.
        done = self.order(*command, entry.document_id, codes=(OK, NOT_FOUND, OTHER_STATE))
        self.book.give_back(entry.document_id, None if done.returncode == OTHER_STATE else after)

    def forget(self):
        self.order_for(["forget"], ledger.FORGOTTEN)

    def reprocess(self):
        self.order_for(["reprocess"], expected=mixture.DONE)

    def retry(self):
        self.order_for(["dead", "retry"], expected=mixture.DEAD)

    def drop(self):
        self.order_for(["dead", "drop"], ledger.DROPPED, expected=mixture.DEAD)

    def look(self):
        self.order(*self.chance.choice((["status", "--leases"], ["dead", "list"],
                                        ["reports", "--limit", "50"])))

    def pause(self):
        self.order("pause")
        time.sleep(PAUSED_SECONDS)
        self.order("resume")

    def export(self):
        form = self.chance.choice(FORMATS)
        target = self.site.directory / f"export.{form}"
        self.order("export", "--year", self.chance.randrange(2003, 2024), "--output", target,
                   "--force")
        target.unlink()

    def back_up(self):
        target = self.site.directory / "backup"
        self.order("backup", target)
        self.order("check", "--store", target)
        shutil.rmtree(target)

    def check(self):
        self.order("check")


class Watch:
    """A command that tells of every change, from the first to the last."""

    def __init__(self, site):
        self.path = site.directory / "watch.jsonl"
        with open(self.path, "wb") as output:
            self.process = subprocess.Popen(
                site.command("watch", "--since", "0", "--json"),
                stdin=subprocess.DEVNULL, stdout=output)

    def end(self):
        """Its exit code after SIGTERM."""
        self.process.terminate()
        return self.process.wait(daemons.STOP_SECONDS)
