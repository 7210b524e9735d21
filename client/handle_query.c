/* The part of baogao.h that asks for records. */
#include <stdlib.h>

#include "client/fields.h"
#include "client/handle.h"
#include "client/row_reader.h"
#include "client/shown.h"
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
        return handle_out_of_memory(err);
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
    row = shown_row(&rows->page.rows[rows->next], &rows->made);
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
        rows->json = shown_json(json_of_row(&rows->page.rows[rows->next - 1]));
    if (!rows->json)
        return handle_out_of_memory(err);
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
    char *json = shown_json(json_of_citation(c));

    if (out && json)
        *out = (struct baogao_citation){
            .row = shown_row(&c->row, a),
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
