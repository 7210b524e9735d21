#!/usr/bin/python3
"""A store that an earlier version wrote, made one of this version.

store-format-N.mdb.gz are the files of such: stream.report(0) to (11) done, a
binary dead, stream.report(12) waiting.
"""
import fcntl
import gzip
import pathlib
import shutil
import sys
import unittest

import client
import copies
import daemons

sys.path.insert(0, str(daemons.DATA.parent / "faults"))
import stream  # noqa: E402 (needs the path above)

FORMAT = 5
DONE = 12
USAGE, UNAVAILABLE, DAMAGED = 2, 3, 4


class Upgrade(unittest.TestCase):
    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        self.old = self.site.directory / "old"
        self.old.mkdir()
        self.make_old(2)

    def make_old(self, number):
        packed = pathlib.Path(__file__).with_name(f"store-format-{number}.mdb.gz")
        self.data = gzip.decompress(packed.read_bytes())
        (self.old / "data.mdb").write_bytes(self.data)

    def refuse(self, code, says, old=None):
        done = self.site.baogao("upgrade", old or self.old, check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertIn(says, done.stderr)
        self.assertFalse((self.site.directory / "v/store.part").exists())

    def numbers(self):
        with client.Follower(copies.SCHEMA, self.site.endpoint("query")) as follower:
            return {change.document_id: change.document_no for change in follower.changes()}

    def test_format_2_has_all_and_goes_on(self):
        self.go_on(2)

    def test_format_3_has_all_and_goes_on(self):
        self.go_on(3)

    def test_format_4_has_all_and_goes_on(self):
        self.go_on(4)

    def go_on(self, number):
        self.make_old(number)
        sound, upgraded = self.site.rows("upgrade", self.old)
        self.assertEqual([sound[name] for name in ("is_sound", "done", "dead", "waiting")],
                         [True, DONE, 1, 1])
        self.assertEqual([upgraded[name] for name in ("from_format", "format", "indexed")],
                         [number, FORMAT, DONE])
        self.assertEqual((self.old / "data.mdb").read_bytes(), self.data)
        self.site.start_worker("--children", 1)
        self.site.start_publisher()
        self.site.wait_until("what waited is read",
                             lambda: self.site.status()["done"] == DONE + 1)
        numbers = self.numbers()
        for number in range(DONE + 1):
            document = client.Document(stream.report(number))
            # The dead one came between.
            self.assertEqual(numbers[document.id()], number + 1 + (number == DONE))
        # Both indexes lead to all of them, and forgetting leaves nothing in either.
        self.assertEqual(len(self.site.rows("search", "乡村小学", "--all")), DONE + 1)
        self.assertEqual(len(self.site.rows("figures", "--place", "青石县", "--all")), DONE + 1)
        self.assertEqual(len(self.site.rows("figures", "--value-from", "1", "--all")), DONE + 1)
        self.site.baogao("forget", client.Document(stream.report(3)).id())
        self.assertEqual(len(self.site.rows("search", "乡村小学", "--all")), DONE)
        self.assertEqual(self.site.rows("check")[-1]["violations"], {})

    def test_daemons_and_check_name_the_cure(self):
        store = self.site.directory / "v/store"
        shutil.copytree(self.old, store)
        with self.assertRaisesRegex(daemons.NotStarted, "has format 2.*`baogao upgrade`"):
            self.site.start_worker()
        done = self.site.baogao("check", check=False)
        self.assertEqual(done.returncode, UNAVAILABLE)
        self.assertIn("`baogao upgrade`", done.stderr)
        self.refuse(USAGE, "not written over")

    def test_what_needs_no_upgrade_is_refused(self):
        self.site.baogao("upgrade", self.old)
        again = (self.site.directory / "v/store").rename(self.site.directory / "again")
        self.refuse(UNAVAILABLE, f"has format {FORMAT} already", again)
        self.refuse(UNAVAILABLE, "no store in", self.site.directory / "nowhere")

    def test_store_that_is_written_is_left_alone(self):
        with open(self.old / "writer.lock", "w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.refuse(UNAVAILABLE, "another process writes")
        self.site.baogao("upgrade", self.old)

    def test_damage_is_not_carried_over(self):
        data = bytearray(self.data)
        at = data.find(stream.report(5))
        self.assertGreater(at, 0)
        data[at + 50] ^= 1
        (self.old / "data.mdb").write_bytes(data)
        self.refuse(DAMAGED, "is damaged")
        (self.old / "data.mdb").write_bytes(self.data[:5 * daemons.PAGE])
        self.refuse(DAMAGED, "cut short")
        self.assertFalse((self.site.directory / "v/store").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
