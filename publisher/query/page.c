#include "publisher/query/page.h"

#include "base/clock.h"
#include "publisher/query/row_make.h"

/* Rows being gathered. */
struct gathering {
    struct taker taker; /* first: the scan hands it back */
    const struct scan *scan;
    const struct page_bounds *bounds;
    struct position position; /* everything up to here is settled */
    struct row_list rows;
};

/* Make a row of a record that matches; end the page where it must end. */
static enum status
settle(struct taker *taker, struct reading *r, struct chapter *c,
       const struct looked *record, struct error *err)
{
    struct gathering *g = (struct gathering *)taker;
    struct position at = {r->document_no, r->generation, record->index,
                          record->span};
    enum status st = STATUS_OK;

    if (position_covers(&g->position, &at))
        return STATUS_OK;
    if (record->is_match && g->rows.count == g->scan->filter->query->limit) {
        taker->is_over = true;
        return STATUS_OK;
    }
    if (record->is_match)
        st = row_list_add(&g->rows, r, c, record->index, g->scan->filter,
                          g->bounds->arena, err);
    g->position = at;
    taker->is_over = clock_monotonic_ms() >= g->scan->deadline_ms ||
                     g->bounds->arena->used_bytes >= g->bounds->max_arena_bytes;
    return st;
}

enum status
page_fill(const struct scan *scan, const struct page_bounds *bounds,
          struct position *position, struct page *out, bool *is_over,
          struct error *err)
{
    struct gathering g = {
        .taker = {.take = settle},
        .scan = scan,
        .bounds = bounds,
        .position = *position,
    };
    uint64_t next;
    enum status st =
        scan_run(scan, position_first_document(position), &g.taker, &next, err);

    if (st != STATUS_OK)
        return st;
    /* The scan ended between two documents. */
    if (!g.taker.is_over && next > 0)
        g.position = position_after_document(next - 1);
    *position = g.position;
    *is_over = g.taker.is_over || next > 0;
    out->rows = g.rows.rows;
    out->row_count = g.rows.count;
    return STATUS_OK;
}
