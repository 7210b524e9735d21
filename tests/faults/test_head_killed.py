"""The head killed 50 times at random moments, under load."""
import os
import random
import time
import unittest

import daemons
import stream

KILLS = 50


class HeadKilled(unittest.TestCase):
    def test_head_killed_fifty_times(self):
        seed = int(os.environ.get("BAOGAO_SEED", random.randrange(10 ** 6)))
        print(f"BAOGAO_SEED={seed}")
        moments = random.Random(seed)
        site = daemons.Site()
        self.addCleanup(site.close)
        head = site.start_worker("--children", 2)
        load = stream.Stream(site.endpoint("submit"))
        load.start()
        for _ in range(KILLS):
            time.sleep(moments.uniform(0.01, 0.6))
            head.kill()
            head = site.start_worker("--children", 2)
        load.finish()
        stream.settle(self, site, load)


if __name__ == "__main__":
    unittest.main(verbosity=2)
