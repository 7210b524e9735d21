#!/usr/bin/env python3
"""How the divisions are spelled: their full names and their short ones.

usage: spell_divisions.py DIVISIONS HAND OUT

DIVISIONS is common/division/divisions.tsv, HAND the lexicon divisions.tsv of
this folder, whose rows come first and go before the names made here. A short name is a name without what says
its kind (江西, 祁门, 恩施州); of two divisions with one short name the higher
has it; of two of one level that of the two which still stands, above counties,
else none. A row of HAND of the form `short`
without name is a word that only looks like a short name.
"""
import collections
import re
import sys

STANDING = 9999  # the last year of a division that is still there
COUNTY = 3

PEOPLES = """壮 回 维吾尔 土家 苗 藏 彝 布依 侗 瑶 白 哈尼 哈萨克 傣 黎 傈僳 佤 畲
拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 塔吉克
普米 怒 鄂温克 德昂 保安 裕固 鄂伦春 独龙 基诺 满 蒙古 朝鲜 各""".split()
ALTERNATION = "|".join(sorted(PEOPLES, key=len, reverse=True))
AUTONOMOUS = re.compile(
    rf"^(.{{2,}}?)((?:{ALTERNATION})族|维吾尔|哈萨克|蒙古|柯尔克孜|锡伯|塔吉克)*自治([区州县旗])$")
PEOPLE_DISTRICT = re.compile(rf"^(.{{2,}}?)((?:{ALTERNATION})族)+区$")
KINDS = {1: r"(省|市|特别行政区|自治区)$", 2: r"(市|地区|盟)$",
         3: r"((?<![新矿特林])区|[新矿特林]区|县|市|(?<![前后左右中])旗)$"}


def short_names(name, level):
    match = PEOPLE_DISTRICT.match(name)
    if match:
        return [match[1]]
    match = AUTONOMOUS.match(name)
    if match:
        stem, kind = match[1], match[3]
        return [stem] + ([stem + kind] if kind != "区" and len(stem) > 1 else [])
    stem = re.sub(KINDS[level], "", name)
    return [stem] if len(stem) >= 2 and stem != name else []


def read_divisions(path):
    with open(path, encoding="utf8") as source:
        rows = [l.rstrip("\n").split("\t") for l in source if l[0] != "#"]
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def read_hand(path):
    with open(path, encoding="utf8") as source:
        lines = [l.rstrip("\n") for l in source if l.strip() and l[0] != "#"]
    return lines[0], [l.split("\t") for l in lines[1:]]


def main():
    divisions = read_divisions(sys.argv[1])
    header, hand = read_hand(sys.argv[2])
    newest = {}
    for d in divisions:
        if d["lineage"] not in newest or int(d["from"]) > int(newest[d["lineage"]]["from"]):
            newest[d["lineage"]] = d
    full, short = collections.defaultdict(dict), collections.defaultdict(dict)
    for d in divisions:
        full[d["name"]][d["lineage"]] = d
        for name in short_names(d["name"], int(d["level"])):
            short[name][d["lineage"]] = d

    out = {row[0]: row[1:] for row in hand}

    def spell(spelling, by_lineage, is_short):
        if spelling in out:
            return
        level = min(int(d["level"]) for d in by_lineage.values())
        if is_short:
            by_lineage = {l: d for l, d in by_lineage.items()
                          if int(d["level"]) == level}
            standing = {l: d for l, d in by_lineage.items()
                        if int(d["to"]) == STANDING}
            if level < COUNTY and len(standing) == 1:
                by_lineage = standing
        last = max(by_lineage.values(), key=lambda d: int(d["from"]))
        row = newest[last["lineage"]] if is_short else last
        alone = len(by_lineage) == 1
        if is_short and not alone:
            return
        out[spelling] = [row["name"], newest[last["lineage"]]["code"] if alone
                         else "-", row["level"], "short" if is_short else "full"]

    for spelling, by_lineage in full.items():
        spell(spelling, by_lineage, False)
    for spelling, by_lineage in short.items():
        spell(spelling, by_lineage, True)
    with open(sys.argv[3], "w", encoding="utf8") as made:
        print(header, file=made)
        for spelling, rest in out.items():
            if rest[0] != "-" or rest[-1] == "local":
                print(spelling, *rest, sep="\t", file=made)


if __name__ == "__main__":
    main()
