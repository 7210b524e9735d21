/* Bindings of a number that another one is held against. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/text/edge.h"

enum {
    CHAR_DE = 0x7684, /* 的 */
    CHAR_LE = 0x4E86, /* 了 */
};

/* 同1950年的170亿元作比较: the value that the next clause holds another to. */
static bool
bind_beside(struct binder *b)
{
    struct range left = b->slot->left, lead;
    struct lexicon_hit hit;
    uint32_t at;

    if (left.end <= left.begin || b->t->codes[left.end - 1] != CHAR_DE ||
        !lexicon_longest(&lexicon_comparing, b->t->codes + b->slot->right.begin,
                         b->slot->right.end - b->slot->right.begin, &hit) ||
        hit.chars < 2)
        return false;
    lead = phrase_trim_lead(b->w, left);
    if (lead.begin > left.begin &&
        edge_is(b->t->codes[lead.begin - 1], EDGES_ROLE_COMPARED_LEAD))
        lead.begin--; /* 同 is a filler as well */
    if (!edge_is(b->t->codes[lead.begin], EDGES_ROLE_COMPARED_LEAD))
        return false;
    for (at = lead.begin + 1; at + 1 < left.end; at++) {
        struct range base = {at, left.end - 1};
        if (phrase_date(b->t, base) != base.end - base.begin)
            continue;
        b->out->is_compared = true;
        b->out->object = b->carry->subject;
        b->out->inherited |= INHERITED_OBJECT;
        b->carry->base = b->carry->stated_base = binder_text(b, base);
        binder_rule(b, "compared", 850);
        return true;
    }
    return false;
}

/* 比一九五二年的827亿元增长68%: the value of the time compared with. */
bool
bind_compared(struct binder *b)
{
    struct range left = b->slot->left, base;
    uint32_t end = left.end - (left.end > left.begin);
    struct lexicon_hit hit;
    struct verb v;

    if (bind_beside(b))
        return true;
    if (left.end <= left.begin || b->t->codes[end] != CHAR_DE || !b->next ||
        !b->next->follows || !verb_at_end(b->w, b->next->left, &v) ||
        (!verb_changes(v.role) && v.role != VERBS_ROLE_GAP))
        return false;
    base = compare_base(b->t, (struct range){left.begin, end});
    while (base.begin < base.end && phrase_is_quote(b->t->codes[base.begin]))
        base.begin++; /* 比“五五”时期的 */
    if (range_is_empty(base) || base.end != end ||
        (phrase_date(b->t, base) != base.end - base.begin &&
         (!lexicon_exact(&lexicon_past_words, b->t->codes + base.begin,
                         base.end - base.begin, &hit) ||
          base.end - base.begin < 2)))
        return false;
    b->out->is_compared = true;
    binder_take_subject(b, compare_cut(b->t, left));
    b->carry->compared = base;
    binder_rule(b, "compared", 850);
    return true;
}

/* 多收 or 少支 right before the next number, or a verb that compares. */
static bool
next_compares(const struct binder *b)
{
    enum { CHAR_DUO = 0x591A, CHAR_SHAO = 0x5C11 };
    struct range next = phrase_trim_lead(b->w, b->next->left);
    struct lexicon_hit hit;
    struct verb v;

    if (range_is_empty(next))
        return false;
    if (b->t->codes[next.begin] == CHAR_DUO ||
        b->t->codes[next.begin] == CHAR_SHAO)
        return next.begin + 1 == next.end ||
               lexicon_longest(&lexicon_more_verbs,
                               b->t->codes + next.begin + 1,
                               next.end - next.begin - 1, &hit);
    return verb_at_end(b->w, next, &v) &&
           (verb_changes(v.role) || v.role == VERBS_ROLE_GAP);
}

/* 比原计划超过4%: the bound is the verb, and the plan is in front. */
bool
bind_plan_exceeded(struct binder *b)
{
    struct range left = b->slot->left, base = compare_base(b->t, left);
    struct range bound = {b->slot->q->range.begin, b->slot->q->number.begin};
    struct verb v;

    if (range_is_empty(base) || base.end != left.end ||
        b->slot->q->bound != BOUND_OVER || !compare_is_beside(b->t, base) ||
        !verb_spelled_at_end(b->t, bound, &v) || v.role != VERBS_ROLE_REACH)
        return false;
    b->out->action = binder_text(b, v.range);
    b->out->measure = MEASURE_GAP;
    b->out->direction = DIRECTION_UP;
    binder_take_base(b, base);
    binder_take_subject(b, compare_cut(b->t, left));
    binder_rule(b, "gap", 840);
    return true;
}

/* 比预算数900亿元少支30亿元: what was planned, which the next is held against. */
bool
bind_yardstick(struct binder *b)
{
    struct range left = b->slot->left, base;

    if (left.end > left.begin && b->t->codes[left.end - 1] == CHAR_DE)
        left.end--;
    base = compare_base(b->t, left);
    if (range_is_empty(base) || base.end != left.end || !b->next ||
        !b->next->follows || !binder_is_amount(b) ||
        !str_equal(b->slot->q->unit, b->next->q->unit) ||
        !compare_is_beside(b->t, base) || !subject_is_noun(b->w, base) ||
        !next_compares(b))
        return false;
    binder_take_subject(b, compare_cut(b->t, left));
    b->out->object = binder_text(b, base);
    b->out->inherited &= ~(uint32_t)INHERITED_OBJECT;
    b->out->is_compared = true;
    b->carry->compared = base;
    binder_rule(b, "compared", 830);
    return true;
}

/* 原定的年度计划, not of 超过计划增长4%的要求 or 超过原定的5亿元规模. */
static bool
names_plan(const struct binder *b, struct range base)
{
    struct lexicon_hit hit;

    return compare_is_beside(b->t, base) &&
           lexicon_longest_before(&lexicon_yardsticks, b->t->codes, base.begin,
                                  base.end, &hit) &&
           (base.end == b->slot->left.end || b->t->codes[base.end] != CHAR_DE);
}

/*
 * 支出超过当年收入三亿元: by how much it is more. What stands behind the verb is
 * a noun, not a number's unit or a part of a name.
 */
bool
bind_exceeds(struct binder *b)
{
    struct range left = b->slot->left, base;
    struct lexicon_hit hit;
    struct verb v;

    if (b->slot->q->kind == KIND_COUNT || b->slot->q->kind == KIND_DURATION ||
        b->slot->q->kind == KIND_RATIO || b->slot->q->kind == KIND_RANK ||
        !verb_of_class(b->w, left, VERBS_ROLE_REACH, &v))
        return false;
    base = compare_trim(b->t, (struct range){v.range.end, left.end});
    if (!range_is_empty(base) && b->t->codes[base.begin] == CHAR_LE)
        base.begin++;
    if (range_is_empty(base) ||
        (!subject_is_noun(b->w, base) && !names_plan(b, base)) ||
        b->t->codes[base.end - 1] == CHAR_DE ||
        lexicon_exact(&lexicon_currencies, b->t->codes + base.begin,
                      base.end - base.begin, &hit))
        return false; /* 超过人民币3亿元 */
    b->out->action = binder_text(b, v.range);
    b->out->measure = MEASURE_GAP;
    b->out->direction = compare_gap_direction(b->t, v.range);
    binder_take_base(b, base);
    binder_take_subject(b, (struct range){left.begin, v.range.begin});
    binder_rule(b, "gap", 860);
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
    if (verb_at_end(b->w, noun, &v) && verb_changes(v.role)) {
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
