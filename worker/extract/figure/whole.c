#include "worker/extract/figure/whole.h"

#include "tables.h"
#include "worker/extract/figure/period.h"

/* 比去年的30亿元: what another figure is compared with. */
static bool
is_compared(const struct figure *figure)
{
    return str_equal(figure->rule, STR("compared"));
}

/* The last of the `said` figures in front of `end` that `part` divides. */
static const struct figure *
find_whole(const struct figure *part, const struct figure *end, size_t said)
{
    for (size_t back = 1; back <= said; back++) {
        const struct figure *whole = end - back;

        if (whole->kind == part->kind && whole->measure == MEASURE_LEVEL &&
            whole->kind != KIND_DURATION && !is_compared(whole) &&
            str_equal(whole->unit, part->unit))
            return whole;
    }
    return NULL;
}

/* What the whole is compared with: what parts of it are compared with. */
static const struct figure *
find_compared(const struct figure *whole, const struct figure *end)
{
    for (const struct figure *next = whole + 1; next < end; next++) {
        if (is_compared(next) && str_equal(next->unit, whole->unit))
            return next;
    }
    return NULL;
}

/* 其中，市中院受理18件，审结17件: what is counted, where a part does not say. */
static void
share_object(const struct figure *whole, struct figure *part)
{
    if (record_has(part->object) || part->kind != whole->kind ||
        part->measure != MEASURE_LEVEL || !str_equal(part->unit, whole->unit))
        return;
    part->object = whole->object;
    part->inherited |= INHERITED_OBJECT;
}

void
whole_share(const struct slot *slots, const struct binding *bindings,
            size_t count, size_t said, struct figure *figures)
{
    const struct figure *whole, *compared;

    if (!bindings[0].is_part || figures[0].of != 0)
        return;
    whole = find_whole(&figures[0], figures, said);
    if (!whole)
        return;
    figures[0].of = whole->id;
    for (size_t i = 0; i < count && slots[i].mark != ';'; i++)
        share_object(whole, &figures[i]);
    compared = find_compared(whole, figures);
    for (size_t i = 1; i < count; i++) {
        struct figure *part = &figures[i];

        if (part->of != 0 || part->kind != whole->kind ||
            part->measure != MEASURE_LEVEL ||
            !str_equal(part->unit, whole->unit))
            continue;
        if (is_compared(part))
            part->of = compared ? compared->id : 0;
        else if (slots[i].mark == ';')
            part->of = whole->id;
    }
}

const struct figure *
whole_time(const struct text *t, struct range sentence,
           const struct figure *figures, size_t count, size_t said,
           struct moment *out)
{
    struct lexicon_hit hit;

    if (!lexicon_longest(&lexicon_part_words, t->codes + sentence.begin,
                         sentence.end - sentence.begin, &hit))
        return NULL;
    for (size_t back = said; back > 0; back--) {
        const struct figure *whole = &figures[count - back];

        if (period_moment(whole->period, out))
            return whole;
    }
    return NULL;
}
