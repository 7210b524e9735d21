#include "publisher/query.h"

#include "base/clock.h"
#include "base/utf8.h"
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
check_text(struct str name, struct str value, struct str *field,
           struct error *err)
{
    if (value.len <= QUERY_TEXT_MAX_BYTES &&
        utf8_valid_prefix(value) == value.len)
        return STATUS_OK;
    *field = name;
    return error_set(err, STATUS_INVALID,
                     "%.*s: not UTF-8, or longer than %d bytes", STR_ARG(name),
                     QUERY_TEXT_MAX_BYTES);
}

static enum status
check_query(const struct query *q, struct position *start, struct str *field,
            struct error *err)
{
    enum status st = check_text(STR("report"), q->report, field, err);

    if (st == STATUS_OK)
        st = check_text(STR("place"), q->place, field, err);
    if (st == STATUS_OK)
        st = check_text(STR("object"), q->object, field, err);
    if (st == STATUS_OK)
        st = check_text(STR("unit"), q->unit, field, err);
    if (st != STATUS_OK)
        return st;
    if (q->limit < 1 || q->limit > QUERY_LIMIT_MAX) {
        *field = STR("limit");
        return error_set(err, STATUS_INVALID, "limit: not from 1 to %d",
                         QUERY_LIMIT_MAX);
    }
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
    struct plan plan;
    struct scan scan = {
        .query = q,
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
