#include "publisher/series/series.h"

#include "base/clock.h"
#include "publisher/query/asked.h"
#include "publisher/query/place_plan.h"
#include "publisher/series/series_lines.h"

/* Memory for candidates and for what is read of them. */
enum { READING_BYTES = 256 << 20 };

/* ---- what is asked ----------------------------------------------------- */

static enum status
check_texts(const struct series *asked, struct str *field, struct error *err)
{
    const struct asked_text texts[] = {
        {STR("indicator"), asked->indicator},
        {STR("object"), asked->object},
        {STR("place"), asked->place},
        {STR("period"), asked->period},
        {STR("per"), asked->per},
    };

    return asked_check_texts(texts, sizeof texts / sizeof *texts, field, err);
}

static enum status
check_thing(const struct series *asked, struct series_plan *plan,
            struct str *field, struct error *err)
{
    if (asked->object.len > 0 && asked->indicator.len > 0)
        return asked_refuse(STR("object"), "an indicator is asked for already",
                            field, err);
    if (asked->object.len > 0) {
        plan->indicator = indicator_by_name(asked->object);
        plan->part = asked->object;
        return STATUS_OK;
    }
    if (asked->indicator.len == 0)
        return asked_refuse(STR("indicator"),
                            "an indicator or an object is needed", field, err);
    plan->indicator = indicator_by_id(asked->indicator);
    if (!plan->indicator)
        plan->indicator = indicator_by_name(asked->indicator);
    if (!plan->indicator)
        return asked_refuse(STR("indicator"), "no id and no name of one", field,
                            err);
    plan->part = plan->indicator->id;
    return STATUS_OK;
}

static enum status
check(const struct series *asked, struct series_plan *plan, struct str *field,
      struct error *err)
{
    enum status st = check_texts(asked, field, err);

    if (st == STATUS_OK)
        st = check_thing(asked, plan, field, err);
    if (st != STATUS_OK)
        return st;
    plan->asked = asked;
    plan->is_over_places =
        asked->over.is_made && asked->over.value == OVER_PLACES;
    if (plan->is_over_places && !period_parse(asked->period, &plan->period))
        return asked_refuse(STR("period"),
                            "a period such as 2023 or 2023-12-31 is needed",
                            field, err);
    if (!plan->is_over_places && asked->place.len == 0)
        return asked_refuse(STR("place"), "the place of the series is needed",
                            field, err);
    if (!plan->is_over_places && record_has(asked->period))
        return asked_refuse(STR("period"),
                            "for series over places; else from and to", field,
                            err);
    if (asked->to && asked->to < asked->from)
        return asked_refuse(STR("to"), "before from", field, err);
    return STATUS_OK;
}

/* ---- where it may be ---------------------------------------------------- */

static enum status
find(struct snapshot *snap, struct series_plan *plan, struct arena *a,
     struct error *err)
{
    struct query on_the_year = {.place = plan->asked->place};

    if (!plan->is_over_places)
        return place_plan_make(snap, plan->asked->place, a, &plan->documents,
                               err);
    on_the_year.year = period_last_year(&plan->period);
    return plan_make(snap, &on_the_year, NULL, a, &plan->documents, err);
}

/* ---- the page ----------------------------------------------------------- */

static enum status
run(struct snapshot *snap, struct series_plan *plan,
    const struct query_bounds *bounds, struct arena *a, struct series_page *out,
    struct error *err)
{
    struct arena reading = ARENA_LIMIT(READING_BYTES);
    struct series_answer answer = {
        .snapshot = snap,
        .arena = a,
        .max_arena_bytes = a->used_bytes + bounds->row_bytes,
    };
    int64_t deadline_ms = clock_monotonic_ms() + bounds->time_ms;
    struct series_figures figures = {0};
    struct series_page page = {0};
    enum status st = snapshot_change_no(snap, &page.as_of, err);

    if (st == STATUS_OK)
        st = find(snap, plan, &reading, err);
    if (st == STATUS_OK)
        st = series_gather(snap, plan, deadline_ms, &reading, &figures, err);
    page.is_cut = figures.is_cut;
    if (st == STATUS_OK)
        st = series_lines_make(plan, &figures, &answer, &page, err);
    arena_release(&reading);
    if (st == STATUS_OK)
        *out = page;
    return st;
}

enum status
series_run(struct store *store, const struct series *asked,
           const struct query_bounds *bounds, struct arena *a,
           struct series_page *out, struct str *field, struct error *err)
{
    struct series_plan plan = {0};
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
