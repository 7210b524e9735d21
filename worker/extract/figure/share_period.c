#include "worker/extract/figure/share_period.h"

#include "worker/extract/figure/period.h"

static bool
has_own_time(const struct figure *figure)
{
    return (figure->inherited & INHERITED_PERIOD) == 0;
}

/* 比1952年增长41%: what grew over several years. */
static bool
is_growth_since(const struct figure *figure)
{
    return figure->measure == MEASURE_CHANGE &&
           figure->accrual == ACCRUAL_TOTAL && period_year_of(figure->base) > 0;
}

static void
share(const struct figure *from, struct figure *to)
{
    to->period = from->period;
    if (!is_growth_since(to))
        to->accrual = from->accrual;
    to->inherited |= INHERITED_PERIOD;
}

/* 产值在1957年达到650亿元，增长41%: more is said of the same subject. */
static bool
goes_on(const struct binding *bound, const struct figure *before,
        const struct figure *figure)
{
    return !has_own_time(figure) && (figure->inherited & INHERITED_OBJECT) &&
           has_own_time(before) && !bound->is_origin && !bound->is_compared &&
           before->accrual == ACCRUAL_YEAR &&
           (figure->accrual == ACCRUAL_YEAR || is_growth_since(figure)) &&
           record_has(figure->object) &&
           str_equal(figure->object, before->object);
}

/*
 * 成本在2023年降到5元，比全省低1元, among what is planned: how a level that
 * was reached compares has been so as well.
 */
static void
share_being_done(const struct figure *before, struct figure *figure)
{
    if ((figure->inherited & INHERITED_STATUS) &&
        before->status == FIGURE_DONE && figure->status == FIGURE_PLAN &&
        (figure->measure == MEASURE_GAP || figure->measure == MEASURE_CHANGE))
        figure->status = FIGURE_DONE;
}

/*
 * 每年平均建成学校3所、医院2所; 累计建成学校30所、医院20所: what shares the verb is
 * counted as it is.
 */
static bool
is_counted_alike(const struct figure *before, const struct figure *figure)
{
    return (figure->inherited & INHERITED_ACTION) && !has_own_time(figure) &&
           (before->accrual == ACCRUAL_AVERAGE ||
            (before->accrual == ACCRUAL_TOTAL &&
             figure->accrual == ACCRUAL_YEAR)) &&
           figure->measure == before->measure &&
           str_equal(figure->action, before->action);
}

/* 年均增加42亿元，增长5%: the same told as a percentage. */
static bool
is_same_average(const struct figure *before, const struct figure *figure)
{
    return before->accrual == ACCRUAL_AVERAGE &&
           figure->accrual == ACCRUAL_YEAR && !has_own_time(figure) &&
           before->measure == MEASURE_CHANGE &&
           figure->measure == MEASURE_CHANGE && before->kind != figure->kind &&
           figure->kind == KIND_PERCENT &&
           (figure->inherited & INHERITED_OBJECT) &&
           !record_has(figure->base) && record_has(figure->object) &&
           str_equal(before->object, figure->object);
}

/*
 * 农业由1978年的28%提高到1982年的34%，轻工业由31%提高到33%: the ends of the
 * change at `i` are those of the last change with times.
 */
static void
share_ends(const struct binding *bindings, size_t i, size_t count,
           struct figure *figures)
{
    enum { REACH_FIGURES = 8 };
    size_t from = i > REACH_FIGURES ? i - REACH_FIGURES : 0;

    for (size_t k = i; k > from; k--) {
        if (!bindings[k - 1].is_origin || !has_own_time(&figures[k - 1]))
            continue;
        share(&figures[k - 1], &figures[i]);
        if (i + 1 < count && k < i && !has_own_time(&figures[i + 1]))
            share(&figures[k], &figures[i + 1]);
        return;
    }
}

/* 其中出口…: a part is of the time its whole is of. */
static void
share_whole(const struct figure *figures, struct figure *part)
{
    const struct figure *whole;

    if (part->of == 0 || part->of < figures[0].id || part->of >= part->id)
        return;
    whole = &figures[part->of - figures[0].id];
    if (has_own_time(whole) && !has_own_time(part) &&
        part->accrual == ACCRUAL_YEAR)
        share(whole, part);
}

void
periods_share(const struct binding *bindings, size_t count,
              struct figure *figures)
{
    for (size_t i = 1; i < count; i++) {
        size_t of = i - 1;
        bool goes;

        if (of > 0 && bindings[of].is_compared)
            of--; /* 2023年达到9亿元，比2020年的8亿元增长 */
        goes = goes_on(&bindings[of], &figures[of], &figures[i]);
        if (goes) {
            share_being_done(&figures[of], &figures[i]);
            share(&figures[of], &figures[i]);
        } else if (bindings[i].is_row ||
                   is_same_average(&figures[i - 1], &figures[i]) ||
                   is_counted_alike(&figures[i - 1], &figures[i]))
            share(&figures[i - 1], &figures[i]);
        else if (bindings[i].is_origin && !has_own_time(&figures[i]))
            share_ends(bindings, i, count, figures);
        else
            share_whole(figures, &figures[i]);
    }
}
