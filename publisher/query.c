#include "publisher/query.h"

#include "base/clock.h"
#include "publisher/page.h"

/* Memory for the candidates: some million document numbers. */
enum { PLAN_BYTES = 256 << 20 };

const struct query_bounds query_bounds_usual = {
    .time_ms = 50,
    .documents = 20000,
    .row_bytes = 8 << 20,
};

/* ---- what is asked ---------------------------------------------------------
 */

static enum status
check_query(const struct query *q, struct position *start, struct str *field,
            struct error *err)
{
    enum status st = query_check(q, field, err);

    if (st != STATUS_OK)
        return st;
    if (record_has(q->cursor) && !cursor_parse(q->cursor, start)) {
        *field = STR("cursor");
        return error_set(err, STATUS_INVALID,
                         "cursor: not the next_cursor of a page");
    }
    return STATUS_OK;
}

/* ---- the page --------------------------------------------------------------
 */

static enum status
run(struct snapshot *snap, const struct query *q, struct position start,
    const struct query_bounds *bounds, struct arena *a, struct page *out,
    struct str *field, struct error *err)
{
    struct arena candidates = ARENA_LIMIT(PLAN_BYTES);
    struct filter filter = filter_of(q);
    struct plan plan;
    struct scan scan = {
        .filter = &filter,
        .plan = &plan,
        .snapshot = snap,
        .limit_bytes = a->limit_bytes,
        .max_documents = bounds->documents,
        .deadline_ms = clock_monotonic_ms() + bounds->time_ms,
    };
    struct page_bounds page_bounds = {a, a->used_bytes + bounds->row_bytes};
    bool is_over = false;
    struct page page = {0};
    enum status st = snapshot_change_no(snap, &page.as_of, err);

    if (st == STATUS_OK)
        st = plan_make(snap, q, &candidates, &plan, err);
    if (st == STATUS_INVALID)
        *field = STR("report");
    if (st == STATUS_OK)
        st = page_fill(&scan, &page_bounds, &start, &page, &is_over, err);
    arena_release(&candidates);
    if (st != STATUS_OK)
        return st;
    if (is_over)
        page.next_cursor = cursor_print(start, a);
    if (a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    *out = page;
    return STATUS_OK;
}

enum status
query_run(struct store *store, const struct query *asked,
          const struct query_bounds *bounds, struct arena *a, struct page *out,
          struct str *field, struct error *err)
{
    struct query q = *asked;
    struct position start = {0};
    struct snapshot *snap = NULL;
    enum status st;

    if (q.limit == 0)
        q.limit = QUERY_LIMIT_DEFAULT;
    st = check_query(&q, &start, field, err);
    if (st == STATUS_OK)
        st = snapshot_open(store, &snap, err);
    if (st == STATUS_OK)
        st = run(snap, &q, start, bounds, a, out, field, err);
    snapshot_close(&snap);
    return st;
}
