#include "wire/rows_pb.h"

#include "record/pb.h"

/* ---- out --------------------------------------------------------------- */

static Baogao__V1__Document *
from_document(const struct row *row, struct arena *a)
{
    Baogao__V1__Document *pb = ARENA_NEW(a, Baogao__V1__Document);

    if (!pb)
        return NULL;
    baogao__v1__document__init(pb);
    pb->id = pb_string(row->document_id, a);
    pb->has_document_no = pb->has_accepted_ms = pb->has_finished_ms = 1;
    pb->document_no = row->document_no;
    pb->name = pb_string(row->document_name, a);
    pb->source_uri = pb_string(row->source_uri, a);
    pb->accepted_ms = row->accepted_ms;
    pb->finished_ms = row->finished_ms;
    pb->extractor_version = pb_string(row->extractor_version, a);
    return pb;
}

static Baogao__V1__Span *
from_span(struct span span, struct arena *a)
{
    Baogao__V1__Span *pb = ARENA_NEW(a, Baogao__V1__Span);

    if (!pb)
        return NULL;
    baogao__v1__span__init(pb);
    pb->begin = span.begin;
    pb->end = span.end;
    return pb;
}

static Baogao__V1__Snippet *
from_snippet(const struct snippet *s, struct arena *a)
{
    Baogao__V1__Snippet *pb = ARENA_NEW(a, Baogao__V1__Snippet);

    if (!pb)
        return NULL;
    baogao__v1__snippet__init(pb);
    pb->span = from_span(s->span, a);
    pb->text = pb_string(s->text, a);
    pb->marks = ARENA_ARRAY(a, Baogao__V1__Span *, s->mark_count);
    for (size_t i = 0; pb->marks && i < s->mark_count; i++)
        pb->marks[pb->n_marks++] = from_span(s->marks[i], a);
    return pb;
}

Baogao__V1__Row *
pb_from_row(const struct row *row, struct arena *a)
{
    Baogao__V1__Row *pb = ARENA_NEW(a, Baogao__V1__Row);

    if (!pb)
        return NULL;
    baogao__v1__row__init(pb);
    pb->id = pb_string(row->id, a);
    pb->report_id = pb_string(row->report_id, a);
    pb->document = from_document(row, a);
    pb->report = pb_from_report(row->report, a);
    pb->section = row->section ? pb_from_section(row->section, a) : NULL;
    pb->figure = row->figure ? pb_from_figure(row->figure, a) : NULL;
    pb->mention = row->mention ? pb_from_mention(row->mention, a) : NULL;
    pb->section_title = pb_string(row->section_title, a);
    pb->snippets = ARENA_ARRAY(a, Baogao__V1__Snippet *, row->snippet_count);
    for (size_t i = 0; pb->snippets && i < row->snippet_count; i++)
        pb->snippets[pb->n_snippets++] = from_snippet(&row->snippets[i], a);
    pb->work = pb_string(row->work, a);
    return pb;
}

Baogao__V1__Page *
pb_from_page(const struct page *p, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Page *pb = ARENA_NEW(a, Baogao__V1__Page);

    if (!pb)
        return NULL;
    baogao__v1__page__init(pb);
    pb->has_request_id = pb->has_as_of = pb->has_total = pb->has_took_us = 1;
    pb->request_id = request_id;
    pb->as_of = p->as_of;
    pb->total = p->total;
    pb->has_at_least = pb->at_least = p->is_at_least;
    pb->has_cut = pb->cut = p->is_cut;
    pb->took_us = p->took_us;
    pb->has_candidates = p->has_candidates;
    pb->candidates = p->candidates;
    pb->next_cursor = pb_string(p->next_cursor, a);
    pb->rows = ARENA_ARRAY(a, Baogao__V1__Row *, p->row_count);
    for (size_t i = 0; pb->rows && i < p->row_count; i++)
        pb->rows[pb->n_rows++] = pb_from_row(&p->rows[i], a);
    return pb;
}

Baogao__V1__Citation *
pb_from_citation(const struct citation *c, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Citation *pb = ARENA_NEW(a, Baogao__V1__Citation);

    if (!pb)
        return NULL;
    baogao__v1__citation__init(pb);
    pb->has_request_id = pb->has_line = pb->has_as_of = 1;
    pb->request_id = request_id;
    pb->row = pb_from_row(&c->row, a);
    pb->sentence = pb_string(c->sentence, a);
    pb->mark = from_span(c->mark, a);
    pb->line = c->line;
    pb->as_of = c->as_of;
    return pb;
}

/* ---- in ---------------------------------------------------------------- */

static void
to_document(const Baogao__V1__Document *from, struct arena *a, struct row *out)
{
    out->document_id = pb_to_str(from->id, a);
    out->document_no = from->document_no;
    out->document_name = pb_to_str(from->name, a);
    out->source_uri = pb_to_str(from->source_uri, a);
    out->accepted_ms = from->accepted_ms;
    out->finished_ms = from->finished_ms;
    out->extractor_version = pb_to_str(from->extractor_version, a);
}

static enum status
to_snippet(const Baogao__V1__Snippet *from, struct arena *a,
           struct snippet *out, struct error *err)
{
    uint32_t last = 0;

    out->span = (struct span){from->span->begin, from->span->end};
    out->text = pb_to_str(from->text, a);
    out->marks = ARENA_ARRAY(a, struct span, from->n_marks);
    for (size_t i = 0; out->marks && i < from->n_marks; i++) {
        struct span mark = {from->marks[i]->begin, from->marks[i]->end};
        if (mark.begin < last || mark.begin > mark.end ||
            mark.end > out->text.len)
            return error_set(err, STATUS_INVALID,
                             "a mark lies outside its snippet");
        out->marks[out->mark_count++] = mark;
        last = mark.end;
    }
    return STATUS_OK;
}

static enum status
to_snippets(const Baogao__V1__Row *from, struct arena *a, struct row *out,
            struct error *err)
{
    enum status st = STATUS_OK;

    out->snippets = ARENA_ARRAY(a, struct snippet, from->n_snippets);
    for (size_t i = 0; out->snippets && st == STATUS_OK && i < from->n_snippets;
         i++)
        st = to_snippet(from->snippets[i], a,
                        &out->snippets[out->snippet_count++], err);
    return st;
}

enum status
pb_to_row(const Baogao__V1__Row *from, struct arena *a, struct row *out,
          struct error *err)
{
    struct report *report = ARENA_NEW(a, struct report);
    struct section *section = ARENA_NEW(a, struct section);
    struct figure *figure = ARENA_NEW(a, struct figure);
    struct mention *mention = ARENA_NEW(a, struct mention);
    enum status st;

    if (!report || !section || !figure || !mention)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    out->id = pb_to_str(from->id, a);
    out->report_id = pb_to_str(from->report_id, a);
    out->section_title = pb_to_str(from->section_title, a);
    out->work = pb_to_str(from->work, a);
    to_document(from->document, a, out);
    st = pb_to_report(from->report, a, report, err);
    out->report = report;
    if (st == STATUS_OK && from->section) {
        st = pb_to_section(from->section, a, section, err);
        out->section = section;
    }
    if (st == STATUS_OK && from->figure) {
        st = pb_to_figure(from->figure, a, figure, err);
        out->figure = figure;
    }
    if (st == STATUS_OK && from->mention) {
        st = pb_to_mention(from->mention, a, mention, err);
        out->mention = mention;
    }
    return st == STATUS_OK ? to_snippets(from, a, out, err) : st;
}

enum status
pb_to_page(const Baogao__V1__Page *from, struct arena *a, struct page *out,
           struct error *err)
{
    enum status st = STATUS_OK;

    out->as_of = from->as_of;
    out->total = from->total;
    out->is_at_least = from->has_at_least && from->at_least;
    out->is_cut = from->has_cut && from->cut;
    out->took_us = from->took_us;
    out->has_candidates = from->has_candidates;
    out->candidates = from->candidates;
    out->next_cursor = pb_to_str(from->next_cursor, a);
    out->rows = ARENA_ARRAY(a, struct row, from->n_rows);
    if (!out->rows)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; st == STATUS_OK && i < from->n_rows; i++)
        st = pb_to_row(from->rows[i], a, &out->rows[out->row_count++], err);
    return st;
}

enum status
pb_to_citation(const Baogao__V1__Citation *from, struct arena *a,
               struct citation *out, struct error *err)
{
    out->sentence = pb_to_str(from->sentence, a);
    out->line = from->line;
    out->as_of = from->as_of;
    out->mark = (struct span){from->mark->begin, from->mark->end};
    if (out->mark.begin > out->mark.end || out->mark.end > out->sentence.len)
        return error_set(err, STATUS_INVALID,
                         "the mark lies outside the sentence");
    return pb_to_row(from->row, a, &out->row, err);
}
