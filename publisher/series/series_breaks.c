#include "publisher/series/series_breaks.h"

#include <stdlib.h>

#include "division/boundary.h"
#include "publisher/works/timing.h"

/* More changes than a division has had. */
enum { BOUNDARIES_MAX = 64 };

struct breaks {
    struct series_break *list;
    size_t count, capacity;
    struct arena *arena;
};

static void
add(struct breaks *breaks, struct series_break one)
{
    struct series_break *moved =
        arena_grow(breaks->arena, breaks->list, breaks->count,
                   &breaks->capacity, sizeof *moved);

    if (!moved)
        return;
    breaks->list = moved;
    moved[breaks->count++] = one;
}

static void
add_definitions(const struct indicator *indicator, struct breaks *breaks)
{
    for (size_t i = 0; i < indicator->break_count; i++)
        add(breaks, (struct series_break){
                        .kind = BREAK_DEFINITION,
                        .year = indicator->breaks[i].year,
                        .note = indicator->breaks[i].note,
                    });
}

static void
add_boundaries(struct str lineage, struct breaks *breaks)
{
    struct boundary_change changes[BOUNDARIES_MAX];
    size_t count = boundary_changes(lineage, changes, BOUNDARIES_MAX);

    for (size_t i = 0; i < count; i++)
        add(breaks,
            (struct series_break){
                .kind = BREAK_BOUNDARY,
                .year = changes[i].year,
                .note = arena_format(breaks->arena, "%s %.*s",
                                     changes[i].is_gain ? "with" : "without",
                                     STR_ARG(changes[i].name)),
            });
}

static int
compare_years(const void *a, const void *b)
{
    const struct series_break *x = a, *y = b;

    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    return (x->kind > y->kind) - (x->kind < y->kind);
}

static unsigned
last_year(const struct series_step *step)
{
    struct period period;

    return period_parse(step->period, &period) ? period_last_year(&period) : 0;
}

/* The breaks of `all`, which are sorted, that lie between the steps. */
static void
set_steps(struct series_line *line, const struct breaks *all)
{
    size_t next = 0;

    for (size_t i = 0; i < line->step_count; i++) {
        struct series_step *step = &line->steps[i];
        unsigned year = last_year(step);
        size_t first = next;

        while (next < all->count && all->list[next].year <= year)
            next++;
        if (i == 0)
            continue;
        step->breaks = all->list + first;
        step->break_count = next - first;
    }
}

enum status
series_breaks_set(const struct indicator *indicator, struct series_line *line,
                  struct arena *a, struct error *err)
{
    struct breaks all = {.arena = a};
    size_t without_year = 0;

    if (indicator)
        add_definitions(indicator, &all);
    if (line->place && record_has(line->place->lineage))
        add_boundaries(line->place->lineage, &all);
    if (a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    if (all.count == 0)
        return STATUS_OK;
    qsort(all.list, all.count, sizeof *all.list, compare_years);
    while (without_year < all.count && all.list[without_year].year == 0)
        without_year++;
    line->notes = all.list;
    line->note_count = without_year;
    all.list += without_year;
    all.count -= without_year;
    if (line->place)
        set_steps(line, &all);
    return STATUS_OK;
}
