"""A head whose jobs go to scripted workers, for tests of the queue."""
import json
import unittest

import daemons
import scripted_worker

INVALID = 0  # FailureKind


class QueueTest(unittest.TestCase):
    HEAD = ()

    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        self.head = self.start_head()
        self.addCleanup(self.check)

    def check(self):
        """Whatever was done to it, the store holds what it must."""
        done = self.site.baogao("check", check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def start_head(self):
        return self.site.start_worker("--children", 0, "--drain-timeout", 0,
                                      *self.HEAD)

    def kill_and_restart(self):
        self.head.kill()
        self.head = self.start_head()

    def endpoint(self, name):
        return f"ipc://{self.site.directory}/v/run/{name}"

    def worker(self, credit=0, name="scripted"):
        worker = scripted_worker.Worker(self.endpoint("work"), name, credit)
        self.addCleanup(worker.socket.close)
        return worker

    def submit(self, text, *options, check=True):
        """Submit a document of these bytes; what the program says of it."""
        path = self.site.directory / f"{text}.txt"
        path.write_text(text)
        done = self.site.baogao("submit", "--json", *options, path,
                                check=check)
        return json.loads(done.stdout.splitlines()[0])

    def submit_id(self, text, *options):
        return self.submit(text, *options)["document_id"]

    def results(self, *arguments, check=True):
        """(result, id) of each line that a command prints, and its code."""
        done = self.site.baogao(*arguments, "--json", check=check)
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        return [(row["result"], row["document_id"]) for row in rows], \
            done.returncode

    def counts(self):
        status = self.site.status()
        return {state: status[state] for state in ("waiting", "done", "dead")}
