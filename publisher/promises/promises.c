#include "publisher/promises/promises.h"

#include <inttypes.h>

#include "base/clock.h"
#include "indicator/indicator.h"
#include "publisher/promises/fulfil.h"
#include "publisher/promises/ledger.h"
#include "publisher/query/asked.h"
#include "publisher/report/figure_row.h"
#include "publisher/works/timing.h"

/* Memory for what is read of a place's reports. */
enum { READING_BYTES = 256 << 20 };

/* What is asked, understood. */
struct promise_plan {
    const struct promises *asked;
    const struct indicator *indicator; /* NULL: any */
    uint32_t limit;
    /* The promise that the page before ended with; document 0: none. */
    uint64_t document_no;
    struct span span;
};

/* ---- what is asked ----------------------------------------------------- */

static enum status
check_texts(const struct promises *asked, struct str *field, struct error *err)
{
    const struct asked_text texts[] = {
        {STR("place"), asked->place},
        {STR("indicator"), asked->indicator},
        {STR("object"), asked->object},
    };

    return asked_check_texts(texts, sizeof texts / sizeof *texts, field, err);
}

/* The document's number, and the span of the promise in it. */
static struct str
cursor_of(const struct account *account, const struct figure *f,
          struct arena *a)
{
    return arena_format(a, "%" PRIu64 "-%u-%u", account->version->document_no,
                        f->span.begin, f->span.end);
}

static bool
read_cursor(struct str cursor, struct promise_plan *plan)
{
    uint64_t begin, end;

    return str_to_u64(str_cut(&cursor, STR("-")), &plan->document_no) &&
           str_to_u64(str_cut(&cursor, STR("-")), &begin) &&
           str_to_u64(cursor, &end) && begin <= end && end <= UINT32_MAX &&
           (plan->span = (struct span){(uint32_t)begin, (uint32_t)end}, true);
}

static enum status
check(const struct promises *asked, struct promise_plan *plan,
      struct str *field, struct error *err)
{
    enum status st = check_texts(asked, field, err);

    if (st != STATUS_OK)
        return st;
    plan->asked = asked;
    plan->limit = asked->limit ? asked->limit : PROMISES_LIMIT_DEFAULT;
    if (asked->place.len == 0)
        return asked_refuse(STR("place"), "the place that promised is needed",
                            field, err);
    if (record_has(asked->indicator)) {
        plan->indicator = indicator_by_id(asked->indicator);
        if (!plan->indicator)
            plan->indicator = indicator_by_name(asked->indicator);
        if (!plan->indicator)
            return asked_refuse(STR("indicator"), "no id and no name of one",
                                field, err);
    }
    if (record_has(asked->cursor) && !read_cursor(asked->cursor, plan))
        return asked_refuse(STR("cursor"), "not the next_cursor of a page",
                            field, err);
    return STATUS_OK;
}

/* ---- the page ----------------------------------------------------------- */

/* Whether an earlier page has told of it. */
static bool
is_settled(const struct promise_plan *plan, const struct account *account,
           const struct figure *f)
{
    uint64_t document_no = account->version->document_no;

    if (document_no != plan->document_no)
        return document_no < plan->document_no;
    return f->span.begin < plan->span.begin ||
           (f->span.begin == plan->span.begin && f->span.end <= plan->span.end);
}

static bool
is_asked_for(const struct promise_plan *plan, const struct figure *f)
{
    const struct promises *asked = plan->asked;
    struct period period;

    return is_promise(f) && period_parse(f->period, &period) &&
           (!asked->year || period_last_year(&period) == asked->year) &&
           (!plan->indicator ||
            (record_has(f->indicator) &&
             str_equal(f->indicator, plan->indicator->id))) &&
           (!record_has(asked->object) ||
            (record_has(f->object) && str_contains(f->object, asked->object)));
}

struct making {
    struct snapshot *snapshot;
    const struct promise_plan *plan;
    const struct ledger *ledger;
    struct arena *arena;
    size_t max_arena_bytes;
    struct promise_page *page;
    size_t capacity;
};

static enum status
add_statements(struct making *m, const struct account *account,
               const struct figure *f, struct promise *out, struct error *err)
{
    size_t account_at = 0, entry_at = 0, capacity = 0;
    enum status st = STATUS_OK;

    for (; st == STATUS_OK &&
           ledger_next_statement(m->ledger, account, f, &account_at, &entry_at);
         entry_at++) {
        const struct account *answer = &m->ledger->accounts[account_at];
        struct row *moved =
            arena_grow(m->arena, out->statements, out->statement_count,
                       &capacity, sizeof *moved);
        if (!moved)
            return error_set(err, STATUS_UNAVAILABLE, "out of memory");
        out->statements = moved;
        st = figure_row_make(m->snapshot, answer->version,
                             answer->entries[entry_at].index, m->arena,
                             &moved[out->statement_count++], err);
    }
    return st;
}

static enum status
add_promise(struct making *m, const struct account *account,
            const struct entry *entry, const struct settlement *settlement,
            struct error *err)
{
    struct promise one = {.has_outcome = settlement->outcome != NULL,
                          .result = settlement->result};
    struct promise *moved =
        arena_grow(m->arena, m->page->promises, m->page->count, &m->capacity,
                   sizeof *moved);
    enum status st;

    if (!moved)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    m->page->promises = moved;
    st = figure_row_make(m->snapshot, account->version, entry->index, m->arena,
                         &one.promise, err);
    if (st == STATUS_OK && one.has_outcome)
        st = figure_row_make(m->snapshot, settlement->account->version,
                             settlement->outcome->index, m->arena, &one.outcome,
                             err);
    if (st == STATUS_OK)
        st = add_statements(m, account, &entry->figure, &one, err);
    moved[m->page->count++] = one;
    return st;
}

/* Whether the page is full; it then goes on behind `last`. */
static bool
is_full(const struct making *m)
{
    return m->page->count == m->plan->limit ||
           m->arena->used_bytes >= m->max_arena_bytes;
}

static enum status
fill_from(struct making *m, const struct account *account, struct str *last,
          struct error *err)
{
    const struct choice *result = &m->plan->asked->result;
    enum status st = STATUS_OK;

    for (size_t i = 0; i < account->entry_count && st == STATUS_OK; i++) {
        const struct entry *entry = &account->entries[i];
        struct settlement settlement;
        if (is_settled(m->plan, account, &entry->figure) ||
            !is_asked_for(m->plan, &entry->figure))
            continue;
        settlement = ledger_settle(m->ledger, account, &entry->figure);
        if (!choice_allows(*result, settlement.result))
            continue;
        if (is_full(m)) {
            m->page->next_cursor = *last;
            return STATUS_OK;
        }
        st = add_promise(m, account, entry, &settlement, err);
        *last = cursor_of(account, &entry->figure, m->arena);
    }
    return st;
}

static enum status
run(struct snapshot *snap, const struct promise_plan *plan,
    const struct query_bounds *bounds, struct arena *a,
    struct promise_page *out, struct error *err)
{
    struct arena reading = ARENA_LIMIT(READING_BYTES);
    struct promise_page page = {0};
    struct ledger ledger = {0};
    struct str last = {0};
    struct making m = {
        .snapshot = snap,
        .plan = plan,
        .ledger = &ledger,
        .arena = a,
        .max_arena_bytes = a->used_bytes + bounds->row_bytes,
        .page = &page,
    };
    enum status st = snapshot_change_no(snap, &page.as_of, err);

    if (st == STATUS_OK)
        st = ledger_read(snap, plan->asked,
                         clock_monotonic_ms() + bounds->time_ms, &reading,
                         &ledger, err);
    page.is_cut = ledger.is_cut;
    for (size_t i = 0;
         i < ledger.count && st == STATUS_OK && !record_has(page.next_cursor);
         i++)
        st = fill_from(&m, &ledger.accounts[i], &last, err);
    arena_release(&reading);
    if (st == STATUS_OK && a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (st == STATUS_OK)
        *out = page;
    return st;
}

enum status
promises_run(struct store *store, const struct promises *asked,
             const struct query_bounds *bounds, struct arena *a,
             struct promise_page *out, struct str *field, struct error *err)
{
    struct promise_plan plan = {0};
    int64_t began_us = clock_monotonic_us();
    struct snapshot *snap = NULL;
    enum status st = check(asked, &plan, field, err);

    if (st == STATUS_OK)
        st = snapshot_open(store, &snap, err);
    if (st == STATUS_OK)
        st = run(snap, &plan, bounds, a, out, err);
    snapshot_close(&snap);
    if (st == STATUS_OK)
        out->took_us = (uint64_t)(clock_monotonic_us() - began_us);
    return st;
}
