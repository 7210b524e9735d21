#include "publisher/query/query.h"

#include "base/clock.h"
#include "publisher/query/asked.h"
#include "publisher/query/page.h"
#include "publisher/query/ranked.h"
#include "publisher/query/sorted.h"
#include "publisher/query/total.h"

/* Memory for the candidates: some million document numbers. */
enum { PLAN_BYTES = 256 << 20 };

const struct query_bounds query_bounds_usual = {
    .time_ms = 50,
    .total_ms = 80,
    .opened_ms = 20,
    .sorted_ms = 80,
    .ranked_ms = 35,
    .documents = SIZE_MAX,
    .row_bytes = 8 << 20,
};

/* ---- what is asked ---------------------------------------------------------
 */

static enum status
check_sort(const struct query *q, struct str *field, struct error *err)
{
    if (q->sort == SORT_VALUE && q->rows != ROW_FIGURE)
        return asked_refuse(STR("sort"), "only figures have a value", field,
                            err);
    if (q->sort == SORT_RELEVANCE &&
        (q->rows != ROW_REPORT || !record_has(q->text)))
        return asked_refuse(STR("sort"), "relevance is of reports, with text",
                            field, err);
    if ((q->sort == SORT_DOCUMENT || q->sort == SORT_RELEVANCE) &&
        q->is_descending)
        return asked_refuse(STR("descending"),
                            "this needs a sort by value or date", field, err);
    return STATUS_OK;
}

static enum status
check_cursor(const struct query *q, struct cursor *start, struct str *field,
             struct error *err)
{
    *start = (struct cursor){
        .sort = q->sort,
        .is_descending = q->is_descending,
    };
    if (!record_has(q->cursor))
        return STATUS_OK;
    if (!cursor_parse(q->cursor, start))
        return asked_refuse(STR("cursor"), "not the next_cursor of a page",
                            field, err);
    if (start->sort != q->sort || start->is_descending != q->is_descending)
        return asked_refuse(STR("cursor"), "that of a page sorted otherwise",
                            field, err);
    return STATUS_OK;
}

static enum status
check(const struct query *q, struct cursor *start, struct str *field,
      struct error *err)
{
    enum status st = query_check(q, field, err);

    if (st == STATUS_OK)
        st = check_sort(q, field, err);
    return st == STATUS_OK ? check_cursor(q, start, field, err) : st;
}

/* The words of the text that is searched for; *out is NULL without one. */
static enum status
read_words(const struct query *q, struct cursor *start, struct arena *a,
           struct text_query **out, struct str *field, struct error *err)
{
    struct error why;
    enum status st;

    *out = NULL;
    if (!record_has(q->text))
        return STATUS_OK;
    *out = ARENA_NEW(a, struct text_query);
    if (!*out)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    st = text_query_read(q->text, a, *out, &why);
    if (st == STATUS_INVALID)
        return asked_refuse(STR("text"), why.text, field, err);
    if (st != STATUS_OK)
        return error_set(err, st, "%s", why.text);
    if (start->statistics.phrase_count != 0 &&
        start->statistics.phrase_count != (*out)->count)
        return asked_refuse(STR("cursor"), "that of a page with another text",
                            field, err);
    return STATUS_OK;
}

/* ---- the page --------------------------------------------------------------
 */

/* What a page is made with. */
struct making {
    struct scan scan;
    struct page_bounds page_bounds;
    int64_t began_ms;
    const struct query_bounds *bounds;
};

static enum status
fill_in_order(struct making *m, struct cursor *cursor, struct page *page,
              bool *is_over, struct error *err)
{
    struct total total = {.count = cursor->seen};
    enum status st;

    m->scan.deadline_ms = m->began_ms + m->bounds->time_ms;
    st = page_fill(&m->scan, &m->page_bounds, &cursor->position, page, is_over,
                   err);
    total.count += page->row_count;
    m->scan.deadline_ms =
        m->began_ms + (sift_decides(m->scan.filter, m->scan.plan)
                           ? m->bounds->total_ms
                           : m->bounds->opened_ms);
    if (st == STATUS_OK && *is_over)
        st = total_count(&m->scan, &cursor->position, &total, err);
    page->total = total.count;
    page->is_at_least = total.is_at_least;
    return st;
}

static enum status
fill_sorted(struct making *m, struct cursor *cursor, struct page *page,
            bool *is_over, struct error *err)
{
    m->scan.deadline_ms = m->began_ms + m->bounds->sorted_ms;
    m->scan.max_documents = SIZE_MAX;
    return sorted_fill(&m->scan, &m->page_bounds, cursor, page, is_over, err);
}

static enum status
fill_ranked(struct making *m, struct cursor *cursor, struct page *page,
            bool *is_over, struct error *err)
{
    m->scan.deadline_ms = m->began_ms + m->bounds->ranked_ms;
    return ranked_fill(&m->scan, &m->page_bounds, cursor, page, is_over, err);
}

static enum status
fill(struct making *m, struct cursor *cursor, struct page *page,
     struct error *err)
{
    static enum status (*const fills[])(struct making *, struct cursor *,
                                        struct page *, bool *,
                                        struct error *) = {
        [SORT_DOCUMENT] = fill_in_order,
        [SORT_VALUE] = fill_sorted,
        [SORT_DATE] = fill_sorted,
        [SORT_RELEVANCE] = fill_ranked,
    };
    bool is_over = false;
    enum status st =
        fills[m->scan.filter->query->sort](m, cursor, page, &is_over, err);

    if (st != STATUS_OK || !is_over)
        return st;
    cursor->seen += page->row_count < UINT32_MAX - cursor->seen
                        ? (uint32_t)page->row_count
                        : UINT32_MAX - cursor->seen;
    page->next_cursor = cursor_print(cursor, m->page_bounds.arena);
    return STATUS_OK;
}

static enum status
run(struct snapshot *snap, struct columns *columns, const struct query *q,
    const struct text_query *words, struct cursor *cursor,
    const struct query_bounds *bounds, struct arena *a, struct page *out,
    struct str *field, struct error *err)
{
    struct arena candidates = ARENA_LIMIT(PLAN_BYTES);
    struct filter filter = filter_of(q);
    struct plan plan;
    struct making making = {
        .scan =
            {
                .filter = &filter,
                .plan = &plan,
                .snapshot = snap,
                .columns = columns,
                .limit_bytes = a->limit_bytes,
                .max_documents = bounds->documents,
            },
        .page_bounds = {a, a->used_bytes + bounds->row_bytes},
        .began_ms = clock_monotonic_ms(),
        .bounds = bounds,
    };
    struct page page = {0};
    enum status st = snapshot_change_no(snap, &page.as_of, err);

    filter.words = words;
    if (st == STATUS_OK)
        st = plan_make(snap, q, words, &candidates, &plan, err);
    if (st == STATUS_INVALID)
        *field = STR("report");
    if (st == STATUS_OK)
        st = fill(&making, cursor, &page, err);
    arena_release(&candidates);
    if (st == STATUS_OK && a->exhausted)
        st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (st == STATUS_OK)
        *out = page;
    return st;
}

enum status
query_run(struct store *store, struct columns *columns,
          const struct query *asked, const struct query_bounds *bounds,
          struct arena *a, struct page *out, struct str *field,
          struct error *err)
{
    int64_t began_us = clock_monotonic_us();
    struct query q = *asked;
    struct cursor start;
    struct text_query *words = NULL;
    struct snapshot *snap = NULL;
    enum status st;

    if (q.limit == 0)
        q.limit = QUERY_LIMIT_DEFAULT;
    if (!q.has_sort && record_has(q.text) && q.rows == ROW_REPORT)
        q.sort = SORT_RELEVANCE;
    st = check(&q, &start, field, err);
    if (st == STATUS_OK)
        st = read_words(&q, &start, a, &words, field, err);
    if (st == STATUS_OK)
        st = snapshot_open(store, &snap, err);
    if (st == STATUS_OK && columns)
        st = columns_follow(columns, snap, err);
    if (st == STATUS_OK)
        st = run(snap, columns, &q, words, &start, bounds, a, out, field, err);
    snapshot_close(&snap);
    if (st == STATUS_OK)
        out->took_us = (uint64_t)(clock_monotonic_us() - began_us);
    return st;
}
