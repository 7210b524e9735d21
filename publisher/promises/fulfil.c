#include "publisher/promises/fulfil.h"

#include "publisher/promises/target_words.h"
#include "publisher/works/amount.h"
#include "record/period.h"

bool
is_promise(const struct figure *f)
{
    struct period period;

    return f->status == FIGURE_PLAN && record_has(f->period) &&
           period_parse(f->period, &period);
}

static bool
is_same_period(const struct figure *a, const struct figure *b)
{
    struct period x, y;

    return record_has(b->period) && period_parse(a->period, &x) &&
           period_parse(b->period, &y) && x.first == y.first &&
           x.last == y.last;
}

static bool
is_same_text(struct str a, struct str b)
{
    return record_has(a) == record_has(b) && str_equal(a, b);
}

unsigned
outcome_score(const struct figure *promise, const struct figure *f)
{
    if ((f->status != FIGURE_DONE && f->status != FIGURE_ESTIMATE) ||
        !is_same_thing(promise, f) || !amounts_compare(promise, f) ||
        !is_same_period(promise, f))
        return 0;
    return 1U + (f->status == FIGURE_DONE ? 8U : 0) +
           (f->inherited & INHERITED_OBJECT ? 0 : 4U) +
           (is_same_text(promise->object, f->object) ? 2U : 0) +
           (is_same_text(promise->action, f->action) ? 1U : 0);
}

static bool
names_a_target(struct str base)
{
    for (size_t i = 0; i < target_word_count; i++)
        if (str_contains(base, target_words[i]))
            return true;
    return false;
}

bool
is_statement(const struct figure *promise, const struct figure *f)
{
    return f->kind == KIND_PERCENT &&
           (f->measure == MEASURE_INDEX || f->measure == MEASURE_SHARE) &&
           f->status != FIGURE_PLAN && record_has(f->base) &&
           names_a_target(f->base) && is_same_thing(promise, f) &&
           is_same_period(promise, f);
}
