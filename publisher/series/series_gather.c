#include "publisher/series/series_gather.h"

#include "publisher/report/outline.h"
#include "publisher/works/works.h"
#include "record/place.h"

/* ---- reports ----------------------------------------------------------- */

static bool
wants(const void *context, const struct report *r)
{
    const struct series_plan *plan = context;
    const struct series *asked = plan->asked;

    if (!choice_allows(asked->genre, r->genre))
        return false;
    if (!plan->is_over_places)
        return place_is_same(&r->place, r->year, asked->place);
    return r->year == period_last_year(&plan->period) &&
           record_has(place_key(&r->place, r->year)) &&
           (!record_has(asked->place) ||
            place_lies_in(&r->place, r->year, asked->place));
}

/* ---- figures ----------------------------------------------------------- */

static bool
is_of_the_thing(const struct series_plan *plan, const struct figure *f)
{
    if (record_has(plan->asked->object))
        return record_has(f->object) &&
               str_equal(f->object, plan->asked->object);
    return record_has(f->indicator) &&
           str_equal(f->indicator, plan->indicator->id);
}

static bool
has_status(const struct series *asked, const struct figure *f)
{
    if (asked->status.is_made)
        return asked->status.value == f->status;
    return f->status == FIGURE_DONE || f->status == FIGURE_ESTIMATE;
}

static bool
is_in_time(const struct series_plan *plan, const struct period *p)
{
    const struct series *asked = plan->asked;
    unsigned year = period_last_year(p);

    if (plan->is_over_places)
        return period_compare(p, &plan->period) == 0;
    return year >= asked->from && (!asked->to || year <= asked->to);
}

static bool
counts(const struct series_plan *plan, const struct figure *f,
       struct period *period)
{
    const struct series *asked = plan->asked;

    return is_of_the_thing(plan, f) && has_status(asked, f) &&
           choice_allows(asked->measure, f->measure) &&
           choice_allows(asked->kind, f->kind) &&
           choice_allows(asked->accrual, f->accrual) &&
           (!record_has(asked->per) || str_equal(asked->per, f->per)) &&
           record_has(f->period) && period_parse(f->period, period) &&
           is_in_time(plan, period);
}

static enum status
add(struct series_figures *out, struct series_figure figure, struct arena *a,
    struct error *err)
{
    struct series_figure *moved =
        arena_grow(a, out->figures, out->count, &out->capacity, sizeof *moved);

    if (!moved)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    out->figures = moved;
    moved[out->count++] = figure;
    return STATUS_OK;
}

static enum status
gather_from(const struct series_plan *plan, const struct version *v,
            struct arena *a, struct series_figures *out, struct error *err)
{
    struct series_figure found = {.version = v};
    struct outline outline = {0};
    enum status st = STATUS_OK;

    for (uint32_t i = v->begin + 1; i < v->end && st == STATUS_OK; i++) {
        if (packed_kind(&v->records, i) != PACKED_FIGURE ||
            !packed_holds(&v->records, i, plan->part))
            continue;
        st = packed_figure(&v->records, i, a, &found.figure, err);
        if (st != STATUS_OK || !counts(plan, &found.figure, &found.period))
            continue;
        if (!outline.sections)
            st = outline_read(&v->records, v->begin + 1, v->end, a, &outline,
                              err);
        if (st != STATUS_OK ||
            outline_is_inside(&outline, found.figure.section, SECTION_ANNEX))
            continue;
        found.index = i;
        found.amount = amount_of(&found.figure);
        found.place = place_key(&v->report.place, v->report.year);
        st = add(out, found, a, err);
    }
    return st;
}

enum status
series_gather(struct snapshot *snap, const struct series_plan *plan,
              int64_t deadline_ms, struct arena *a, struct series_figures *out,
              struct error *err)
{
    struct version_list *list = ARENA_NEW(a, struct version_list);
    enum status st;

    if (!list)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    st = versions_read_all(snap, &plan->documents, wants, plan, deadline_ms, a,
                           list, &out->is_cut, err);
    if (st == STATUS_OK)
        st = works_find(list, deadline_ms, a, &out->is_cut, err);
    for (size_t i = 0; i < list->count && st == STATUS_OK; i++)
        if (is_best(&list->versions[i]))
            st = gather_from(plan, &list->versions[i], a, out, err);
    return st;
}
