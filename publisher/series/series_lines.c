#include "publisher/series/series_lines.h"

#include <stdlib.h>

#include "publisher/report/figure_row.h"
#include "publisher/series/series_breaks.h"
#include "publisher/series/series_order.h"

/* The page being made. */
struct making {
    const struct series_plan *plan;
    const struct series_answer *answer;
    struct series_page *page;
    size_t line_capacity;
};

static enum status
out_of_memory(struct error *err)
{
    return error_set(err, STATUS_UNAVAILABLE, "out of memory");
}

/* ---- points ------------------------------------------------------------ */

/* figures[0] is the point, [1, count) of them may repeat it. */
static enum status
make_point(struct making *m, struct series_figure *figures, size_t count,
           struct series_point *out, struct error *err)
{
    struct arena *a = m->answer->arena;
    struct snapshot *snap = m->answer->snapshot;
    enum status st = figure_row_make(snap, figures->version, figures->index, a,
                                     &out->row, err);

    out->value = figures->amount.value;
    out->upper = figures->amount.upper;
    out->repeats = ARENA_ARRAY(a, struct str, count - 1);
    if (st == STATUS_OK && !out->repeats)
        return out_of_memory(err);
    for (size_t i = 1; i < count && st == STATUS_OK; i++)
        if (is_same_point(&figures[i], figures))
            st = figure_id_make(snap, figures[i].version, &figures[i].figure, a,
                                &out->repeats[out->repeat_count++], err);
    return st;
}

static bool
is_repeat(const struct series_figure *figures, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (is_same_point(&figures[i], &figures[index]))
            return true;
    return false;
}

/* Figures of one step, the newest report's first. */
static enum status
make_points(struct making *m, struct series_figure *figures, size_t count,
            struct series_step *out, struct error *err)
{
    enum status st = STATUS_OK;

    out->points = ARENA_ARRAY(m->answer->arena, struct series_point, count);
    if (!out->points)
        return out_of_memory(err);
    for (size_t i = 0; i < count && st == STATUS_OK; i++)
        if (!is_repeat(figures, i))
            st = make_point(m, &figures[i], count - i,
                            &out->points[out->point_count++], err);
    return st;
}

/* ---- steps ------------------------------------------------------------- */

/* Steps of one line as they are added. */
struct steps {
    struct series_step *list;
    size_t count, capacity;
};

static enum status
add_step(struct making *m, struct steps *steps, struct series_step step,
         struct error *err)
{
    struct series_step *moved =
        arena_grow(m->answer->arena, steps->list, steps->count,
                   &steps->capacity, sizeof *moved);

    if (!moved)
        return out_of_memory(err);
    steps->list = moved;
    moved[steps->count++] = step;
    return STATUS_OK;
}

/* Whether a line has a step each year, so that one may lack. */
static bool
is_yearly(const struct series_figure *f)
{
    unsigned months = period_months(&f->period);

    return (f->figure.accrual == ACCRUAL_YEAR ||
            f->figure.accrual == ACCRUAL_POINT) &&
           (months == 0 || months == 12);
}

/* The twelve months like those of `like`, `years` later. */
static struct str
name_of_year(const struct period *like, unsigned years, struct arena *a)
{
    unsigned first = like->first / 10000 + years;
    unsigned last = period_last_year(like) + years;

    if (first == last)
        return arena_format(a, "%u", last);
    return arena_format(a, "%u-%02u/%u-%02u", first, like->first / 100 % 100,
                        last, like->last / 100 % 100);
}

static enum status
add_gaps(struct making *m, struct steps *steps,
         const struct series_figure *before, const struct series_figure *after,
         struct error *err)
{
    unsigned year = period_last_year(&before->period);
    enum status st = STATUS_OK;

    if (!is_yearly(before))
        return STATUS_OK;
    for (unsigned later = 1;
         year + later < period_last_year(&after->period) && st == STATUS_OK;
         later++) {
        struct series_step gap = {
            .period = name_of_year(&before->period, later, m->answer->arena)};
        st = add_step(m, steps, gap, err);
    }
    return st;
}

static const struct place *
copy_place(const struct place *place, struct arena *a)
{
    struct place *copy = ARENA_NEW(a, struct place);

    if (copy)
        *copy = (struct place){
            .name = arena_copy(a, place->name),
            .code = arena_copy(a, place->code),
            .lineage = arena_copy(a, place->lineage),
        };
    return copy;
}

static enum status
make_step(struct making *m, struct series_figure *figures, size_t count,
          struct series_step *out, struct error *err)
{
    struct arena *a = m->answer->arena;

    if (m->plan->is_over_places)
        out->place = copy_place(&figures->version->report.place, a);
    else
        out->period = arena_copy(a, figures->figure.period);
    return make_points(m, figures, count, out, err);
}

/* ---- lines ------------------------------------------------------------- */

/* The place as its newest report has it. */
static const struct place *
newest_place(const struct series_figure *figures, size_t count)
{
    const struct report *newest = &figures->version->report;

    for (size_t i = 1; i < count; i++)
        if (figures[i].version->report.year > newest->year)
            newest = &figures[i].version->report;
    return &newest->place;
}

static void
describe_line(struct making *m, const struct series_figure *figures,
              size_t count, struct series_line *out)
{
    const struct series_plan *plan = m->plan;
    const struct series_figure *f = figures;
    struct arena *a = m->answer->arena;

    if (record_has(plan->asked->object))
        out->object = arena_copy(a, plan->asked->object);
    else
        out->indicator = plan->indicator->id;
    if (!plan->is_over_places)
        out->place = copy_place(newest_place(figures, count), a);
    out->measure = f->figure.measure;
    out->kind = f->figure.kind;
    out->unit = arena_copy(a, f->amount.unit);
    if (record_has(f->amount.currency))
        out->currency = arena_copy(a, f->amount.currency);
    if (record_has(f->figure.per))
        out->per = arena_copy(a, f->figure.per);
    out->accrual = f->figure.accrual;
    out->months = period_months(&f->period);
}

/* Figures of one line, in order. */
static enum status
make_line(struct making *m, struct series_figure *figures, size_t count,
          struct series_line *out, struct error *err)
{
    bool is_over_places = m->plan->is_over_places;
    struct steps steps = {0};
    enum status st = STATUS_OK;

    describe_line(m, figures, count, out);
    for (size_t begin = 0, end; begin < count && st == STATUS_OK; begin = end) {
        struct series_step step = {0};
        for (end = begin + 1;
             end < count &&
             is_same_step(is_over_places, &figures[begin], &figures[end]);
             end++)
            ;
        if (m->answer->arena->used_bytes >= m->answer->max_arena_bytes) {
            m->page->is_cut = true;
            break;
        }
        if (begin > 0 && !is_over_places)
            st = add_gaps(m, &steps, &figures[begin - 1], &figures[begin], err);
        if (st == STATUS_OK)
            st = make_step(m, &figures[begin], end - begin, &step, err);
        if (st == STATUS_OK)
            st = add_step(m, &steps, step, err);
    }
    out->steps = steps.list;
    out->step_count = steps.count;
    return st == STATUS_OK ? series_breaks_set(m->plan->indicator, out,
                                               m->answer->arena, err)
                           : st;
}

static enum status
add_line(struct making *m, struct series_line line, struct error *err)
{
    struct series_page *page = m->page;
    struct series_line *moved =
        arena_grow(m->answer->arena, page->lines, page->line_count,
                   &m->line_capacity, sizeof *moved);

    if (!moved)
        return out_of_memory(err);
    page->lines = moved;
    moved[page->line_count++] = line;
    return STATUS_OK;
}

static size_t
count_stated(const struct series_line *line)
{
    size_t count = 0;

    for (size_t i = 0; i < line->step_count; i++)
        count += line->steps[i].point_count > 0;
    return count;
}

static int
compare_lengths(const void *a, const void *b)
{
    const struct series_line *x = a, *y = b;
    size_t length_x = count_stated(x), length_y = count_stated(y);

    if (length_x != length_y)
        return length_x > length_y ? -1 : 1;
    if (x->measure != y->measure)
        return x->measure < y->measure ? -1 : 1;
    return str_compare(x->unit, y->unit);
}

enum status
series_lines_make(const struct series_plan *plan,
                  struct series_figures *figures,
                  const struct series_answer *answer, struct series_page *page,
                  struct error *err)
{
    struct making m = {.plan = plan, .answer = answer, .page = page};
    struct series_figure *all = figures->figures;
    enum status st = STATUS_OK;

    if (figures->count == 0)
        return STATUS_OK;
    series_sort(plan->is_over_places, all, figures->count);
    for (size_t begin = 0, end; begin < figures->count && st == STATUS_OK;
         begin = end) {
        struct series_line line = {0};
        for (end = begin + 1;
             end < figures->count &&
             is_same_line(plan->is_over_places, &all[begin], &all[end]);
             end++)
            ;
        st = make_line(&m, &all[begin], end - begin, &line, err);
        if (st == STATUS_OK && line.step_count > 0)
            st = add_line(&m, line, err);
    }
    if (st == STATUS_OK && page->line_count > 0)
        qsort(page->lines, page->line_count, sizeof *page->lines,
              compare_lengths);
    return st == STATUS_OK && answer->arena->exhausted ? out_of_memory(err)
                                                       : st;
}
