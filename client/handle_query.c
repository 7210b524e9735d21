/* The part of baogao.h that asks for records. */
#include <stdlib.h>

#include "client/fields.h"
#include "client/handle.h"
#include "client/row_reader.h"
#include "record/names.h"
#include "wire/row_json.h"

struct baogao_rows {
    struct arena filters; /* what the reader's query borrows */
    struct row_reader reader;
    struct arena fetched; /* the page */
    struct page page;
    size_t next;       /* in the page; the row before is the one shown */
    struct arena made; /* the row shown, in C */
    char *json;        /* NULL: not asked for */
};

/* ---- records in C ------------------------------------------------------ */

static const char *
decimal_text(struct arena *a, struct decimal d)
{
    char text[DECIMAL_TEXT_BYTES];
    size_t len = decimal_print(d, text);

    return arena_copy(a, (struct str){text, len}).ptr;
}

static void
show_span(struct baogao_row *out, struct span span)
{
    out->begin = span.begin;
    out->end = span.end;
}

static void
show_report(const struct report *r, struct arena *a, struct baogao_row *out)
{
    show_span(out, r->span);
    out->title = c_string(a, r->title);
    out->genre = name_of(&genre_names, r->genre);
    out->place = c_string(a, r->place.name);
    out->place_code = c_string(a, r->place.code);
    out->year = r->year;
}

static void
show_section(const struct section *s, struct arena *a, struct baogao_row *out)
{
    show_span(out, s->span);
    out->section = c_string(a, s->title);
    out->section_kind = name_of(&section_kind_names, s->kind);
}

static void
show_figure(const struct figure *f, struct arena *a, struct baogao_row *out)
{
    show_span(out, f->span);
    out->text = c_string(a, f->text);
    out->value = decimal_text(a, f->value);
    out->upper = f->has_upper ? decimal_text(a, f->upper) : NULL;
    out->bound = name_of(&bound_names, f->bound);
    out->unit = c_string(a, f->unit);
    out->kind = name_of(&kind_names, f->kind);
    out->measure = name_of(&measure_names, f->measure);
    out->direction = name_of(&direction_names, f->direction);
    out->action = c_string(a, f->action);
    out->object = c_string(a, f->object);
    out->base = c_string(a, f->base);
    out->period = c_string(a, f->period);
    out->status = name_of(&figure_status_names, f->status);
}

static void
show_mention(const struct mention *m, struct arena *a, struct baogao_row *out)
{
    show_span(out, m->span);
    out->mention_type = name_of(&mention_type_names, m->type);
    out->text = c_string(a, m->text);
    out->value = c_string(a, m->value);
}

/* The row in C, in `a`; NULL: out of memory. */
static const struct baogao_row *
show_row(const struct row *row, struct arena *a)
{
    struct baogao_row *out = ARENA_NEW(a, struct baogao_row);

    if (!out)
        return NULL;
    out->id = c_string(a, row->id);
    out->report_id = c_string(a, row->report_id);
    out->document_id = c_string(a, row->document_id);
    out->document_name = c_string(a, row->document_name);
    out->source_uri = c_string(a, row->source_uri);
    out->section = c_string(a, row->section_title);
    if (row->report)
        show_report(row->report, a, out);
    if (row->section)
        show_section(row->section, a, out);
    if (row->figure)
        show_figure(row->figure, a, out);
    if (row->mention)
        show_mention(row->mention, a, out);
    return a->exhausted ? NULL : out;
}

/* `value`, which is taken over, on one line; freed with free(). */
static char *
json_line(json_t *value)
{
    char *text = value ? json_dumps(value, JSON_ON_ONE_LINE) : NULL;

    json_decref(value);
    return text;
}

static enum baogao_code
out_of_memory(struct baogao_error *err)
{
    struct error cause;
    enum status st = error_set(&cause, STATUS_UNAVAILABLE, "out of memory");

    return code_of(st, &cause, err);
}

/* ---- rows -------------------------------------------------------------- */

static enum status
rows_open(struct baogao_rows *rows, struct baogao *b, enum baogao_row_kind kind,
          const struct baogao_field *fields, uint64_t limit, struct error *err)
{
    struct query query = {.rows = ROW_REPORT};
    struct exchange *exchange = NULL;
    enum status st = fields_read_query(fields, &rows->filters, &query, err);

    if (kind == BAOGAO_SECTIONS)
        query.rows = ROW_SECTION;
    else if (kind == BAOGAO_FIGURES)
        query.rows = ROW_FIGURE;
    else if (kind == BAOGAO_MENTIONS)
        query.rows = ROW_MENTION;
    if (st == STATUS_OK)
        st = handle_query(b, &exchange, err);
    row_reader_init(&rows->reader, exchange, &query,
                    limit ? limit : ROW_READER_ALL);
    return st;
}

/* The next page that has rows; STATUS_NOT_FOUND, err untouched: none has. */
static enum status
fetch(struct baogao_rows *rows, struct error *err)
{
    enum status st;

    do {
        rows->page.row_count = 0;
        rows->next = 0;
        arena_release(&rows->fetched);
        st = row_reader_next(&rows->reader, &rows->fetched, &rows->page, err);
    } while (st == STATUS_OK && rows->page.row_count == 0);
    return st;
}

enum baogao_code
baogao_query(struct baogao *b, enum baogao_row_kind kind,
             const struct baogao_field *fields, uint64_t limit,
             struct baogao_rows **out, struct baogao_error *err)
{
    struct baogao_rows *rows = calloc(1, sizeof *rows);
    struct error cause = {"there is no such report"};
    enum status st;

    if (!rows)
        return out_of_memory(err);
    st = rows_open(rows, b, kind, fields, limit, &cause);
    if (st == STATUS_OK)
        st = fetch(rows, &cause);
    /* No rows at all are an answer; the reader is then at its end. */
    if (st == STATUS_NOT_FOUND && rows->reader.is_at_end)
        st = STATUS_OK;
    if (st == STATUS_OK)
        *out = rows;
    else
        baogao_rows_close(&rows);
    return code_of(st, &cause, err);
}

static enum status
next_row(struct baogao_rows *rows, const struct baogao_row **out,
         struct error *err)
{
    const struct baogao_row *row;
    enum status st = STATUS_OK;

    if (rows->next == rows->page.row_count)
        st = fetch(rows, err);
    if (st != STATUS_OK)
        return st;
    row = show_row(&rows->page.rows[rows->next], &rows->made);
    if (!row)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    rows->next++;
    *out = row;
    return STATUS_OK;
}

enum baogao_code
baogao_rows_next(struct baogao_rows *rows, const struct baogao_row **out,
                 struct baogao_error *err)
{
    struct error cause = {"there are no more rows"};

    arena_release(&rows->made);
    free(rows->json);
    rows->json = NULL;
    return code_of(next_row(rows, out, &cause), &cause, err);
}

enum baogao_code
baogao_rows_json(struct baogao_rows *rows, const char **out,
                 struct baogao_error *err)
{
    struct error cause;
    enum status st;

    if (!rows->next) {
        st = error_set(&cause, STATUS_NOT_FOUND, "no row was handed out");
        return code_of(st, &cause, err);
    }
    if (!rows->json)
        rows->json = json_line(json_of_row(&rows->page.rows[rows->next - 1]));
    if (!rows->json)
        return out_of_memory(err);
    *out = rows->json;
    return BAOGAO_OK;
}

void
baogao_rows_close(struct baogao_rows **rows)
{
    if (!*rows)
        return;
    row_reader_release(&(*rows)->reader);
    arena_release(&(*rows)->filters);
    arena_release(&(*rows)->fetched);
    arena_release(&(*rows)->made);
    free((*rows)->json);
    free(*rows);
    *rows = NULL;
}

/* ---- citations --------------------------------------------------------- */

/* The answer in C, in `a`; NULL: out of memory. */
static const struct baogao_citation *
show_citation(const struct citation *c, struct arena *a)
{
    struct baogao_citation *out = ARENA_NEW(a, struct baogao_citation);
    char *json = json_line(json_of_citation(c));

    if (out && json)
        *out = (struct baogao_citation){
            .row = show_row(&c->row, a),
            .sentence = c_string(a, c->sentence),
            .mark_begin = c->mark.begin,
            .mark_end = c->mark.end,
            .line = c->line,
            .json = c_string(a, str_from(json)),
        };
    else
        out = NULL;
    free(json);
    return a->exhausted ? NULL : out;
}

enum baogao_code
baogao_cite(struct baogao *b, const char *figure_id,
            const struct baogao_citation **out, struct baogao_error *err)
{
    struct message request = {.kind = MESSAGE_CITE,
                              .cite.figure = str_from(figure_id)};
    const struct baogao_citation *citation = NULL;
    struct exchange *exchange;
    struct message answer;
    struct arena a = {0};
    struct error cause;
    enum status st = handle_query(b, &exchange, &cause);

    if (st == STATUS_OK)
        st = exchange_ask(exchange, &request, MESSAGE_CITATION, &a, &answer,
                          &cause);
    if (st == STATUS_OK) {
        citation = show_citation(&answer.citation, &a);
        if (!citation)
            st = error_set(&cause, STATUS_UNAVAILABLE, "out of memory");
    }
    if (st != STATUS_OK) {
        arena_release(&a);
        return code_of(st, &cause, err);
    }
    arena_release(&b->citation);
    b->citation = a;
    *out = citation;
    return BAOGAO_OK;
}
