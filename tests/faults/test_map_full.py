"""A map too small for what comes: it grows, and nothing is lost."""
import unittest

import daemons
import stream


class MapFull(unittest.TestCase):
    def test_map_too_small_grows(self):
        site = daemons.Site()
        self.addCleanup(site.close)
        head = site.start_worker("--children", 1, "--map-mib", 1)
        load = stream.Stream(site.endpoint("submit"), make=stream.big_report)
        load.start()
        site.wait_until("the map has grown three times",
                        lambda: head.log().count("has grown") >= 3)
        load.finish()
        # Once more, with a map that is smaller than what is there.
        head.kill()
        head = site.start_worker("--children", 1, "--map-mib", 1)
        stream.settle(self, site, load)


if __name__ == "__main__":
    unittest.main(verbosity=2)
