#include "publisher/query/sorted.h"

#include "base/clock.h"
#include "publisher/query/best.h"
#include "publisher/query/row_make.h"

struct ranking {
    struct taker taker; /* first: the scan hands it back */
    const struct scan *scan;
    const struct cursor *cursor;
    struct best best;
    uint32_t generation; /* of the document that the cursor is in */
    uint64_t count;      /* rows that match, on earlier pages too */
};

static void
add(struct ranking *ranking, struct position at, const struct report *report,
    const struct figure *figure)
{
    struct ranked row = {order_key(ranking->scan->filter, report, figure), at};

    if (ranking->count == SORTED_MAX) {
        ranking->taker.is_over = true;
        return;
    }
    ranking->count++;
    if (order_is_after_cursor(ranking->cursor, &row))
        best_add(&ranking->best, &row);
}

static enum status
rank(struct taker *taker, struct reading *r, struct chapter *c,
     const struct looked *record, struct error *err)
{
    struct ranking *ranking = (struct ranking *)taker;
    struct position at = {r->document_no, r->generation, record->index,
                          record->span};

    (void)err;
    taker->is_over = clock_monotonic_ms() >= ranking->scan->deadline_ms;
    if (record->is_match)
        add(ranking, at, &c->report, record->figure);
    return STATUS_OK;
}

/* The generations of other documents than the cursor's are told later. */
static void
note(struct taker *taker, const struct sifted *row)
{
    struct ranking *ranking = (struct ranking *)taker;
    struct position at = {row->document_no, ranking->generation, row->record,
                          row->span};

    add(ranking, at, row->report, row->figure);
}

/* ---- the rows ---------------------------------------------------------- */

static enum status
make_row(const struct scan *scan, struct position *at, struct arena *a,
         struct row *out, struct error *err)
{
    struct chapter c = {0};
    struct reading r;
    enum status st = reading_open(scan->snapshot, at->document_no,
                                  scan->limit_bytes, &r, err);

    if (st == STATUS_OK)
        st = chapter_open(&r, reading_report_of(&r, at->index), &c, err);
    if (st == STATUS_OK)
        st = row_make(&r, &c, at->index, scan->filter, a, out, err);
    at->generation = r.generation;
    chapter_close(&c);
    reading_close(&r);
    return st;
}

static enum status
make_rows(struct ranking *ranking, const struct page_bounds *bounds,
          size_t count, struct page *out, struct error *err)
{
    struct row *rows = ARENA_ARRAY(bounds->arena, struct row, count);
    enum status st = STATUS_OK;

    if (!rows)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    out->rows = rows;
    out->row_count = 0;
    while (st == STATUS_OK && out->row_count < count) {
        st = make_row(ranking->scan, &ranking->best.rows[out->row_count].at,
                      bounds->arena, &rows[out->row_count], err);
        out->row_count++;
        if (bounds->arena->used_bytes >= bounds->max_arena_bytes)
            break;
    }
    return st;
}

enum status
sorted_fill(const struct scan *scan, const struct page_bounds *bounds,
            struct cursor *cursor, struct page *out, bool *is_over,
            struct error *err)
{
    const struct query *q = scan->filter->query;
    struct arena a = {0};
    struct ranking ranking = {
        .taker = {.take = rank, .note = note, .last_placed = UINT64_MAX},
        .scan = scan,
        .cursor = cursor,
    };
    uint64_t next = 0;
    size_t count;
    enum status st;

    /* One row more than the page has tells whether there is another page. */
    if (!best_open(&ranking.best, q, q->limit + 1, &a))
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    st = scan_generation(scan, cursor->position.document_no,
                         &ranking.generation, err);
    if (st == STATUS_OK)
        st = scan_run(scan, 1, &ranking.taker, &next, err);
    best_sort(&ranking.best);
    count = ranking.best.count < q->limit ? ranking.best.count : q->limit;
    if (st == STATUS_OK)
        st = make_rows(&ranking, bounds, count, out, err);
    if (st == STATUS_OK) {
        out->total = ranking.count;
        out->is_cut = out->is_at_least = ranking.taker.is_over || next > 0;
        *is_over = out->row_count < ranking.best.count;
        if (out->row_count > 0) {
            cursor->key = ranking.best.rows[out->row_count - 1].key;
            cursor->position = ranking.best.rows[out->row_count - 1].at;
        }
    }
    arena_release(&a);
    return st;
}
