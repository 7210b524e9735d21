#!/usr/bin/env python3
"""How well slipped GBK is repaired.

usage: repair [--corpus FOLDER] [--lines N] [--seed N] [--show N] LINES_PROGRAM

Damages one line of a text held out of the counts (see held_out.py beside them),
again and again, lets LINES_PROGRAM, which is bench_repair_lines, propose repairs of
the whole text, and prints how many lines come back exactly, marks of any width alike. One third of the lines are
Simplified in GBK, one third Traditional, one third Simplified and converted to
Traditional afterwards. Where the damage left only '?' or nothing at all the line
is not counted: no pair was read out of step.

Then, by how many bits the next proposal is worse, how often the best one is right
where there is but one slip: confidence_of() in repair.c has these as its table.

Last it reads every text of the corpus as it is and lists each place repaired:
an alarm is false unless the page is damaged there, so they are printed to be read.
"""
import argparse
import collections
import random
import re
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "worker/extract/repair/model"))

from damage import Manner, damage, fold_width  # noqa: E402
from held_out import is_held_out  # noqa: E402

SCRIPTS = ("simplified", "traditional", "converted")
TEXT_END = "\x1e"
LINE_MIN_CHARS = 8
# As repair.c has them: eighths of a bit, bits, characters.
MODEL_BIT = 8
LEAD_MAX = 10
LONG_CHARS = 32


def convert(lines, config):
    out = subprocess.run(["opencc", "-c", config], input="\n".join(lines),
                         capture_output=True, text=True, check=True)
    return out.stdout.split("\n")[: len(lines)]


def lines_of(path):
    lines = (re.sub(r"\s+", "", line) for line in path.read_text("utf8").split("\n"))
    return convert([l for l in lines if len(l) >= LINE_MIN_CHARS], "t2s.json")


def texts_of(paths):
    """Each text as (Simplified lines, Traditional lines)."""
    texts = [t for t in map(lines_of, paths) if len(t) > 2]
    return [(t, convert(t, "s2t.json")) for t in texts]


def manner(rng, script):
    lost = rng.choice(["", "?"])
    return Manner(rng.random() < 0.5, lost, rng.choice([lost, "?"]),
                  rng.random() < 0.7, script == "converted")


def damaged(texts, count, rng):
    """
    (script, manner, damage, damaged text, clean text): one line of a whole
    text, each text as likely.
    """
    out = []
    for number in range(count):
        script = SCRIPTS[number % 3]
        simplified, traditional = rng.choice(texts)
        at = rng.randrange(1, len(simplified) - 1)
        line = (traditional if script == "traditional" else simplified)[at]
        places = [n for n, c in enumerate(line) if ord(c) > 0x2000]
        how = manner(rng, script)
        what = damage(line, rng.choice(places), how) if places else None
        if what and what.text.strip("?"):
            rest = simplified if script == "simplified" else traditional
            out.append((script, how, what, rest, at))
    written = iter(convert([i[2].line for i in out if i[1].is_converted],
                           "s2t.json"))
    items = []
    for script, how, what, rest, at in out:
        line = next(written) if how.is_converted else what.line
        clean = fold_width("\n".join(rest))
        text = fold_width("\n".join([*rest[:at], line, *rest[at + 1 :]]))
        if text != clean:
            items.append((script, how, what, text, clean))
    return items


def propose(program, texts):
    """For each text its slips: (begin, end, gain, [proposals], [costs])."""
    out = subprocess.run([program], input=TEXT_END.join(texts), text=True,
                         capture_output=True, check=True).stdout
    slips = [[]]
    for line in out.split("\n")[:-1]:
        if line == ".":
            slips.append([])
            continue
        fields = line.split("\t")
        slips[-1].append((*map(int, fields[:3]), fields[4::2],
                          [int(cost) for cost in fields[3::2]]))
    return slips[:-1]


def applied(text, slips, other=(-1, 0)):
    """`text` repaired; of slip other[0] take the proposal other[1]."""
    raw, at, out = text.encode(), 0, []
    for number, (begin, end, _, proposals, _) in enumerate(slips):
        rank = other[1] if number == other[0] else 0
        proposal = proposals[min(rank, len(proposals) - 1)]
        out += [raw[at:begin], fold_width(proposal).encode()]
        at = end
    return b"".join(out + [raw[at:]]).decode().replace("\u3000", "")


def lead(slip):
    """What repair.c goes by to say how sure it is of a slip."""
    *_, proposals, costs = slip
    if len(proposals[0]) >= LONG_CHARS:
        return "long"
    apart = (costs[1] - costs[0]) // MODEL_BIT if len(costs) > 1 else LEAD_MAX
    return min(apart, LEAD_MAX)


def print_leads(leads):
    for step in sorted(leads, key=lambda s: LEAD_MAX + 1 if s == "long" else s):
        right, count = leads[step]["right"], leads[step]["count"]
        print(f"lead of {step}: {right:4} of {count:4} right, {right / count:.3f}")


def measure(program, items, show):
    table = collections.defaultdict(collections.Counter)
    leads = collections.defaultdict(collections.Counter)
    for (script, how, what, text, clean), slips in zip(
            items, propose(program, [item[3] for item in items])):
        want = clean.replace("\u3000", "")
        exact = applied(text, slips) == want
        near = exact or any(applied(text, slips, (n, rank)) == want
                            for n in range(len(slips)) for rank in (1, 2))
        if len(slips) == 1:
            leads[lead(slips[0])].update(count=1, right=exact)
        length = "piece" if how.is_piece else "line"
        loss = "nothing more lost" if what.lost == 0 else "more lost"
        for key in ("all", loss, f"{loss}, to the {length}'s end",
                    f"{loss}, {script}",
                    f"{loss}, {'marked' if how.is_marked else 'not marked'}"):
            table[key].update(lines=1, exact=exact, three=near, unseen=not slips)
        if not exact and show > 0:
            show -= 1
            print(f"{script}: {what.text}\n  {[s[3] for s in slips]}")
    print(f"{'lines':>7} {'exact':>7} {'in three':>9} {'unseen':>7}")
    for key in sorted(table):
        row = table[key]
        print(f"{row['lines']:7} {row['exact'] / row['lines']:7.3f}"
              f" {row['three'] / row['lines']:9.3f}"
              f" {row['unseen'] / row['lines']:7.3f}  {key}")
    print_leads(leads)


def alarms(program, paths):
    texts = [path.read_text("utf8").replace(TEXT_END, "") for path in paths]
    chars, begin, count = sum(map(len, texts)), time.monotonic(), 0
    found = propose(program, texts)
    seconds = time.monotonic() - begin
    for path, text, slips in zip(paths, texts, found):
        raw = text.encode()
        for first, end, gain, proposals, _ in slips:
            count += 1
            print(f"{path.name}:{first}: {raw[first:end].decode()}"
                  f" -> {proposals[0]} (gain {gain})")
    print(f"{count} alarms in {chars} characters, {seconds:.1f} s")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--corpus", type=Path)
    options.add_argument("--lines", type=int, default=1200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", type=int, default=0)
    options.add_argument("program")
    args = options.parse_args()
    folder = args.corpus or ROOT / "tests/data"
    paths = sorted(p for p in folder.glob("*.txt") if ".gbk" not in p.name
                   and ".utf16" not in p.name and "template-page" not in p.name)
    rng = random.Random(args.seed)
    held_out = [p for p in paths if is_held_out(p)] if args.corpus else paths
    measure(args.program, damaged(texts_of(held_out), args.lines, rng), args.show)
    alarms(args.program, paths)


if __name__ == "__main__":
    main()
