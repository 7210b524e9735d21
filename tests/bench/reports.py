"""Reports for a large store: the project's samples with other places, years
and numbers.

A report keeps its sample's sentences, so that it holds as many figures, and
is read as slowly, as one of them.
"""
import pathlib
import random
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A sample and the place its report is from.
SAMPLES = {
    "county-government-2023.txt": "祁门县",
    "court-2022.txt": "衢州市衢江区",
    "cppcc-committee-2021.txt": "湖南省",
    "cppcc-member-2023.txt": "婺源县",
}
YEARS = range(-19, 1)  # beside a sample's own
DIGITS = re.compile(r"\d+")
YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
LATER = re.compile(r"[年月日届次号]")


def counties():
    """The names of all counties, in the order of their characters."""
    lines = (ROOT / "common/division/divisions.tsv").read_text(encoding="utf-8").splitlines()
    names = {line.split("\t")[2] for line in lines if not line.startswith("#")}
    return sorted(name for name in names if name.endswith("县"))


class Reports:
    """Report number N is the same in each run."""

    def __init__(self):
        self.counties = counties()
        self.samples = []
        for name, place in SAMPLES.items():
            text = (ROOT / "tests/data" / name).read_text(encoding="utf-8")
            if place not in text:
                raise RuntimeError(f"{name} is not from {place}")
            self.samples.append((text, place))

    def place(self, number):
        return self.counties[number * 7919 % len(self.counties)]

    def text(self, number):
        chance = random.Random(number)
        text, place = self.samples[number % len(self.samples)]
        shift = chance.choice(YEARS)
        text = text.replace(place, self.place(number))
        text = YEAR.sub(lambda found: str(int(found[0]) + shift), text)

        def another(found):
            """Another number of as many digits, but for dates and labels."""
            if LATER.match(text, found.end()) or len(found[0]) < 2:
                return found[0]
            first = chance.choice("123456789")
            return first + "".join(chance.choice("0123456789") for _ in found[0][1:])

        return DIGITS.sub(another, text)
