#include "publisher/report/figure_row.h"

#include "publisher/query/row_make.h"

/* A document with records has a row of its own, unless it is damaged. */
static enum status
row_is_missing(struct error *err)
{
    return error_set(err, STATUS_CORRUPT, "a document's row is missing");
}

enum status
figure_row_make(struct snapshot *snap, const struct version *v, uint32_t index,
                struct arena *a, struct row *out, struct error *err)
{
    static const struct query of_figures = {.rows = ROW_FIGURE};
    static const struct filter figures = {.query = &of_figures};
    struct reading reading = {
        .snapshot = snap,
        .document_no = v->document_no,
        .records = v->records,
    };
    struct chapter chapter = {
        .begin = v->begin,
        .end = v->end,
        .report = v->report,
    };
    enum status st = row_make(&reading, &chapter, index, &figures, a, out, err);

    chapter_close(&chapter);
    return st == STATUS_NOT_FOUND ? row_is_missing(err) : st;
}

enum status
figure_id_make(struct snapshot *snap, const struct version *v,
               const struct figure *figure, struct arena *a, struct str *out,
               struct error *err)
{
    struct source source;
    enum status st = source_read(snap, v->document_no, a, &source, err);

    if (st == STATUS_NOT_FOUND)
        return row_is_missing(err);
    if (st == STATUS_OK)
        *out = record_id_print(source.id, RECORD_FIGURE, figure->span, a);
    return st;
}
