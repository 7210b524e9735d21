#!/usr/bin/env python3
"""Compare what is extracted from a sample with its annotation.

usage: check.py BAOGAO NAME.json        records against the annotation
       check.py BAOGAO --same A B       two encodings of one text, same records

The texts are our own, so the reports must be right to the field. Sections and
figures may miss a few (F1 of at least 0.90): an annotation states what a reader
sees, and a sample is no reason for a rule that only this sample needs.
"""
import json
import subprocess
import sys
from decimal import Decimal

LEAST_F1 = 0.90
REPORT_FIELDS = ("title", "genre", "author", "place", "year", "session")


def extract(baogao, path):
    """The JSON Lines of one text, as a list of objects."""
    done = subprocess.run(
        [baogao, "extract", "--json", path], capture_output=True, timeout=60
    )
    if done.returncode != 0:
        sys.exit(f"{path}: exit {done.returncode}: {done.stderr.decode()}")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def number(value):
    """A decimal out of JSON; None stays None."""
    return None if value is None else Decimal(str(value)).normalize()


class Text:
    """The annotated text, to turn line and quote into byte offsets."""

    def __init__(self, path):
        with open(path, encoding="utf8", newline="") as text:
            self.lines = text.read().split("\n")
        self.starts, at = [], 0
        for line in self.lines:
            self.starts.append(at)
            at += len(line.encode()) + 1

    def line_of(self, offset):
        return sum(start <= offset for start in self.starts)

    def offset(self, entry):
        line = self.lines[entry["line"] - 1]
        context = entry.get("context", entry["quote"])
        at = line.index(context) + context.index(entry["quote"])
        return self.starts[entry["line"] - 1] + len(line[:at].encode())


def wrong_fields(want, got):
    """The report's fields that differ, as lines of text."""
    for field in REPORT_FIELDS:
        if field not in want:
            continue
        value = got.get(field)
        if field == "place" and value is not None:
            value = value["name"]
        if value != want[field]:
            yield f"{field}: want {want[field]!r}, got {value!r}"


def f1_failure(name, want, got):
    """Compare two sets; None where they agree well enough."""
    hits = len(want & got)
    f1 = 2 * hits / (len(want) + len(got)) if want or got else 1.0
    if f1 >= LEAST_F1:
        print(f"{name}: F1 {f1:.3f} of {len(want)}")
        return None
    lost = ", ".join(map(str, sorted(want - got, key=str)))
    extra = ", ".join(map(str, sorted(got - want, key=str)))
    return f"{name}: F1 {f1:.3f}\n  not found: {lost}\n  extra: {extra}"


def figure_key(figure):
    """What a figure says, without where."""
    return tuple(
        str(part)
        for part in (
            number(figure["value"]),
            number(figure["upper"]),
            figure["unit"],
            figure["bound"],
        )
    )


def pair_figures(text, want, got):
    """Both sides as sets; a figure is known by the line and what it says."""
    optional = {
        (f["line"], f["quote"]) for r in want for f in r["figures"] if f["optional"]
    }
    gold, found = set(), set()
    for report in want:
        for f in report["figures"]:
            if not f["optional"]:
                gold.add((f["line"], text.offset(f), *figure_key(f)))
    for report in got:
        for f in report["figures"]:
            line = text.line_of(f["span"][0])
            if (line, f["text"]) in optional:
                continue
            key = figure_key(f)
            # A bound or a verb may stand inside the text or before it.
            near = [g for g in gold if g[0] == line and g[2:] == key
                    and abs(g[1] - f["span"][0]) <= 12]
            found.add(near[0] if near else (line, f["span"][0], *key))
    return gold, found


def pair_sections(text, want, got):
    """Both sides as sets; where bytes slipped, a heading's line will do."""
    damaged = {e["line"] for r in want for e in r.get("repairs", [])}
    return (
        {
            (s["line"], None if s["line"] in damaged else s["title"])
            for r in want
            for s in r["sections"]
        },
        {
            (line, None if line in damaged else s["title"])
            for r in got
            for s in r["sections"]
            for line in [text.line_of(s["span"][0])]
        },
    )


def compare(baogao, annotation):
    path = annotation[: -len(".json")] + ".txt"
    with open(annotation, encoding="utf8") as gold:
        want = json.load(gold)["reports"]
    got = extract(baogao, path)
    text = Text(path)
    if len(got) != len(want):
        return [f"want {len(want)} reports, got {len(got)}"]
    failures = []
    for gold, found in zip(want, got):
        failures += wrong_fields(gold, found["report"])
    failures.append(f1_failure("sections", *pair_sections(text, want, got)))
    if all("figures" in r for r in want):
        failures.append(f1_failure("figures", *pair_figures(text, want, got)))
    return [failure for failure in failures if failure]


def main(arguments):
    if len(arguments) == 4 and arguments[1] == "--same":
        first, second = (extract(arguments[0], path) for path in arguments[2:])
        failures = [] if first == second else ["the records differ"]
    elif len(arguments) == 2:
        failures = compare(*arguments)
    else:
        print(__doc__, file=sys.stderr)
        return 2
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
