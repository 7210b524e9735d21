/* Bindings of a number that another one is held against. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/phrase.h"

enum { CHAR_DE = 0x7684 }; /* 的 */

/* 比一九五二年的827亿元增长68%: the value of the time compared with. */
bool
bind_compared(struct binder *b)
{
    struct range left = b->slot->left, base;
    uint32_t end = left.end - (left.end > left.begin);
    struct verb v;

    if (left.end <= left.begin || b->t->codes[end] != CHAR_DE || !b->next ||
        !b->next->follows || !verb_at_end(b->w, b->next->left, &v) ||
        (v.role != VERBS_ROLE_UP && v.role != VERBS_ROLE_DOWN &&
         v.role != VERBS_ROLE_GAP))
        return false;
    base = compare_base(b->t, (struct range){left.begin, end});
    while (base.begin < base.end && phrase_is_quote(b->t->codes[base.begin]))
        base.begin++; /* 比“五五”时期的 */
    if (range_is_empty(base) || base.end != end ||
        phrase_date(b->t, base) != base.end - base.begin)
        return false;
    b->out->is_compared = true;
    binder_take_subject(b, compare_cut(b->t, left));
    b->carry->compared = binder_text(b, base);
    binder_rule(b, "compared", 850);
    return true;
}

/*
 * What 较 or 比 holds the figure against, without its time: empty in
 * 较2012年的, 整体经济增长 in 较同期整体经济增长的. False: nothing is.
 */
static bool
compared_noun(const struct binder *b, struct range *out)
{
    struct range left = b->slot->left, base = compare_base(b->t, left);
    struct verb gap;

    if (range_is_empty(base) && verb_of_class(b->w, left, VERBS_ROLE_GAP, &gap))
        base = (struct range){gap.range.end, left.end};
    if (range_is_empty(base) || base.end + 1 < left.end ||
        (b->t->codes[left.end - 1] != CHAR_DE &&
         (b->slot->right.begin >= b->slot->right.end ||
          b->t->codes[b->slot->right.begin] != CHAR_DE)))
        return false;
    if (base.end > base.begin && b->t->codes[base.end - 1] == CHAR_DE)
        base.end--;
    *out = phrase_trim(b->w, base);
    return true;
}

/*
 * 增长2.9%，较2012年的1.5%高; 低于过去10年4.5%的平均增长率: the same measure at
 * another time or place.
 */
bool
bind_counterpart(struct binder *b)
{
    struct range noun, right;
    struct verb v;

    if (b->bound == 0 || binder_is_amount(b) ||
        !str_equal(b->slot[-1].q->unit, b->slot->q->unit) || b->slot->follows ||
        !compared_noun(b, &noun))
        return false;
    b->out->is_compared = true;
    b->out->measure = b->out[-1].measure;
    b->out->direction = b->out[-1].direction;
    binder_rule(b, "compared", 800);
    right = binder_right_noun(b, NOUN_ALONE, &v);
    if (b->t->codes[b->slot->right.begin] == CHAR_DE &&
        compare_change_noun(b->t, right, &b->out->direction)) {
        b->out->measure = MEASURE_CHANGE;
        b->out->object = binder_text(b, right);
        return true;
    }
    b->out->action = b->out[-1].action;
    b->out->object = b->out[-1].object;
    b->out->inherited |= INHERITED_ACTION | INHERITED_OBJECT;
    if (verb_at_end(b->w, noun, &v) &&
        (v.role == VERBS_ROLE_UP || v.role == VERBS_ROLE_DOWN)) {
        b->out->action = binder_text(b, v.range);
        noun.end = v.range.begin;
    }
    if (!range_is_empty(noun)) {
        b->out->object = binder_text(b, noun);
        if (compare_change_noun(b->t, noun, &b->out->direction)) {
            b->out->measure = MEASURE_CHANGE;
            b->out->action = (struct str){NULL, 0};
        }
    }
    return true;
}
