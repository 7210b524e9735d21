"""baogao check on stores that the real programs made, and what it finds when
the file is damaged behind their back."""
import json
import random
import shutil
import subprocess
import unittest

import daemons

SOUND, UNAVAILABLE, DAMAGED = 0, 3, 4
NAMES = ("county-government-2023.txt", "court-2022.txt", "template-page.txt",
         "cppcc-committee-2021.utf16.txt", "hongkong-department-2018.txt")


def check(store, *options):
    return subprocess.run(
        [daemons.BIN / "baogao", "check", "--json", "--store", store,
         *map(str, options)], capture_output=True, text=True, timeout=120)


def rows_of(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


class RealStore(unittest.TestCase):
    """One store, made once by the real programs; copies of it are damaged."""

    @classmethod
    def setUpClass(cls):
        cls.site = daemons.Site()
        cls.addClassCleanup(cls.site.close)
        worker = cls.site.start_worker("--children", 2)
        cls.site.baogao("submit", "--wait", *[daemons.DATA / name
                                              for name in NAMES])
        binary = cls.site.directory / "binary"
        binary.write_bytes(bytes(range(256)) * 40)
        cls.site.baogao("submit", "--wait", binary, check=False)
        assert worker.stop() == 0
        cls.store = cls.site.directory / "v/store"
        cls.data = daemons.used_part((cls.store / "data.mdb").read_bytes())

    def damaged_copy(self, data):
        copy = self.site.directory / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        shutil.copy(self.store / "lock.mdb", copy)
        (copy / "data.mdb").write_bytes(data)
        return copy

    def test_store_of_the_real_programs_is_sound(self):
        done = check(self.store)
        self.assertEqual(done.returncode, SOUND, done.stdout + done.stderr)
        rows = rows_of(done)
        self.assertEqual(len(rows), 1)
        self.assertEqual(
            [rows[0][name] for name in ("is_sound", "documents", "done",
                                        "dead", "waiting", "violations")],
            [True, len(NAMES) + 1, len(NAMES), 1, 0, {}])

    def test_text_form_says_sound_and_exits_0(self):
        done = subprocess.run(
            self.site.command("check"), capture_output=True, text=True,
            timeout=60)
        self.assertEqual(done.returncode, SOUND, done.stderr)
        self.assertTrue(done.stdout.startswith("sound: 6 documents (5 done, "
                                               "1 dead, 0 waiting)"),
                        done.stdout)
        self.assertEqual(done.stderr, "")

    def test_file_cut_anywhere_is_damage(self):
        for part in (1, 100, daemons.PAGE, 2 * daemons.PAGE, 2 * daemons.PAGE + 1,
                     len(self.data) // 2, len(self.data) - daemons.PAGE):
            with self.subTest(bytes=part):
                done = check(self.damaged_copy(self.data[:part]))
                self.assertEqual(done.returncode, DAMAGED,
                                 done.stdout + done.stderr)

    def test_file_cut_to_nothing_cannot_be_opened(self):
        done = check(self.damaged_copy(b""))
        self.assertEqual(done.returncode, UNAVAILABLE)
        self.assertIn("is empty", done.stderr)

    def test_flipped_bit_in_a_source_names_its_document(self):
        text = (daemons.DATA / "court-2022.txt").read_bytes()
        at = self.data.find(text[-200:])
        self.assertGreater(at, 0)
        data = bytearray(self.data)
        data[at + 50] ^= 1
        done = check(self.damaged_copy(data))
        self.assertEqual(done.returncode, DAMAGED, done.stderr)
        violation, end = rows_of(done)
        self.assertEqual(violation["violation"], "checksum")
        self.assertEqual(violation["what"],
                         "a value in sources fails its checksum")
        self.assertEqual(len(violation["document_id"]), 32)
        self.assertEqual(end["violations"], {"checksum": 1})
        self.assertFalse(end["is_sound"])

    def test_no_spoilt_page_brings_the_check_down(self):
        """Every page in turn, as garbage, zeros and another page of it."""
        pages = len(self.data) // daemons.PAGE
        numbers = random.Random(7)
        found = 0
        for page in range(2, pages, max(1, pages // 30)):
            other = numbers.randrange(2, pages)
            for filler in (b"\xff" * daemons.PAGE, bytes(daemons.PAGE),
                           numbers.randbytes(daemons.PAGE),
                           self.data[other * daemons.PAGE:(other + 1) * daemons.PAGE]):
                data = bytearray(self.data)
                data[page * daemons.PAGE:(page + 1) * daemons.PAGE] = filler
                done = check(self.damaged_copy(data), "--show", 3)
                # A page may be free, or of a version that is gone.
                self.assertIn(done.returncode, (SOUND, DAMAGED),
                              (page, done.stdout, done.stderr))
                if done.returncode == DAMAGED and not done.stderr:
                    self.assertFalse(rows_of(done)[-1]["is_sound"])
                found += done.returncode == DAMAGED
        self.assertGreater(found, 10)

    def test_no_store_cannot_be_opened(self):
        done = check(self.site.directory / "nowhere")
        self.assertEqual(done.returncode, UNAVAILABLE)
        self.assertEqual(done.stdout, "")
        self.assertIn("no store in", done.stderr)

    def test_so_many_of_a_kind_are_printed_and_all_are_counted(self):
        data = self.data
        for name in NAMES[:3]:
            text = (daemons.DATA / name).read_bytes()
            at = data.find(text[-100:])
            self.assertGreater(at, 0, name)
            data = data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]
        rows = rows_of(check(self.damaged_copy(data), "--show", 2))
        self.assertEqual([row.get("violation") for row in rows],
                         ["checksum", "checksum", None])
        self.assertEqual(rows[-1]["violations"], {"checksum": 3})


class LiveStore(unittest.TestCase):
    def setUp(self):
        self.site = daemons.Site()
        self.addCleanup(self.site.close)

    def test_store_is_sound_at_any_moment_of_a_head_at_work(self):
        self.site.start_worker("--children", 2)
        folder = self.site.directory / "load"
        folder.mkdir()
        text = (daemons.DATA / "county-government-2023.txt").read_text()
        for number in range(200):
            (folder / f"{number}.txt").write_text(
                text * 4 + f"\n第{number}号材料共{number + 1}页。\n")
        submit = subprocess.Popen(
            self.site.command("submit", "--wait", folder),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self.addCleanup(submit.kill)
        moments = 0
        while submit.poll() is None:
            done = self.site.baogao("check", "--json", check=False)
            self.assertEqual(done.returncode, SOUND,
                             done.stdout + done.stderr)
            moments += 1
        self.assertEqual(submit.returncode, 0)
        self.assertGreater(moments, 1)
        end = self.site.rows("check")[-1]
        self.assertEqual([end["documents"], end["done"]], [200, 200])


if __name__ == "__main__":
    unittest.main(verbosity=2)
