#!/usr/bin/python3
"""The real programs, spoken to by a client that knows the specification only.

The programs come from $BAOGAO_BIN.
"""

import itertools
import pathlib
import sys
import unittest

try:
    import google.protobuf  # noqa: F401
    import zmq  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

import client
from daemons import DATA, Site

SCHEMA = client.Schema(pathlib.Path(__file__).resolve().parents[2] / "proto")
WIRE, QUERY, RECORD = SCHEMA.wire, SCHEMA.query, SCHEMA.record
MEBIBYTE = 1 << 20
UNKNOWN_ID = "0" * 32
SAMPLES = ["court-2022.txt", "county-government-2023.txt", "hongkong-department-2018.txt"]


def sample(name, **declared):
    return client.Document((DATA / name).read_bytes(), name=name, **declared)


def exchange(socket, *frames):
    """Send frames as they are and return the bodies of all answers.

    A request that is surely answered follows them; its answer is the last.
    """
    socket.send(*frames)
    end = WIRE.Envelope(hello=WIRE.Hello(protocol_min=1, protocol_max=1))
    socket.send(end)
    bodies = []
    while not any(isinstance(body, WIRE.Welcome) for body in bodies):
        received = socket.receive(10)
        if not received:
            raise client.Silence(f"after {bodies}")
        bodies += received
    return bodies[:-1]


class Programs(unittest.TestCase):
    """A site of its own for each class; its logs are shown if a test fails."""

    HEAD = ["--max-document-mib", "1", "--children", "1"]

    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.close)
        cls.head = cls.site.start_worker(*cls.HEAD)

    def run(self, result=None):
        before = len(result.failures) + len(result.errors)
        super().run(result)
        if len(result.failures) + len(result.errors) > before:
            print(self.site.logs(), file=sys.stderr)

    def submitter(self, **settings):
        socket = client.Submitter(SCHEMA, self.site.endpoint("submit"), **settings)
        self.addCleanup(socket.dealer.close)
        return socket

    def assert_refused(self, code, function, *arguments, field="", **fields):
        with self.assertRaises(client.Refusal) as caught:
            function(*arguments, **fields)
        self.assertEqual(WIRE.RefusalCode.Name(caught.exception.code),
                         WIRE.RefusalCode.Name(code))
        self.assertEqual(caught.exception.field, field)


class Submitting(Programs):

    def setUp(self):
        self.socket = self.submitter()

    def read(self, document):
        """Submit and wait: the Outcome."""
        accepted = self.socket.submit(document)
        return self.socket.wait([accepted.document_id])[accepted.document_id]

    def test_welcome_tells_the_limits(self):
        welcome = self.socket.hello()
        self.assertEqual(welcome.protocol, 1)
        self.assertEqual(welcome.limits.max_document_bytes, MEBIBYTE)
        self.assertRegex(welcome.store_id, "^[0-9a-f]{32}$")

    def test_hello_of_another_version_is_refused(self):
        self.assert_refused(WIRE.REFUSED_VERSION, self.socket.hello, 2, 3)
        self.assertEqual(self.socket.hello(1, 9).protocol, 1)

    def test_report_is_read_and_known_by_the_id_of_its_bytes(self):
        document = sample("court-2022.txt")
        outcome = self.read(document)  # the client checks Accepted's id
        self.assertEqual(outcome.state, WIRE.DOCUMENT_DONE)
        self.assertEqual(outcome.document_id, document.id())
        self.assertEqual(self.socket.where(document.id()).state, WIRE.DOCUMENT_DONE)

    def test_same_bytes_are_the_same_document(self):
        first = self.socket.submit(sample("cppcc-member-2023.txt"))
        again = self.socket.submit(sample("cppcc-member-2023.txt", source_uri="file:///copy"))
        self.assertFalse(first.duplicate)
        self.assertTrue(again.duplicate)
        self.assertEqual(again.document_id, first.document_id)
        self.assertEqual(again.document_no, first.document_no)

    def test_same_bytes_declared_otherwise_are_another_document(self):
        bare = self.socket.submit(sample("court-2022.gbk.txt"))
        declared = self.socket.submit(sample("court-2022.gbk.txt", charset="GB18030",
                                             media_type="text/plain"))
        self.assertNotEqual(declared.document_id, bare.document_id)
        self.assertFalse(declared.duplicate)

    def test_empty_document_is_refused(self):
        self.assert_refused(WIRE.REFUSED_EMPTY, self.socket.submit, client.Document(b""))

    def test_document_of_the_limit_is_taken_and_one_byte_more_refused(self):
        self.socket.submit(client.Document(b" " * MEBIBYTE))
        self.assert_refused(WIRE.REFUSED_TOO_LARGE, self.socket.submit,
                            client.Document(b" " * (MEBIBYTE + 1)))

    def test_absurd_frame_ends_the_connection_but_no_other(self):
        self.socket.hello()
        submit = WIRE.Envelope(submit=WIRE.Submit(request_id=1))
        with self.submitter() as other:
            other.send(submit, b" " * (8 * MEBIBYTE + 1))
            self.assertEqual(other.receive(0.2), [])
        self.assertEqual(self.socket.hello().protocol, 1)
        self.assert_refused(WIRE.REFUSED_TOO_LARGE, self.socket.submit,
                            client.Document(b" " * (2 * MEBIBYTE + 1)))

    def test_bytes_that_are_no_text_are_dead_with_a_reason(self):
        outcome = self.read(client.Document(bytes(range(256)) * 16, name="picture"))
        self.assertEqual(outcome.state, WIRE.DOCUMENT_DEAD)
        self.assertIn("charset", outcome.reason)
        later = self.socket.where(outcome.document_id)
        self.assertEqual((later.state, later.reason), (outcome.state, outcome.reason))

    def test_unknown_charset_is_dead_with_a_reason(self):
        outcome = self.read(client.Document("增长3%。".encode(), charset="klingon"))
        self.assertEqual(outcome.state, WIRE.DOCUMENT_DEAD)
        self.assertIn("klingon", outcome.reason)

    def test_garbage_is_refused_and_the_connection_goes_on(self):
        for garbage in ([b"garbage"], [b""], [b"\xff" * 999], [b"a", b"b", b"c"]):
            with self.subTest(garbage=garbage):
                refused, = exchange(self.socket, *garbage)
                self.assertEqual((refused.code, refused.request_id),
                                 (WIRE.REFUSED_MALFORMED, 0))

    def test_what_follows_garbage_in_a_message_is_dropped(self):
        where = WIRE.Envelope(where=WIRE.Where(request_id=7, document_id=UNKNOWN_ID))
        answers = exchange(self.socket, where, b"garbage", where)
        self.assertEqual([a.code for a in answers],
                         [WIRE.REFUSED_NOT_FOUND, WIRE.REFUSED_MALFORMED])

    def test_submit_without_its_payload_is_refused(self):
        refused, = exchange(self.socket, WIRE.Envelope(submit=WIRE.Submit(request_id=8)))
        self.assertEqual(refused.code, WIRE.REFUSED_MALFORMED)

    def test_priority_past_nine_is_refused(self):
        with self.assertRaises(client.Refusal):
            self.socket.submit(client.Document(b"text", priority=10))

    def test_message_of_another_socket_is_refused(self):
        refused, = exchange(self.socket, WIRE.Envelope(query=QUERY.Query(request_id=9)))
        self.assertEqual((refused.code, refused.request_id), (WIRE.REFUSED_UNEXPECTED, 9))

    def test_message_of_a_later_version_is_refused(self):
        unknown_member = b"\xa2\x06\x02\x08\x01"  # field 100 of the envelope
        refused, = exchange(self.socket, unknown_member)
        self.assertEqual(refused.code, WIRE.REFUSED_MALFORMED)

    def test_unknown_id_is_not_found(self):
        self.assert_refused(WIRE.REFUSED_NOT_FOUND, self.socket.where, UNKNOWN_ID)
        self.assert_refused(WIRE.REFUSED_NOT_FOUND, self.socket.wait, [UNKNOWN_ID])

    def test_what_is_no_id_is_malformed(self):
        self.assert_refused(WIRE.REFUSED_MALFORMED, self.socket.where, "no id")

    def test_many_documents_in_one_message_and_many_messages_in_flight(self):
        documents = [client.Document(f"完成投资{n}亿元。".encode()) for n in range(1, 301)]
        accepted = self.socket.submit_all(documents, window=100, together=30)
        self.assertEqual(len({a.document_no for a in accepted}), len(documents))
        outcomes = self.socket.wait(d.id() for d in documents)
        self.assertEqual({o.state for o in outcomes.values()}, {WIRE.DOCUMENT_DONE})

    def test_one_message_with_good_and_bad_documents_is_answered_one_by_one(self):
        answers = self.socket.submit_all(
            [client.Document(b"good one"), client.Document(b""), client.Document(b"good two")],
            together=3)
        self.assertEqual([type(a) for a in answers],
                         [WIRE.Accepted, client.Refusal, WIRE.Accepted])

    def test_status_counts_documents(self):
        self.read(client.Document("收案12件。".encode()))
        with client.Controller(SCHEMA, self.site.endpoint("control")) as control:
            welcome, status = control.hello(), control.status()
        self.assertEqual(status.store_id, welcome.store_id)
        self.assertGreaterEqual(status.done, 1)
        self.assertEqual([worker.children for worker in status.workers], [1])


class Restarting(Programs):

    def test_restarted_head_is_another_boot_of_the_same_store(self):
        socket = self.submitter()
        document = client.Document("新增就业230人。".encode())
        before, accepted = socket.hello(), socket.submit(document)
        self.assertEqual(self.head.stop(), 0)
        type(self).head = self.site.start_worker(*self.HEAD)
        after = socket.hello()
        self.assertNotEqual(after.boot_id, before.boot_id)
        self.assertEqual(after.store_id, before.store_id)
        again = socket.submit(document)
        self.assertEqual((again.duplicate, again.document_no), (True, accepted.document_no))
        self.assertEqual(socket.wait([document.id()])[document.id()].state, WIRE.DOCUMENT_DONE)


class Full(Programs):
    """A head that holds one waiting document and reads none itself."""

    HEAD = ["--children", "0", "--max-waiting", "1"]

    def test_busy_head_is_asked_again_until_a_worker_makes_room(self):
        impatient, patient = self.submitter(patience=1), self.submitter()
        first, second = client.Document(b"first"), client.Document(b"second")
        impatient.submit(first)
        impatient.send(WIRE.Envelope(submit=WIRE.Submit(request_id=77)), second.data)
        busy, = impatient.receive(10)
        self.assertIsInstance(busy, WIRE.Busy)
        self.assertEqual(busy.request_id, 77)
        self.assertGreater(busy.retry_after_ms, 0)
        self.assert_refused(WIRE.REFUSED_NOT_FOUND, patient.where, second.id())
        with self.assertRaises(client.Silence):
            impatient.submit(second)
        self.site.start_worker("--join", self.site.endpoint("work"), "--children", "1")
        self.assertFalse(patient.submit(second).duplicate)
        self.assertEqual(len(patient.wait([first.id(), second.id()])), 2)


class Querying(Programs):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.documents = [sample(name, source_uri=f"file:///{name}") for name in SAMPLES]
        with client.Submitter(SCHEMA, cls.site.endpoint("submit")) as submitter:
            submitter.submit_all(cls.documents)
            submitter.wait(d.id() for d in cls.documents)
            submitter.submit(sample(SAMPLES[0], source_uri="file:///copy"))
        cls.site.start_publisher()

    def setUp(self):
        self.socket = client.Asker(SCHEMA, self.site.endpoint("query"))
        self.addCleanup(self.socket.dealer.close)
        self.report, = self.socket.rows(QUERY.ROW_REPORT, report=self.documents[0].id())
        self.text = self.documents[0].data

    def figures(self, **filters):
        return self.socket.rows(QUERY.ROW_FIGURE, **filters)

    def test_publisher_and_head_name_the_same_store(self):
        with self.submitter() as submitter:
            self.assertEqual(self.socket.hello().store_id, submitter.hello().store_id)

    def test_reports_come_in_the_order_they_were_accepted(self):
        reports = self.socket.rows(QUERY.ROW_REPORT)
        first = reports[:len(self.documents)]  # other tests submit more
        self.assertEqual([r.document.id for r in first], [d.id() for d in self.documents])
        self.assertEqual([r.document.document_no for r in first], [1, 2, 3])

    def test_row_tells_where_its_document_was_first_from(self):
        self.assertEqual(self.report.document.source_uri, f"file:///{SAMPLES[0]}")

    def test_figures_of_a_report_lead_back_to_the_bytes(self):
        figures = self.figures(report=self.report.id)
        self.assertGreater(len(figures), 10)
        for row in figures:
            span = row.figure.span
            self.assertEqual(row.report_id, self.report.id)
            self.assertEqual(row.id, f"{self.report.document.id}.f{span.begin}-{span.end}")
            self.assertEqual(self.text[span.begin:span.end].decode(), row.figure.text)

    def test_figure_rows_carry_the_title_of_their_section(self):
        sections = {row.section.id: row.section.title
                    for row in self.socket.rows(QUERY.ROW_SECTION, report=self.report.id)}
        for row in self.figures(report=self.report.id):
            self.assertEqual(row.section_title, sections.get(row.figure.section, ""))

    def test_pages_of_three_give_what_one_listing_gives(self):
        for rows in (QUERY.ROW_REPORT, QUERY.ROW_SECTION, QUERY.ROW_FIGURE):
            whole = self.socket.page(rows, limit=1000)
            pages = list(self.socket.pages(rows, limit=3))
            self.assertFalse(whole.HasField("next_cursor"))
            self.assertLessEqual(max(len(page.rows) for page in pages), 3)
            self.assertEqual([row for page in pages for row in page.rows], list(whole.rows))

    def test_filters_choose_what_a_client_would_choose_itself(self):
        every = self.figures()
        cases = [
            (dict(unit="件"), lambda r: r.figure.unit == "件"),
            (dict(unit=""), lambda r: r.figure.HasField("unit") and r.figure.unit == ""),
            (dict(kind=RECORD.KIND_MONEY), lambda r: r.figure.kind == RECORD.KIND_MONEY),
            (dict(status=RECORD.FIGURE_PLAN), lambda r: r.figure.status == RECORD.FIGURE_PLAN),
            (dict(genre=RECORD.GENRE_COURT), lambda r: r.report.genre == RECORD.GENRE_COURT),
            (dict(year=2023), lambda r: r.report.year == 2023),
            (dict(object="案件"), lambda r: "案件" in r.figure.object),
            (dict(place=self.report.report.place.name, place_exact=True),
             lambda r: r.report.place.name == self.report.report.place.name),
            # What lies in a province has a code that begins like its own.
            (dict(place="安徽省"), lambda r: r.report.place.code.startswith("34")),
            (dict(unit="件", year=2022, genre=RECORD.GENRE_COURT),
             lambda r: r.figure.unit == "件" and r.report.year == 2022
             and r.report.genre == RECORD.GENRE_COURT),
        ]
        for filters, holds in cases:
            with self.subTest(filters=filters):
                expected = [row.id for row in every if holds(row)]
                self.assertNotEqual(expected, [])
                self.assertLess(len(expected), len(every))
                self.assertEqual([row.id for row in self.figures(limit=7, **filters)], expected)

    def test_mentions_are_rows_and_filter_reports(self):
        every = self.socket.rows(QUERY.ROW_MENTION)
        bodies = self.socket.rows(QUERY.ROW_MENTION, mention_type=RECORD.MENTION_ORGANIZATION)
        self.assertNotEqual(bodies, [])
        self.assertEqual(bodies, [r for r in every
                                  if r.mention.type == RECORD.MENTION_ORGANIZATION])
        name = bodies[0].mention.text
        named = self.socket.rows(QUERY.ROW_MENTION, mention=name)
        self.assertEqual([r.id for r in named],
                         [r.id for r in every
                          if name in r.mention.text or name in r.mention.value])
        reports = self.socket.rows(QUERY.ROW_REPORT, mention=name)
        self.assertEqual([r.id for r in reports],
                         list(dict.fromkeys(r.report_id for r in named)))

    def test_section_kind_chooses_sections(self):
        every = self.socket.rows(QUERY.ROW_SECTION)
        plans = self.socket.rows(QUERY.ROW_SECTION, section_kind=RECORD.SECTION_PLAN)
        self.assertNotEqual(plans, [])
        self.assertEqual(plans, [r for r in every if r.section.kind == RECORD.SECTION_PLAN])

    def test_report_and_section_rows_hold_one_figure_that_meets_every_filter(self):
        for filters in (dict(unit="件"), dict(unit="元", status=RECORD.FIGURE_DONE),
                        dict(kind=RECORD.KIND_PERCENT, section_kind=RECORD.SECTION_PLAN)):
            with self.subTest(filters=filters):
                figures = self.figures(**filters)
                reports = self.socket.rows(QUERY.ROW_REPORT, **filters)
                self.assertEqual([r.id for r in reports],
                                 list(dict.fromkeys(f.report_id for f in figures)))
                sections = self.socket.rows(QUERY.ROW_SECTION, **filters)
                self.assertEqual({(r.report_id, r.section.id) for r in sections},
                                 {(f.report_id, f.figure.section) for f in figures
                                  if f.figure.section})

    def test_first_digits_of_an_id_do(self):
        short = self.report.id[:4] + self.report.id[32:]
        self.assertEqual(self.figures(report=self.report.id[:4]),
                         self.figures(report=self.report.id))
        self.assertEqual(self.figures(report=short), self.figures(report=self.report.id))

    def test_digits_that_begin_several_ids_are_a_field_at_fault(self):
        begun = {}
        for number in itertools.count():
            document = client.Document(f"收案{number}件。".encode())
            twin = begun.setdefault(document.id()[:4], document)
            if twin is not document:
                break
        with self.submitter() as submitter:
            submitter.submit_all([twin, document])
            submitter.wait([twin.id(), document.id()])
        self.assert_refused(WIRE.REFUSED_FIELD, self.figures, report=twin.id()[:4],
                            field="report")
        self.assertNotEqual(self.figures(report=twin.id()), [])

    def test_cite_shows_the_figure_in_its_sentence(self):
        for row in self.figures(report=self.report.id, limit=5):
            citation = self.socket.cite(row.id)
            sentence = citation.sentence.encode()
            self.assertEqual(citation.row, row)
            self.assertEqual(sentence[citation.mark.begin:citation.mark.end].decode(),
                             row.figure.text)
            self.assertIn(sentence, self.text)
            self.assertEqual(citation.line, self.text[:row.figure.span.begin].count(b"\n") + 1)

    def test_what_is_not_there_is_not_found(self):
        gone = f"{self.report.document.id}.f1-2"
        self.assert_refused(WIRE.REFUSED_NOT_FOUND, self.socket.cite, gone)
        self.assert_refused(WIRE.REFUSED_NOT_FOUND, self.figures, report=UNKNOWN_ID)

    def test_what_cannot_be_an_id_is_a_field_at_fault(self):
        for figure in ("", "x", self.report.id, "abc.f1-2", "abcd.f1-2x", "abcd.f1"):
            with self.subTest(figure=figure):
                self.assert_refused(WIRE.REFUSED_FIELD, self.socket.cite, figure, field="figure")
        for report in ("", "abc", "wxyz", self.report.id + "0x"):
            with self.subTest(report=report):
                self.assert_refused(WIRE.REFUSED_FIELD, self.figures, report=report,
                                    field="report")

    def test_bad_cursor_is_a_field_at_fault(self):
        cursor = self.socket.page(QUERY.ROW_FIGURE, limit=3).next_cursor
        for bad in ("", "x", cursor[:-1], cursor + "0", "x" * 9999):
            with self.subTest(cursor=bad[:40]):
                self.assert_refused(WIRE.REFUSED_FIELD, self.figures, cursor=bad, field="cursor")

    def test_limit_outside_its_range_is_refused(self):
        for limit in (0, 1001, 0xFFFFFFFF):
            with self.subTest(limit=limit), self.assertRaises(client.Refusal):
                self.socket.page(QUERY.ROW_FIGURE, limit=limit)

    def test_garbage_and_strangers_are_refused(self):
        refused, = exchange(self.socket, b"garbage")
        self.assertEqual(refused.code, WIRE.REFUSED_MALFORMED)
        refused, = exchange(self.socket, WIRE.Envelope(
            submit=WIRE.Submit(request_id=5)), b"bytes")
        self.assertEqual((refused.code, refused.request_id), (WIRE.REFUSED_UNEXPECTED, 5))

    def test_report_submitted_later_is_seen(self):
        before = self.socket.page(QUERY.ROW_REPORT).as_of
        with self.submitter() as submitter:
            late = sample("cppcc-committee-2021.txt")
            submitter.submit(late)
            submitter.wait([late.id()])
        page = self.socket.page(QUERY.ROW_FIGURE, report=late.id())
        self.assertGreater(page.as_of, before)
        self.assertNotEqual(len(page.rows), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
