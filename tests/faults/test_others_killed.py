"""Children, joined workers and the publisher killed, under load."""
import os
import random
import signal
import time
import unittest

import daemons
import stream

KILLS = 40


class OthersKilled(unittest.TestCase):
    def setUp(self):
        seed = int(os.environ.get("BAOGAO_SEED", random.randrange(10 ** 6)))
        print(f"BAOGAO_SEED={seed}")
        self.moments = random.Random(seed)
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        # A document may be in the hands of many that are killed.
        self.head = self.site.start_worker("--children", 2, "--max-attempts",
                                           100)
        self.joined = self.start_joined()
        self.publisher = self.site.start_publisher()

    def start_joined(self):
        return self.site.start_worker("--join", self.site.endpoint("work"),
                                      "--children", 1)

    def kill_one(self):
        victim = self.moments.choice(["child", "local", "joined", "publisher"])
        if victim == "joined":
            self.joined.kill()
            self.joined = self.start_joined()
        elif victim == "publisher":
            self.publisher.kill()
            self.publisher = self.site.start_publisher()
        else:
            # The local worker comes first, its children after it.
            below = daemons.descendants(self.head.pid)
            if below:
                os.kill(below[0 if victim == "local" else -1], signal.SIGKILL)
        return victim

    def test_children_joined_workers_and_publisher_killed(self):
        load = stream.Stream(self.site.endpoint("submit"))
        load.start()
        killed = []
        for _ in range(KILLS):
            time.sleep(self.moments.uniform(0.01, 0.4))
            killed.append(self.kill_one())
        print(", ".join(f"{killed.count(v)} {v}" for v in sorted(set(killed))))
        load.finish()
        self.publisher.stop()
        stream.settle(self, self.site, load)


if __name__ == "__main__":
    unittest.main(verbosity=2)
