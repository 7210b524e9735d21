"""What a query should answer, told from a full listing of every record.

Written from proto/README.md: it shares no code with the publisher, knows no
index, and looks at every row.
"""
import collections
import decimal
import re

KINDS = ("reports", "sections", "figures", "mentions")
OF_FIGURE = {"object", "action", "unit", "kind", "measure", "direction", "status",
             "value_from", "value_to", "period_from", "period_to"}
OF_MENTION = {"mention", "mention_type"}


def days(iso):
    """The first and the last day of a time; None: it is none."""
    if iso is None:
        return None
    ends = [re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", part) for part in iso.split("/")]
    if not all(ends):
        return None
    first, last = ends[0].groups(), ends[-1].groups()
    return (tuple(int(part or 1) for part in first),
            tuple(int(part or most) for part, most in zip(last, (0, 12, 31))))


def number_of(figure, filters):
    """Value and upper end as they are compared."""
    shown = figure
    if "unit" not in filters and figure["norm"]:
        shown = figure["norm"]
    value = decimal.Decimal(shown["value"])
    return value, decimal.Decimal(shown["upper"]) if shown["upper"] is not None else value


def holds_words(name, words, filters):
    if name not in filters:
        return True
    if words is None:
        return False
    exact = filters.get(name + "_exact") == "true"
    return filters[name] == words if exact else filters[name] in words


def figure_meets(figure, filters):
    low, high = number_of(figure, filters)
    period = days(figure["period"])
    asks_period = "period_from" in filters or "period_to" in filters
    return (all(figure[name] == filters[name]
                for name in ("unit", "kind", "measure", "direction", "status") if name in filters)
            and holds_words("object", figure["object"], filters)
            and holds_words("action", figure["action"], filters)
            and high >= decimal.Decimal(filters.get("value_from", "-Infinity"))
            and low <= decimal.Decimal(filters.get("value_to", "Infinity"))
            and (not asks_period or period is not None)
            and ("period_from" not in filters or period[0] >= days(filters["period_from"])[0])
            and ("period_to" not in filters or period[1] <= days(filters["period_to"])[1]))


def mention_meets(mention, filters):
    return (filters.get("mention_type", mention["type"]) == mention["type"]
            and any(filters.get("mention", "") in (text or "")
                    for text in (mention["text"], mention["value"])))


def place_meets(place, filters):
    """By code alone: those that lie inside begin alike."""
    if "place" not in filters:
        return True
    asked = filters["place"]
    if place is None:
        return False
    inside = re.sub(r"(00)+$", "", asked)
    lies_in = asked.isdigit() and asked != "000000" and (place["code"] or "").startswith(inside)
    exact = filters.get("place_exact") == "true"
    return asked in (place["name"], place["code"]) or (not exact and lies_in)


def report_meets(report, filters):
    year = report["year"]
    return (place_meets(report["place"], filters)
            and ("year" not in filters or year == int(filters["year"]))
            and ("year_from" not in filters or year is not None and year >= int(filters["year_from"]))
            and ("year_to" not in filters or year is not None and year <= int(filters["year_to"]))
            and all(report[name] == filters[name] for name in ("genre", "author")
                    if name in filters))


def print_of(row):
    """What is compared of a figure between reports."""
    figure = row["figure"]
    shown = figure["norm"] or figure
    return (shown["value"], shown["upper"], shown["unit"], figure["object"], figure["measure"])


def best_versions(reports, figures_of):
    """The ids of the reports that stand for their works."""
    best = []  # (report row, its figures, its session)
    order = {row["id"]: place for place, row in enumerate(reports)}
    prints = {row["id"]: collections.Counter(map(print_of, figures_of[row["id"]]))
              for row in reports}
    for row in sorted(reports, key=lambda r: (-prints[r["id"]].total(), order[r["id"]])):
        report, mine = row["report"], prints[row["id"]]
        place = report["place"]
        key = place and report["year"] and mine and (
            report["genre"], place["lineage"] or place["name"], report["year"])
        if not key or not any(
                other == key and (None in (report["session"], session)
                                  or report["session"] == session)
                and (mine & theirs).total() >= 0.8 * mine.total()
                for other, theirs, session, _ in best):
            best.append((key, mine, report["session"], row["id"]))
    return {report_id for *_, report_id in best}


class Listing:
    """Every row of every kind, and the origins its documents were given."""

    def __init__(self, rows, origins, text_of):
        self.rows = rows  # a kind to its rows, in the order of the store
        # A report's id to its text; Chinese has no blanks.
        self.texts = {row["id"]: "".join(text_of(row["id"]).split()) for row in rows["reports"]}
        self.origins = origins  # a document's id to (name, address, tags)
        self.of_report = {kind: collections.defaultdict(list) for kind in KINDS}
        for kind in KINDS:
            for row in rows[kind]:
                self.of_report[kind][row["report_id"]].append(row)
        self.sections = {(row["report_id"], row["section"]["id"]): row["section"]
                         for row in rows["sections"]}
        self.best = best_versions(rows["reports"], self.of_report["figures"])

    def filtered(self, kind, filters):
        """The rows of `kind` that meet all filters."""
        return [row for row in self.rows[kind] if self._meets(kind, row, filters)]

    def sorted(self, kind, filters, sort, descending):
        """They in that order; equal ones stay in the order of the store."""
        rows = self.filtered(kind, filters)
        keys = {row["id"]: self._key(row, filters, sort) for row in rows}
        known = [row for row in rows if keys[row["id"]] is not None]
        known.sort(key=lambda row: keys[row["id"]], reverse=descending)
        return known + [row for row in rows if keys[row["id"]] is None]

    @staticmethod
    def _key(row, filters, sort):
        if sort == "value":
            return number_of(row["figure"], filters)[0]
        shown = row.get("figure", row["report"])
        period = days(shown["period"])
        if period:
            return period[1]
        year = row["report"]["year"]
        return (year, 12, 31) if year and "figure" not in row else None

    def _meets(self, kind, row, filters):
        report_id = row["report_id"]
        if not (self._document_meets(row["document"]["id"], filters)
                and report_meets(row["report"], filters)
                and all(word in self.texts[report_id] for word in filters.get("text", "").split())
                and (filters.get("versions") != "best" or report_id in self.best)
                and row["document"]["id"].startswith(filters.get("report", ""))):
            return False
        if OF_MENTION & filters.keys() and not any(
                mention_meets(other["mention"], filters)
                for other in self.of_report["mentions"][report_id]):
            return False
        if kind == "figures":
            return self._figure_meets(row, filters)
        if kind == "mentions" and not mention_meets(row["mention"], filters):
            return False
        if kind == "sections":
            return self._section_meets(row, filters)
        return self._report_holds(report_id, filters)

    def _document_meets(self, document_id, filters):
        name, address, tags = self.origins[document_id]
        return ((filters.get("source", "") in name or filters.get("source", "") in address)
                and ("tag" not in filters or filters["tag"] in tags))

    def _figure_meets(self, row, filters):
        section = self.sections.get((row["report_id"], row["figure"]["section"]))
        return (figure_meets(row["figure"], filters)
                and ("section_kind" not in filters
                     or section is not None and section["kind"] == filters["section_kind"]))

    def _section_meets(self, row, filters):
        section = row["section"]
        return (filters.get("section_kind", section["kind"]) == section["kind"]
                and (not OF_FIGURE & filters.keys()
                     or any(figure["figure"]["section"] == section["id"]
                            and figure_meets(figure["figure"], filters)
                            for figure in self.of_report["figures"][row["report_id"]])))

    def _report_holds(self, report_id, filters):
        if OF_FIGURE & filters.keys():
            return any(self._figure_meets(row, filters)
                       for row in self.of_report["figures"][report_id])
        return "section_kind" not in filters or any(
            row["section"]["kind"] == filters["section_kind"]
            for row in self.of_report["sections"][report_id])
