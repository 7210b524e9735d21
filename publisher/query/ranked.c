#include "publisher/query/ranked.h"

#include "base/clock.h"
#include "publisher/query/relevance.h"
#include "publisher/query/row_make.h"

/* Rows being gathered. */
struct gathering {
    struct taker taker; /* first: the scan hands it back */
    const struct scan *scan;
    const struct page_bounds *bounds;
    struct cursor *cursor; /* everything up to here is settled */
    int64_t score;         /* of the document that is looked into */
    struct row_list rows;
};

static void
move_cursor(struct gathering *g, struct position at)
{
    g->cursor->key = (struct sort_key){true, {g->score, 6}};
    g->cursor->position = at;
}

static enum status
settle(struct taker *taker, struct reading *r, struct chapter *c,
       const struct looked *record, struct error *err)
{
    struct gathering *g = (struct gathering *)taker;
    struct position at = {r->document_no, r->generation, record->index,
                          record->span};
    enum status st = STATUS_OK;

    if (g->cursor->position.document_no == r->document_no &&
        position_covers(&g->cursor->position, &at))
        return STATUS_OK;
    if (record->is_match && g->rows.count == g->scan->filter->query->limit) {
        taker->is_over = true;
        return STATUS_OK;
    }
    if (record->is_match)
        st = row_list_add(&g->rows, r, c, record->index, g->scan->filter,
                          g->bounds->arena, err);
    move_cursor(g, at);
    taker->is_over = g->bounds->arena->used_bytes >= g->bounds->max_arena_bytes;
    return st;
}

/* Whether earlier pages have settled it. */
static bool
is_before(const struct relevant *document, const struct cursor *cursor)
{
    if (cursor->position.document_no == 0)
        return false;
    return document->score > cursor->key.value.digits ||
           (document->score == cursor->key.value.digits &&
            document->document_no < position_first_document(&cursor->position));
}

static enum status
look_into(struct gathering *g, const struct relevant *document,
          struct error *err)
{
    uint64_t number = document->document_no, next;
    struct plan plan = *g->scan->plan;
    struct scan scan = *g->scan;
    enum status st;

    plan.documents = &number;
    plan.document_count = 1;
    scan.plan = &plan;
    g->score = document->score;
    st = scan_run(&scan, number, &g->taker, &next, err);
    if (st == STATUS_OK && !g->taker.is_over)
        move_cursor(g, position_after_document(number));
    return st;
}

static enum status
gather(struct gathering *g, struct relevance *relevance, struct error *err)
{
    struct relevant document;
    enum status st = STATUS_OK;

    while (st == STATUS_OK && !g->taker.is_over &&
           relevance_next(relevance, &document)) {
        if (is_before(&document, g->cursor))
            continue;
        st = look_into(g, &document, err);
        if (relevance->count > 0 &&
            clock_monotonic_ms() >= g->scan->deadline_ms)
            g->taker.is_over = true;
    }
    return st;
}

enum status
ranked_fill(const struct scan *scan, const struct page_bounds *bounds,
            struct cursor *cursor, struct page *out, bool *is_over,
            struct error *err)
{
    const struct plan *plan = scan->plan;
    struct arena a = {0};
    struct relevance relevance = {0};
    struct gathering g = {
        .taker = {.take = settle},
        .scan = scan,
        .bounds = bounds,
        .cursor = cursor,
    };
    enum status st = relevance_open(plan->look, &plan->findings, &a,
                                    &cursor->statistics, &relevance, err);

    if (st == STATUS_OK)
        st = gather(&g, &relevance, err);
    arena_release(&a);
    if (st != STATUS_OK)
        return st;
    *is_over = g.taker.is_over;
    out->rows = g.rows.rows;
    out->row_count = g.rows.count;
    out->total = cursor->seen + g.rows.count;
    out->is_at_least = *is_over;
    out->has_candidates = true;
    out->candidates = plan->document_count;
    return STATUS_OK;
}
