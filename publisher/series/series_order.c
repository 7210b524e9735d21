#include "publisher/series/series_order.h"

#include <stdlib.h>

static int
compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* What is equal in a line besides the place. */
static int
compare_measures(const struct series_figure *a, const struct series_figure *b)
{
    const struct figure *f = &a->figure, *g = &b->figure;
    int order = compare_numbers(f->measure, g->measure);

    if (order == 0)
        order = compare_numbers(f->kind, g->kind);
    if (order == 0)
        order = compare_numbers(f->accrual, g->accrual);
    if (order == 0)
        order = compare_numbers(period_months(&a->period),
                                period_months(&b->period));
    if (order == 0)
        order = str_compare(a->amount.unit, b->amount.unit);
    if (order == 0)
        order = str_compare(a->amount.currency, b->amount.currency);
    return order ? order : str_compare(f->per, g->per);
}

static int
compare_lines(bool is_over_places, const struct series_figure *a,
              const struct series_figure *b)
{
    int order = is_over_places ? 0 : str_compare(a->place, b->place);

    return order ? order : compare_measures(a, b);
}

static int
compare_steps(bool is_over_places, const struct series_figure *a,
              const struct series_figure *b)
{
    int order;

    if (is_over_places) {
        order = str_compare(a->version->report.place.code,
                            b->version->report.place.code);
        return order ? order : str_compare(a->place, b->place);
    }
    return period_compare(&a->period, &b->period);
}

static int
compare_age(const struct series_figure *a, const struct series_figure *b)
{
    const struct version *v = a->version, *w = b->version;
    int order = compare_numbers(report_last_day(&w->report),
                                report_last_day(&v->report));

    if (order == 0)
        order = str_compare(w->report.delivered, v->report.delivered);
    if (order == 0)
        order = compare_numbers(w->document_no, v->document_no);
    return order ? order : compare_numbers(a->index, b->index);
}

bool
is_same_line(bool is_over_places, const struct series_figure *a,
             const struct series_figure *b)
{
    return compare_lines(is_over_places, a, b) == 0;
}

bool
is_same_step(bool is_over_places, const struct series_figure *a,
             const struct series_figure *b)
{
    return compare_steps(is_over_places, a, b) == 0;
}

bool
is_same_point(const struct series_figure *a, const struct series_figure *b)
{
    return decimal_compare(a->amount.value, b->amount.value) == 0 &&
           decimal_compare(a->amount.upper, b->amount.upper) == 0 &&
           a->figure.bound == b->figure.bound &&
           a->figure.direction == b->figure.direction &&
           a->figure.status == b->figure.status;
}

static int
compare(bool is_over_places, const void *a, const void *b)
{
    int order = compare_lines(is_over_places, a, b);

    if (order == 0)
        order = compare_steps(is_over_places, a, b);
    return order ? order : compare_age(a, b);
}

static int
compare_over_periods(const void *a, const void *b)
{
    return compare(false, a, b);
}

static int
compare_over_places(const void *a, const void *b)
{
    return compare(true, a, b);
}

void
series_sort(bool is_over_places, struct series_figure *figures, size_t count)
{
    qsort(figures, count, sizeof *figures,
          is_over_places ? compare_over_places : compare_over_periods);
}
