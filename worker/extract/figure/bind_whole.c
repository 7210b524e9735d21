/*
 * Bindings of a percentage whose whole is told with its number: 占全县12个乡镇的
 * 50%, 超过原定计划427亿元的15%.
 */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/phrase.h"

enum { CHAR_DE = 0x7684 }; /* 的 */

/* The words between this number and the percentage of it, without 的. */
static bool
measured_by_next(const struct binder *b, struct range *between)
{
    const struct slot *next = b->next;

    if (!binder_is_amount(b) || !next || !next->follows ||
        (next->q->kind != KIND_PERCENT && next->q->kind != KIND_RATIO) ||
        b->slot->q->range.end >= next->q->range.begin ||
        b->t->codes[next->q->range.begin - 1] != CHAR_DE)
        return false;
    *between = (struct range){b->slot->q->range.end, next->q->range.begin - 1};
    return range_is_empty(*between) || subject_is_noun(b->w, *between);
}

bool
bind_whole(struct binder *b)
{
    struct range left = b->slot->left, before, after, base;
    struct verb v, own;

    if (!measured_by_next(b, &after) ||
        (!verb_of_class(b->w, left, VERBS_ROLE_SHARE, &v) &&
         !verb_of_class(b->w, left, VERBS_ROLE_REACH, &v)))
        return false;
    before = (struct range){v.range.end, left.end};
    base = (struct range){before.begin,
                          range_is_empty(after) ? before.end : after.end};
    left.end = v.range.begin;
    binder_take_subject(b, left);
    b->carry->told = (struct told_whole){
        .subject = b->out->object,
        .action = binder_text(b, v.range),
        .base = binder_text(b, compare_trim(b->t, base)),
        .measure = v.role == VERBS_ROLE_SHARE ? MEASURE_SHARE : MEASURE_GAP,
        .direction = v.role == VERBS_ROLE_SHARE
                         ? DIRECTION_NONE
                         : compare_gap_direction(b->t, v.range)};
    if (verb_at_end(b->w, before, &own) &&
        own.role != VERBS_ROLE_NOMINAL) { /* 占全国现有12亿亩 */
        b->out->action = binder_text(b, own.range);
        before.end = own.range.begin;
    }
    before = compare_trim(b->t, before);
    b->out->object = range_is_empty(after)
                         ? binder_text(b, phrase_trim(b->w, before))
                         : binder_text(b, phrase_trim(b->w, after));
    b->out->inherited &= ~INHERITED_OBJECT;
    binder_rule(b, "whole", 830);
    return true;
}

bool
bind_of_whole(struct binder *b)
{
    struct told_whole told = b->carry->told;

    b->carry->told = (struct told_whole){0};
    if (!record_has(told.action))
        return false;
    b->out->action = told.action;
    b->out->object = told.subject;
    b->out->base = told.base;
    b->out->measure = told.measure;
    b->out->direction = told.direction;
    b->out->inherited |= INHERITED_ACTION;
    binder_rule(b, "of-whole", 830);
    return true;
}
