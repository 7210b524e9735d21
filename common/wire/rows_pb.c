#include "wire/rows_pb.h"

#include "record/names.h"
#include "record/pb.h"

/* ---- out --------------------------------------------------------------- */

Baogao__V1__Query *
pb_from_query(const struct query *q, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Query *pb = ARENA_NEW(a, Baogao__V1__Query);

    if (!pb)
        return NULL;
    baogao__v1__query__init(pb);
    pb->has_request_id = pb->has_rows = 1;
    pb->request_id = request_id;
    pb->rows = (Baogao__V1__RowKind)q->rows;
    pb->report = pb_string(q->report, a);
    pb->place = pb_string(q->place, a);
    pb->has_place_exact = pb->place_exact = q->is_place_exact;
    pb->object = pb_string(q->object, a);
    pb->unit = pb_string(q->unit, a);
    pb->cursor = pb_string(q->cursor, a);
    pb->has_year = q->has_year;
    pb->year = q->year;
    pb->has_genre = q->has_genre;
    pb->genre = (Baogao__V1__Genre)q->genre;
    pb->has_kind = q->has_kind;
    pb->kind = (Baogao__V1__Kind)q->kind;
    pb->has_status = q->has_status;
    pb->status = (Baogao__V1__FigureStatus)q->status;
    pb->has_section_kind = q->has_section_kind;
    pb->section_kind = (Baogao__V1__SectionKind)q->section_kind;
    pb->mention = pb_string(q->mention, a);
    pb->has_mention_type = q->has_mention_type;
    pb->mention_type = (Baogao__V1__MentionType)q->mention_type;
    pb->has_limit = q->limit != 0;
    pb->limit = q->limit;
    return pb;
}

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

static Baogao__V1__Row *
from_row(const struct row *row, struct arena *a)
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
    return pb;
}

Baogao__V1__Page *
pb_from_page(const struct page *p, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Page *pb = ARENA_NEW(a, Baogao__V1__Page);

    if (!pb)
        return NULL;
    baogao__v1__page__init(pb);
    pb->has_request_id = pb->has_as_of = 1;
    pb->request_id = request_id;
    pb->as_of = p->as_of;
    pb->next_cursor = pb_string(p->next_cursor, a);
    pb->rows = ARENA_ARRAY(a, Baogao__V1__Row *, p->row_count);
    for (size_t i = 0; pb->rows && i < p->row_count; i++)
        pb->rows[pb->n_rows++] = from_row(&p->rows[i], a);
    return pb;
}

Baogao__V1__Citation *
pb_from_citation(const struct citation *c, uint64_t request_id, struct arena *a)
{
    Baogao__V1__Citation *pb = ARENA_NEW(a, Baogao__V1__Citation);
    Baogao__V1__Span *mark = ARENA_NEW(a, Baogao__V1__Span);

    if (!pb || !mark)
        return NULL;
    baogao__v1__citation__init(pb);
    baogao__v1__span__init(mark);
    mark->begin = c->mark.begin;
    mark->end = c->mark.end;
    pb->has_request_id = pb->has_line = pb->has_as_of = 1;
    pb->request_id = request_id;
    pb->row = from_row(&c->row, a);
    pb->sentence = pb_string(c->sentence, a);
    pb->mark = mark;
    pb->line = c->line;
    pb->as_of = c->as_of;
    return pb;
}

/* ---- in ---------------------------------------------------------------- */

/* A filter that is not understood must not be taken for none. */
static enum status
check_filter(const char *field, int has_value, int value, size_t count,
             struct error *err)
{
    if (!has_value || (value >= 0 && (size_t)value < count))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "%s: %d is not known to this version",
                     field, value);
}

static enum status
check_query(const Baogao__V1__Query *q, struct error *err)
{
    enum status st =
        check_filter("rows", q->has_rows, (int)q->rows, ROW_MENTION + 1, err);

    if (st == STATUS_OK)
        st = check_filter("genre", q->has_genre, (int)q->genre,
                          genre_names.count, err);
    if (st == STATUS_OK)
        st = check_filter("kind", q->has_kind, (int)q->kind, kind_names.count,
                          err);
    if (st == STATUS_OK)
        st = check_filter("status", q->has_status, (int)q->status,
                          figure_status_names.count, err);
    if (st == STATUS_OK)
        st = check_filter("section_kind", q->has_section_kind,
                          (int)q->section_kind, section_kind_names.count, err);
    if (st == STATUS_OK)
        st = check_filter("mention_type", q->has_mention_type,
                          (int)q->mention_type, mention_type_names.count, err);
    if (st == STATUS_OK && q->has_limit &&
        (q->limit < 1 || q->limit > QUERY_LIMIT_MAX))
        st = error_set(err, STATUS_INVALID,
                       "limit: %u is not a number from 1 to %d", q->limit,
                       QUERY_LIMIT_MAX);
    return st;
}

enum status
pb_to_query(const Baogao__V1__Query *from, struct arena *a, struct query *out,
            struct error *err)
{
    enum status st = check_query(from, err);

    if (st != STATUS_OK)
        return st;
    out->rows = from->has_rows ? (enum row_kind)from->rows : ROW_REPORT;
    out->report = pb_to_str(from->report, a);
    out->place = pb_to_str(from->place, a);
    out->is_place_exact = from->has_place_exact && from->place_exact;
    out->object = pb_to_str(from->object, a);
    out->unit = pb_to_str(from->unit, a);
    out->cursor = pb_to_str(from->cursor, a);
    out->has_year = from->has_year;
    out->year = from->year <= UINT16_MAX ? (uint16_t)from->year : UINT16_MAX;
    out->has_genre = from->has_genre;
    out->genre = (enum genre)from->genre;
    out->has_kind = from->has_kind;
    out->kind = (enum kind)from->kind;
    out->has_status = from->has_status;
    out->status = (enum figure_status)from->status;
    out->has_section_kind = from->has_section_kind;
    out->section_kind = (enum section_kind)from->section_kind;
    out->mention = pb_to_str(from->mention, a);
    out->has_mention_type = from->has_mention_type;
    out->mention_type = (enum mention_type)from->mention_type;
    out->limit = from->limit;
    return STATUS_OK;
}

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
to_row(const Baogao__V1__Row *from, struct arena *a, struct row *out,
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
    return st;
}

enum status
pb_to_page(const Baogao__V1__Page *from, struct arena *a, struct page *out,
           struct error *err)
{
    enum status st = STATUS_OK;

    out->as_of = from->as_of;
    out->next_cursor = pb_to_str(from->next_cursor, a);
    out->rows = ARENA_ARRAY(a, struct row, from->n_rows);
    if (!out->rows)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    for (size_t i = 0; st == STATUS_OK && i < from->n_rows; i++)
        st = to_row(from->rows[i], a, &out->rows[out->row_count++], err);
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
    return to_row(from->row, a, &out->row, err);
}
