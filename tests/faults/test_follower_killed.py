"""A follower killed again and again while its source takes documents, forgets
some and reads others anew: in the end both stores hold the same."""
import json
import os
import random
import signal
import subprocess
import time
import unittest

import daemons
import stream
import copies  # noqa: E402 (on the path that stream sets)

KILLS = 15


class FollowerKilled(unittest.TestCase):
    def setUp(self):
        seed = int(os.environ.get("BAOGAO_SEED", random.randrange(10 ** 6)))
        print(f"BAOGAO_SEED={seed}")
        self.moments = random.Random(seed)
        self.source = daemons.Site()
        self.addCleanup(self.source.close)
        self.copy = daemons.Site()
        self.addCleanup(self.copy.close)
        self.source.start_worker("--children", 1)
        self.source.start_publisher()
        self.follower = self.start_follower()

    def start_follower(self):
        return self.copy.start_publisher("--follow", self.source.endpoint("query"))

    def done(self):
        """Ids of documents that have records, as the source's feed tells."""
        rows = self.source.rows("watch", "--until-now")
        return [row["document_id"] for row in rows if row["change"] in ("done", "reread")]

    def order(self, command, count):
        ids = self.done()
        chosen = self.moments.sample(ids, min(count, len(ids)))
        if chosen:
            # One that is being read just now may be in another state.
            self.source.baogao(command, *chosen, check=False)

    def test_follower_killed_under_load(self):
        load = stream.Stream(self.source.endpoint("submit"), per_second=100)
        watch = subprocess.Popen(self.source.command("watch", "--since", "0", "--json"),
                                 stdout=subprocess.PIPE, text=True)
        self.addCleanup(watch.stdout.close)
        load.start()
        for _ in range(KILLS):
            time.sleep(self.moments.uniform(0.05, 0.5))
            self.order("forget", 3)
            self.order("reprocess", 3)
            self.follower.kill()
            self.follower = self.start_follower()
        load.finish()
        self.source.wait_until("nothing waits", lambda: self.source.status()["waiting"] == 0, 120)
        count = copies.wait_until_equal(self, self.source, self.copy)
        print(f"{KILLS} kills: {len(load.accepted)} documents accepted, {count} changes, "
              "0 differences", flush=True)
        self.assertGreaterEqual(count, len(load.accepted))
        self.check_watch(watch)

    def check_watch(self, watch):
        """Who watched from the beginning saw each change rise, and the last of each document."""
        last = self.source.rows("watch", "--until-now")
        seen, before = {}, 0
        for line in watch.stdout:
            row = json.loads(line)
            self.assertGreater(row["change_no"], before)
            before = row["change_no"]
            seen[row["document_id"]] = row
            if before == last[-1]["change_no"]:
                break
        watch.send_signal(signal.SIGTERM)
        self.assertEqual(watch.wait(10), 0)
        self.assertEqual(seen, {row["document_id"]: row for row in last})


if __name__ == "__main__":
    unittest.main(verbosity=2)
