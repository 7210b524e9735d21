#include "worker/extract/figure/foretold.h"

#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/figure/standing.h"

enum { CHAR_LE = 0x4E86 /* 了 */ };

/* 去年, 上年, 1956年: the base is a year and no more. */
static bool
is_against_year(const struct text *t, struct range base)
{
    struct lexicon_hit hit;

    base = compare_trim(t, base);
    return !range_is_empty(base) &&
           (phrase_date(t, base) == base.end - base.begin ||
            (lexicon_exact(&lexicon_past_words, t->codes + base.begin,
                           base.end - base.begin, &hit) &&
             hit.chars > 1));
}

bool
foretold_this_year(const struct words *w, const struct slot *slot,
                   const struct binding *binding, const struct period *period)
{
    if (!period->is_present || period_year(period->text) == 0 ||
        phrase_find(w->t, slot->left, CHAR_LE) < slot->left.end)
        return false;
    if (standing_clause_demands(w, slot->left))
        return true;
    return (binding->measure == MEASURE_CHANGE ||
            binding->measure == MEASURE_GAP) &&
           (is_against_year(w->t, binding->base_range) ||
            period_year_of(binding->base) > 0);
}

static bool
is_inherited(const struct figure *figure)
{
    return (figure->inherited & INHERITED_STATUS) &&
           (figure->inherited & INHERITED_PERIOD);
}

static bool
is_same_object(const struct figure *a, const struct figure *b)
{
    return record_has(a->object) && record_has(b->object) &&
           str_equal(a->object, b->object);
}

static void
take_time(struct figure *figure, const struct figure *other)
{
    figure->status = other->status;
    figure->period = other->period;
}

/* 将增长5%，达到6亿元: what goes on from a plan is no more done than it. */
static bool
goes_on(const struct slot *slot, const struct binding *binding,
        const struct figure *figure)
{
    const struct figure *before = figure - 1;

    return before->status == FIGURE_PLAN && figure->status == FIGURE_DONE &&
           before->accrual == figure->accrual && slot->mark != ';' &&
           !binding->is_origin && !binding->is_compared &&
           (binding->inherited & INHERITED_OBJECT) && is_inherited(figure) &&
           is_same_object(before, figure);
}

/* 今年投资要比上年压缩9亿元；其中公路压缩5亿元: held against the same year. */
static bool
is_compared_alike(const struct binding *binding, const struct figure *figure)
{
    const struct figure *before = figure - 1;

    return before->status == FIGURE_PLAN && figure->status == FIGURE_DONE &&
           (figure->inherited & INHERITED_STATUS) &&
           (binding->inherited & INHERITED_BASE) &&
           figure->measure == MEASURE_CHANGE &&
           before->measure == MEASURE_CHANGE && record_has(figure->period) &&
           str_equal(before->period, figure->period);
}

/* 投资减为5亿元，比1956年减少20%, where 1956 is the year reviewed. */
static bool
is_told_behind(const struct slot *next, const struct binding *after,
               const struct figure *figure, unsigned reviewed)
{
    const struct figure *behind = figure + 1;

    return reviewed > 0 && figure->measure == MEASURE_LEVEL &&
           is_inherited(figure) && figure->status == FIGURE_DONE &&
           behind->measure == MEASURE_CHANGE && next->mark != ';' &&
           (after->inherited & INHERITED_OBJECT) &&
           (behind->inherited & INHERITED_PERIOD) &&
           is_same_object(figure, behind) &&
           period_year(figure->period) == reviewed &&
           period_year(behind->period) == reviewed + 1;
}

void
foretold_share(const struct slot *slots, const struct binding *bindings,
               size_t count, unsigned reviewed, struct figure *figures)
{
    for (size_t i = count; i-- > 0;) {
        if (i + 1 < count && is_told_behind(&slots[i + 1], &bindings[i + 1],
                                            &figures[i], reviewed))
            take_time(&figures[i], &figures[i + 1]);
    }
    for (size_t i = 1; i < count; i++) {
        if (goes_on(&slots[i], &bindings[i], &figures[i]))
            take_time(&figures[i], &figures[i - 1]);
        else if (is_compared_alike(&bindings[i], &figures[i]))
            figures[i].status = FIGURE_PLAN;
    }
}
