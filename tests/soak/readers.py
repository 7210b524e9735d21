"""Questions of every kind, to the publisher and the one that follows it, over
ZeroMQ and HTTP."""
import http.client
import json
import random

import paths  # noqa: F401
import client
import copies
import reports
from parts import PATIENCE_SECONDS, Part

QUERY, WIRE = copies.SCHEMA.query, copies.SCHEMA.wire
TURN_SECONDS = 1.5
PAGES = 3  # of a listing that goes on
OBJECTS = ("地区生产总值", "案件", "提案", "项目", "收入")
WORDS = ("乡村振兴", "就业", '"改革、开放"', "审判 执行", "委员")
KINDS = ("reports", "sections", "figures", "mentions")
PATHS = ("/", "/metrics", "/healthz", "/v1/status", "/openapi.json", "/v1/changes?limit=50")


class Readers(Part):
    def __init__(self, findings, cast, book, seed):
        super().__init__(findings)
        self.cast, self.book = cast, book
        self.chance = random.Random(f"{seed} readers")
        self.places = reports.Reports().counties

    def pause_seconds(self):
        return self.chance.uniform(0, 2 * TURN_SECONDS)

    def turn(self):
        site = self.chance.choice((self.cast.source, self.cast.copy))
        if self.chance.random() < 0.5:
            self.over_http(site)
        else:
            with client.Asker(copies.SCHEMA, site.endpoint("query"),
                              patience=PATIENCE_SECONDS) as asker:
                self.over_zmq(asker)

    def filters(self):
        """Some conditions, by the names both ways of asking have for them."""
        every = {"place": self.chance.choice(self.places), "year": self.chance.randrange(2003, 2024),
                 "object": self.chance.choice(OBJECTS), "text": self.chance.choice(WORDS),
                 "year_from": 2010, "value_from": "1000", "unit": "元"}
        return {name: every[name] for name in
                self.chance.sample(sorted(every), self.chance.randrange(4))}

    def over_zmq(self, asker):
        what = self.chance.choice(("listing", "listing", "cite", "series", "promises"))
        self.book.count(f"asked over zmq, {what}")
        try:
            if what == "listing":
                rows = self.chance.choice((QUERY.ROW_REPORT, QUERY.ROW_SECTION,
                                           QUERY.ROW_FIGURE, QUERY.ROW_MENTION))
                pages = asker.pages(rows, limit=100, **self.filters())
                for _, _page in zip(range(PAGES), pages):
                    pass
            elif what == "cite":
                page = asker.page(QUERY.ROW_FIGURE, limit=20,
                                  year=self.chance.randrange(2003, 2024))
                for row in page.rows[:3]:
                    asker.cite(row.id)
            elif what == "series":
                asker.ask("series", place=self.chance.choice(self.places),
                          indicator="gdp")
            else:
                asker.ask("promises", place=self.chance.choice(self.places))
        except client.Refusal as refusal:
            # What was just listed may be forgotten when it is asked for.
            if refusal.code != WIRE.REFUSED_NOT_FOUND:
                raise

    def over_http(self, site):
        path = self.chance.choice(PATHS)
        parameters = {}
        if self.chance.random() < 0.6:
            path = f"/v1/{self.chance.choice(KINDS)}"
            parameters = {**self.filters(), "limit": 100}
        self.book.count("asked over http")
        try:
            status, _, body = site.get(path, **parameters)
        except (OSError, http.client.HTTPException):
            self.book.count("asked over http, nobody there")  # it is just starting
            return
        except json.JSONDecodeError as error:
            self.findings.add(f"{path} {parameters} is no JSON: {error}")
            return
        self.findings.require(status in (200, 503),
                              f"{path} {parameters} is answered with {status}: {body!r:.300}")
