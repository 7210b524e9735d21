#include "worker/extract/figure/share_bound.h"

#include "tables.h"
#include "worker/extract/figure/subject.h"
#include "worker/extract/figure/subject_list.h"

enum {
    CHAR_PAUSE = 0x3001, /* 、 */
    CHAR_HE = 0x548C,    /* 和 */
};

/* Nothing but 和 or 、 stands between the quantities `a` and `b`. */
static bool
is_listed_with(const struct text *t, const struct quantity *a,
               const struct quantity *b)
{
    uint32_t between = t->codes[a->range.end];

    return a->range.end + 1 == b->range.begin &&
           (between == CHAR_PAUSE || between == CHAR_HE);
}

/* 以内, 以上: the bound stands behind the unit. */
static bool
is_bound_behind(const struct quantity *q)
{
    return q->bound != BOUND_EXACT && q->unit_range.end > q->unit_range.begin &&
           q->range.end > q->unit_range.end;
}

/* 突破, 近: it stands in front of the number. */
static bool
is_bound_ahead(const struct quantity *q)
{
    return q->bound != BOUND_EXACT && q->range.begin < q->number.begin;
}

/*
 * 约占 of 约占全国产量的三分之一: what bounds the number stands in front of the
 * whole that it is of.
 */
static enum bound
bound_before_whole(const struct text *t, const struct slot *slot,
                   const struct binding *b)
{
    const uint32_t end = b->base_range.begin;
    struct lexicon_hit hit;

    if ((b->measure != MEASURE_SHARE && b->measure != MEASURE_INDEX) ||
        b->base_range.end <= end || end <= slot->left.begin ||
        end >= slot->left.end ||
        !lexicon_longest_before(&lexicon_modifiers, t->codes, slot->left.begin,
                                end, &hit) ||
        modifiers_rows[hit.row].where != MODIFIERS_WHERE_BEFORE)
        return BOUND_EXACT;
    return modifiers_rows[hit.row].bound;
}

void
bounds_share(const struct text *t, const struct slot *slots,
             const struct binding *bindings, size_t count,
             struct figure *figures)
{
    size_t first = 0;

    for (size_t i = 0; i < count; i++) {
        if (figures[i].bound == BOUND_EXACT)
            figures[i].bound = bound_before_whole(t, &slots[i], &bindings[i]);
    }
    for (size_t i = 1; i < count; i++) {
        if (!is_listed_with(t, slots[i - 1].q, slots[i].q)) {
            first = i;
            continue;
        }
        if (!subjects_are_dealt(t, slots[first].left))
            continue;
        if (is_bound_ahead(slots[first].q) && figures[i].bound == BOUND_EXACT)
            figures[i].bound = slots[first].q->bound; /* 分别突破3亿、2亿 */
        if (!is_bound_behind(slots[i].q))
            continue;
        for (size_t k = first; k < i; k++) {
            if (figures[k].bound == BOUND_EXACT)
                figures[k].bound = slots[i].q->bound;
        }
    }
}
