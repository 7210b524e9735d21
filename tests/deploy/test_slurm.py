#!/usr/bin/python3
"""The array job on a real Slurm, working for a real head."""
import pathlib
import sys
import unittest

import cluster
import daemons

SCRIPT = (pathlib.Path(__file__).resolve().parents[2]
          / "deploy" / "slurm" / "baogao-join.sbatch")
TASKS = 2
COUNTY = daemons.DATA / "county-government-2023.txt"
COURT = daemons.DATA / "court-2022.txt"

if cluster.missing():
    print("skipped: not installed:", *cluster.missing())
    sys.exit(77)


class Array(unittest.TestCase):
    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        self.key = self.site.directory / "array.key"
        self.site.baogao("keys", "init")
        self.site.baogao("keys", "add", "array", "--roles", "work", "--out", self.key)
        head = self.site.start_worker("--children", 0, "--work-endpoint",
                                      "tcp://127.0.0.1:*")
        self.endpoint = head.tcp_endpoint("work")
        self.slurm = cluster.Cluster()
        self.addCleanup(self.slurm.close)

    def submit_array(self, *options):
        job = self.slurm.command(
            "sbatch", "--parsable", f"--array=1-{TASKS}", "--cpus-per-task=1",
            str(SCRIPT), *options, BAOGAO_HEAD=self.endpoint,
            BAOGAO_KEY=str(self.key), BAOGAO_WORKER=str(daemons.BIN / "baogao-worker"),
            BAOGAO_SERVER_KEY=str(self.site.directory / "v/keys/server.cert"))
        self.wait_for_workers(TASKS)
        return job

    def workers(self):
        return self.site.status()["workers"]

    def wait_for_workers(self, count):
        self.slurm.wait_until(f"{count} workers have joined",
                              lambda: len(self.workers()) == count)

    def output(self, job, task):
        return (self.slurm.directory / f"baogao-join-{job}_{task}.log").read_text()

    def test_tasks_read_documents_until_they_are_told_to_end(self):
        job = self.submit_array()
        done = self.site.rows("submit", "--wait", COUNTY, COURT)
        self.assertEqual([row["result"] for row in done if row["result"] != "accepted"],
                         ["done", "done"])
        self.assertEqual(sum(worker["taken"] for worker in self.workers()), 2)
        self.assertEqual([worker["children"] for worker in self.workers()], [1] * TASKS)
        # The signal of --signal, sent the way Slurm does before time is up.
        self.slurm.command("scancel", "--batch", "--signal=TERM", job)
        self.wait_for_workers(0)
        for task in range(1, TASKS + 1):
            name = f"{job}_{task}"
            self.slurm.wait_until(f"{name} has ended", lambda name=name:
                                  self.slurm.job(name)["JobState"] == "COMPLETED")
            self.assertEqual(self.slurm.job(name)["ExitCode"], "0:0")
            self.assertNotIn("baogao-worker: warning", self.output(job, task))

    def test_task_that_is_queued_again_joins_again(self):
        job = self.submit_array()
        self.slurm.command("scontrol", "requeue", f"{job}_1")
        self.slurm.wait_until("it was queued again", lambda:
                              self.slurm.job(f"{job}_1")["Restarts"] == "1")
        self.slurm.wait_until("it joined again", lambda:
                              self.output(job, 1).count("joined the head") == 2)
        self.wait_for_workers(TASKS)
        self.site.baogao("submit", "--wait", COUNTY)

    def test_job_without_a_head_says_what_is_missing(self):
        job = self.slurm.command("sbatch", "--parsable", "--array=1", str(SCRIPT),
                                 BAOGAO_HEAD="")
        self.slurm.wait_until("it has failed", lambda:
                              self.slurm.job(f"{job}_1")["JobState"] == "FAILED")
        self.assertIn("BAOGAO_HEAD", self.output(job, 1))


if __name__ == "__main__":
    unittest.main()
