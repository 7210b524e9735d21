#!/usr/bin/python3
"""baogao backup and restore, and the drill that an operator would do with them."""
import os
import shutil
import signal
import subprocess
import sys
import unittest

import client
import copies
import daemons

sys.path.insert(0, str(daemons.DATA.parent / "faults"))
import stream  # noqa: E402 (needs the path above)

USAGE, UNAVAILABLE, DAMAGED = 2, 3, 4
# How many documents are accepted before each step of the drill, at least.
STEP = 120


def readings(site):
    """What is kept of each document by its id, whenever it was read."""
    with client.Follower(copies.SCHEMA, site.endpoint("query")) as follower:
        return {change.document_id: tuple(
            getattr(change.values, name) for name in ("source", "records", "text"))
            for change in follower.changes(with_values=True)}


def stop_at_once():
    """In the child: a signal that came before the program could do anything."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    os.kill(os.getpid(), signal.SIGTERM)


class Drill(unittest.TestCase):
    """Backup under load, the store is destroyed, restore, go on."""

    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        self.follower = daemons.Site()
        self.addCleanup(self.follower.close)
        self.target = self.site.directory / "backup"

    def start(self):
        self.daemons = [self.site.start_worker("--children", 2), self.site.start_publisher()]

    def accept_more(self):
        count = len(self.load.accepted) + STEP
        self.site.wait_until("more is accepted", lambda: len(self.load.accepted) >= count)

    def back_up_under_load(self):
        """Some documents are done, some wait; returns what was accepted before."""
        self.load = stream.Stream(self.site.endpoint("submit"))
        self.load.start()
        self.accept_more()
        self.site.wait_until("some are done", lambda: self.site.status()["done"])
        self.site.baogao("pause")
        self.accept_more()
        before = dict(self.load.accepted)
        sound, self.backup = self.site.rows("backup", self.target)
        self.assertGreater(min(sound["done"], sound["waiting"]), 0)
        self.assertTrue(sound["is_sound"])
        self.site.baogao("resume")
        self.accept_more()
        self.load.finish()
        return before

    def destroy(self):
        for daemon in self.daemons:
            daemon.kill()
        shutil.rmtree(self.site.directory / "v/store")

    def wait_until_read(self):
        self.site.wait_until("nothing waits", lambda: self.site.status()["waiting"] == 0)

    def submit_again(self):
        """All that was ever submitted; what became of each, by its id."""
        folder = self.site.directory / "again"
        folder.mkdir()
        for number in range(len(self.load.submitted)):
            (folder / f"{number}.txt").write_bytes(stream.report(number))
        rows = self.site.rows("submit", folder)
        return {row["document_id"]: row["result"] for row in rows}

    def assert_followers_know(self, lost_id, lost_change_no):
        with client.Follower(copies.SCHEMA, self.site.endpoint("query")) as follower:
            with self.assertRaises(client.Refusal) as refused:
                follower.page(lost_change_no, store_id=lost_id)
            self.assertEqual(refused.exception.code, copies.SCHEMA.wire.REFUSED_OTHER_STORE)
            # One that names no store goes on, and misses nothing that is new.
            newer = {change.document_id for change in follower.changes(lost_change_no)}
        self.assertGreaterEqual(newer, set(self.after))
        copies.wait_until_equal(self, self.site, self.follower)

    def test_nothing_accepted_before_the_backup_is_missing(self):
        self.start()
        self.follower.start_publisher("--follow", self.site.endpoint("query"))
        before = self.back_up_under_load()
        self.wait_until_read()
        wanted = readings(self.site)
        self.assertEqual(wanted.keys(), self.load.accepted.keys())
        copies.wait_until_equal(self, self.site, self.follower)
        lost_id, lost_change_no = copies.latest(self.site)
        self.destroy()
        sound, restored = self.site.rows("restore", self.target)
        self.assertTrue(sound["is_sound"])
        self.assertEqual(restored["backup_of"], lost_id)
        for name in ("made", "last_document_no", "last_change_no"):
            self.assertEqual(restored[name], self.backup[name])
        # What came after is told: all beyond the number it goes up to.
        last = restored["last_document_no"]
        kept = {i for i, number in self.load.accepted.items() if number <= last}
        self.after = self.load.accepted.keys() - kept
        self.assertGreaterEqual(kept, before.keys())
        self.assertGreater(len(self.after), 0)
        self.start()
        self.wait_until_read()
        found = readings(self.site)
        self.assertEqual(found.keys(), kept)
        self.assertEqual([i for i in kept if found[i] != wanted[i]], [])
        again = self.submit_again()
        self.assertEqual({i for i in wanted if again[i] == "duplicate"}, kept)
        self.wait_until_read()
        found = readings(self.site)
        self.assertEqual([i for i in wanted if found[i] != wanted[i]], [])
        self.assertNotEqual(copies.latest(self.site)[0], lost_id)
        self.assert_followers_know(lost_id, lost_change_no)
        print(f"{len(before)} accepted before the backup, {len(kept)} in it, none of them lost;"
              f" {len(self.after)} came after, and came again")


class Refusals(unittest.TestCase):
    """What goes wrong leaves a word, an exit code and nothing else."""

    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)
        self.store = self.site.directory / "v/store"
        self.target = self.site.directory / "backup"
        self.worker = self.site.start_worker("--children", 1)
        self.site.baogao("submit", "--wait", daemons.DATA / "court-2022.txt",
                         daemons.DATA / "county-government-2023.txt")

    def refuse(self, code, says, *arguments, **options):
        files = sorted(self.site.directory.rglob("*"))
        done = self.site.baogao(*arguments, check=False, **options)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertIn(says, done.stderr)
        self.assertEqual(sorted(self.site.directory.rglob("*")), files)
        return done

    def back_up_and_lose(self):
        self.site.baogao("backup", self.target)
        self.assertEqual(self.worker.stop(), 0)
        shutil.rmtree(self.store)

    def test_target_that_is_there_is_kept(self):
        for name in ("file", "folder"):
            (self.site.directory / name).mkdir()
            (self.site.directory / name / "notes").write_text("mine")
        for target in ("file/notes", "folder"):
            self.refuse(USAGE, "not written over", "backup", self.site.directory / target)
        self.assertEqual((self.site.directory / "file/notes").read_text(), "mine")

    def test_no_place_for_the_target(self):
        self.refuse(UNAVAILABLE, "No such file", "backup", self.site.directory / "no/backup")

    def test_no_store(self):
        self.refuse(UNAVAILABLE, "no store in", "backup", self.target, "--store",
                    self.site.directory / "nowhere")

    def test_signal_leaves_nothing(self):
        self.refuse(UNAVAILABLE, "stopped by signal 15", "backup", self.target,
                    preexec_fn=stop_at_once)
        self.back_up_and_lose()
        self.refuse(UNAVAILABLE, "stopped by signal 15", "restore", self.target,
                    preexec_fn=stop_at_once)

    def test_part_of_a_backup_that_was_killed_is_made_anew(self):
        part = self.site.directory / "backup.part"
        part.mkdir()
        (part / "data.mdb").write_bytes(b"cut short")
        self.site.baogao("backup", self.target)
        self.assertFalse(part.exists())
        self.assertEqual(self.site.baogao("check", "--store", self.target).returncode, 0)

    def flip(self, store):
        """One bit of a source, of which LMDB knows nothing."""
        data = bytearray((store / "data.mdb").read_bytes())
        text = (daemons.DATA / "court-2022.txt").read_bytes()
        at = data.find(text[-200:])
        self.assertGreater(at, 0)
        data[at + 50] ^= 1
        (store / "data.mdb").write_bytes(data)

    def test_damaged_store_is_not_backed_up(self):
        self.assertEqual(self.worker.stop(), 0)
        self.flip(self.store)
        done = self.refuse(DAMAGED, "is damaged", "backup", self.target)
        self.assertIn("checksum: ", done.stdout)

    def test_damaged_backup_is_not_restored(self):
        self.back_up_and_lose()
        self.flip(self.target)
        self.refuse(DAMAGED, "is damaged", "restore", self.target)
        os.truncate(self.target / "data.mdb", 5 * daemons.PAGE)
        self.refuse(DAMAGED, "cut short", "restore", self.target)

    def test_store_that_is_there_is_kept(self):
        self.site.baogao("backup", self.target)
        self.assertEqual(self.worker.stop(), 0)
        self.refuse(USAGE, "not written over", "restore", self.target)
        self.assertEqual(self.site.rows("check")[-1]["done"], 2)

    def test_restore_beside_a_daemon(self):
        self.site.baogao("backup", self.target)
        shutil.rmtree(self.store)
        self.refuse(UNAVAILABLE, "baogao-worker runs on", "restore", self.target)

    def test_only_a_backup_is_restored_and_only_a_store_is_written(self):
        self.site.baogao("backup", self.target)
        self.assertEqual(self.worker.stop(), 0)
        moved = self.store.rename(self.site.directory / "moved")
        self.refuse(UNAVAILABLE, "but no backup", "restore", moved)
        self.refuse(UNAVAILABLE, "no store in", "restore", self.site.directory / "nowhere")
        self.target.rename(self.store)
        self.refuse(UNAVAILABLE, "a backup already", "backup", self.target)
        with self.assertRaisesRegex(daemons.NotStarted, "holds a backup"):
            self.site.start_worker()

    def test_text_form_says_what_it_goes_up_to(self):
        made = self.site.baogao("backup", f"{self.target}/")
        self.assertRegex(made.stdout, r"sound: 2 documents \(2 done.*\n"
                         r"backed up to .*: store [0-9a-f]{32} as of 2.*Z, "
                         r"up to document 2 and change 2\n$")
        self.assertEqual(made.stderr, "")
        self.assertEqual(self.worker.stop(), 0)
        shutil.rmtree(self.store)
        self.assertRegex(self.site.baogao("restore", self.target).stdout,
                         "up to document 2 and change 2\nwhat happened after that")


if __name__ == "__main__":
    unittest.main(verbosity=2)
