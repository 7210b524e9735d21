"""A store cut short, and one with bytes flipped, under the real programs.

Each copy of a store is damaged in one place. Whatever that is: the daemons
refuse it with a word, or what they serve is right and what is damaged is
reported; baogao check never calls a store sound that answers wrongly; and
nothing crashes, hangs or grows.
"""
import collections
import os
import random
import resource
import shutil
import subprocess
import unittest

import daemons
import stream

PAGE = daemons.PAGE
BRANCH, LEAF, OVERFLOW, META = 1, 2, 4, 8  # the kinds of LMDB's pages
SMALL_REPORTS = 150
# How many copies have a byte flipped in a page of that kind.
FLIPS = {META: 16, BRANCH: 14, LEAF: 24, OVERFLOW: 16}
KEY_FLIPS = 24
CUTS = 8
DAMAGED = 4
PATIENCE_SECONDS = 30
MEMORY_MAX_KIB = 1 << 20
REPORTED = r"damaged|checksum|cannot be read|cut short|does not fit"
NAMES = ("county-government-2023.txt", "court-2022.txt", "template-page.txt",
         "cppcc-committee-2021.utf16.txt", "hongkong-department-2018.txt")


def pages_of(data):
    """The kind of each page, as its head or the value's it belongs to says."""
    kinds, page = [], 0
    while page < len(data) // PAGE:
        head = data[page * PAGE:page * PAGE + 16]
        kind = int.from_bytes(head[10:12], "little")
        count = int.from_bytes(head[12:16], "little") if kind == OVERFLOW else 1
        count = min(max(count, 1), len(data) // PAGE - page)
        kinds += [kind] * count
        page += count
    return kinds


def key_ends(data):
    """Where the keys on leaf pages have their last bytes."""
    ends = []
    for page, kind in enumerate(pages_of(data)):
        if kind != LEAF:
            continue
        at = page * PAGE
        lower = int.from_bytes(data[at + 12:at + 14], "little")
        for slot in range(at + 16, at + lower, 2):
            node = at + int.from_bytes(data[slot:slot + 2], "little")
            length = int.from_bytes(data[node + 6:node + 8], "little")
            ends.append(node + 8 + length - 1)
    return ends


class Original:
    """A store that the real programs filled, and what they answer."""

    def __init__(self, site):
        self.site = site
        head = site.start_worker("--children", 2)
        folder = site.directory / "reports"
        folder.mkdir()
        for number in range(SMALL_REPORTS):
            (folder / f"{number}.txt").write_bytes(stream.report(number))
        (folder / "binary").write_bytes(bytes(range(256)) * 40)
        for name in NAMES:
            shutil.copy(daemons.DATA / name, folder)
        # In two portions, so that there are pages that are free again.
        site.baogao("submit", "--wait", folder / "7.txt", folder / NAMES[0])
        site.baogao("submit", "--wait", folder, check=False)
        self.folder = folder
        self.counts = self.counts_of(site)
        publisher = site.start_publisher()
        self.questions = self.make_questions()
        self.answers = [site.baogao(*q).stdout for q in self.questions]
        assert all(self.answers) and publisher.stop() == 0 == head.stop()
        self.data = daemons.used_part(
            (site.directory / "v/store/data.mdb").read_bytes())
        # Without the pages that are free, a flip in which means nothing.
        compact = site.directory / "compact"
        compact.mkdir()
        subprocess.run(["mdb_copy", "-c", site.directory / "v/store", compact],
                       check=True)
        self.compact = (compact / "data.mdb").read_bytes()

    @staticmethod
    def counts_of(site):
        status = site.status()
        return [status[name] for name in ("done", "dead", "waiting")]

    def make_questions(self):
        reports = self.site.rows("reports", "--all")
        figures = self.site.rows("figures", "--all")
        picked = random.Random(1)
        questions = [("reports", "--all"), ("figures", "--all"),
                     ("figures", "--place", "祁门县"),
                     ("figures", "--kind", "money", "--all")]
        questions += [("show", row["document"]["id"])
                      for row in picked.sample(reports, 3)]
        questions += [("cite", row["id"]) for row in picked.sample(figures, 3)]
        return [(*question, "--json") for question in questions]


class DamagedStore(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.seed = int(os.environ.get("BAOGAO_SEED",
                                      random.randrange(10 ** 6)))
        print(f"BAOGAO_SEED={cls.seed}")
        site = daemons.Site()
        cls.addClassCleanup(site.close)
        cls.original = Original(site)

    def setUp(self):
        self.random = random.Random(self.seed)
        self.ends = collections.Counter()

    # ---- what one copy is asked ------------------------------------------

    def assert_ended_well(self, code, text):
        """A program that did not serve: it says why, and what to do."""
        self.assertEqual(code, DAMAGED, text)
        self.assertRegex(text, REPORTED)
        self.assertIn("check` tells what is damaged", text)
        self.assertIn(str(self.copy.directory), text)

    def ask(self, number):
        """Whether the answer is right; it may be none, with a reason."""
        done = self.copy.baogao(*self.original.questions[number], check=False)
        expected = self.original.answers[number]
        if done.returncode == 0:
            self.assertEqual(done.stdout, expected)
            return True
        if self.publisher.process.poll() is None:
            self.assertRegex(done.stderr, REPORTED)
        lines = set(expected.splitlines())
        self.assertLessEqual(set(done.stdout.splitlines()), lines)
        return False

    def publish(self):
        """How the publisher fares: refused, reported or right."""
        try:
            self.publisher = self.copy.start_publisher()
        except daemons.NotStarted as end:
            self.assert_ended_well(end.returncode, end.log)
            return "refused"
        are_right = [self.ask(number)
                     for number in range(len(self.original.questions))]
        code = self.publisher.stop()
        if code != 0:
            self.assert_ended_well(code, self.publisher.log())
        return "right" if all(are_right) else "reported"

    def head(self):
        try:
            head = self.copy.start_worker("--children", 0)
        except daemons.NotStarted as end:
            self.assert_ended_well(end.returncode, end.log)
            return "refused"
        self.assertEqual(self.original.counts_of(self.copy),
                         self.original.counts)
        number = self.random.randrange(SMALL_REPORTS)
        done = self.copy.baogao("submit", "--json", self.original.folder /
                                f"{number}.txt", check=False)
        is_known = '"result":"duplicate"' in done.stdout
        code = head.stop()
        if code == 0 and is_known:
            return "right"
        self.assertFalse(done.stdout.strip() and not is_known, done.stdout)
        self.assert_ended_well(code, head.log())
        return "reported"

    def check(self):
        done = subprocess.run(self.copy.command("check"), capture_output=True,
                              text=True, timeout=PATIENCE_SECONDS)
        self.assertIn(done.returncode, (0, DAMAGED), done.stdout + done.stderr)
        return "right" if done.returncode == 0 else "reported"

    @staticmethod
    def make_copy(data):
        copy = daemons.Site()
        store = copy.directory / "v/store"
        store.mkdir(parents=True)
        (store / "data.mdb").write_bytes(data)
        (store / "lock.mdb").touch()
        return copy

    def try_copy(self, what, data):
        self.copy = self.make_copy(data)
        try:
            with self.subTest(what):
                ends = self.check(), self.publish(), self.head()
                # What is called sound is served, and rightly.
                if ends[0] == "right":
                    self.assertEqual(ends, ("right",) * 3)
                self.ends[self.sum_up(ends)] += 1
                return ends
        finally:
            self.copy.close()
        self.ends["wrong"] += 1
        return None

    @staticmethod
    def sum_up(ends):
        for end in ("refused", "reported"):
            if end in ends:
                return end
        return "served right"

    def report(self, what):
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        figures = ", ".join(f"{self.ends[end]} {end}" for end in (
            "refused", "reported", "served right", "wrong"))
        print(f"{what}: {sum(self.ends.values())} copies tried, {figures}; "
              f"{peak >> 10} MiB at most", flush=True)
        self.assertEqual(self.ends["wrong"], 0)
        self.assertLess(peak, MEMORY_MAX_KIB)

    # ---- the damage ------------------------------------------------------

    def test_cut_while_it_serves(self):
        """What was looked at when it was opened is gone: both end with a word."""
        for start in ("start_publisher", "start_worker"):
            with self.subTest(start):
                self.copy = self.make_copy(self.original.data)
                self.addCleanup(self.copy.close)
                daemon = getattr(self.copy, start)()
                os.truncate(self.copy.directory / "v/store/data.mdb", 2 * PAGE)
                question = (self.original.questions[0]
                            if start == "start_publisher" else
                            ("submit", self.original.folder / NAMES[0]))
                self.copy.baogao("--timeout", "1", *question, check=False)
                self.assert_ended_well(daemon.process.wait(PATIENCE_SECONDS),
                                       daemon.log())

    def test_cut_short(self):
        data = self.original.data
        lengths = [1, 100, PAGE, 2 * PAGE, 2 * PAGE + 1, len(data) - PAGE]
        lengths += [self.random.randrange(len(data)) for _ in range(CUTS)]
        for length in lengths:
            ends = self.try_copy(f"cut to {length} bytes", data[:length])
            if ends and length <= len(data) - PAGE:
                self.assertEqual(ends[1:], ("refused", "refused"))
        self.report("cut short")

    def flip(self, at, what):
        data = bytearray(self.original.compact)
        data[at] ^= 1 << self.random.randrange(8)
        self.try_copy(what, data)

    def test_flipped_keys(self):
        """The key that is asked for is gone, and the order still holds."""
        ends = key_ends(self.original.compact)
        for at in self.random.sample(ends, KEY_FLIPS):
            self.flip(at, f"byte {at}, the last of a key")
        self.report("keys flipped")

    def test_flipped_bytes(self):
        kinds = pages_of(self.original.compact)
        for kind, count in FLIPS.items():
            pages = [page for page, of in enumerate(kinds) if of == kind]
            self.assertTrue(pages, f"no pages of kind {kind}")
            for _ in range(count):
                # A meta page is nearly empty: the rest has no meaning.
                length = 160 if kind == META else PAGE
                at = (self.random.choice(pages) * PAGE
                      + self.random.randrange(length))
                self.flip(at, f"byte {at} of a page of kind {kind}")
        self.report("bytes flipped")
        self.assertGreater(self.ends["refused"], 0)
        self.assertGreater(self.ends["reported"], 0)
        self.assertGreater(self.ends["served right"], 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
