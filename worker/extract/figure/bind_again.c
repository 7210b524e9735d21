/*
 * Bindings of a number that says another one once more: 增产2万吨，即7.8%;
 * 增加223亿元，或7.8%.
 */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/phrase.h"

enum {
    CHAR_JI = 0x5373, /* 即 */
    CHAR_HUO = 0x6216 /* 或 */
};

/* Whether `r` is `word` alone, before the number. */
static bool
is_only(const struct text *t, struct range r, uint32_t word)
{
    while (r.begin < r.end && t->codes[r.begin] <= ' ')
        r.begin++;
    while (r.end > r.begin && t->codes[r.end - 1] <= ' ')
        r.end--;
    return r.end == r.begin + 1 && t->codes[r.begin] == word;
}

/* 增加223亿元，或7.8%: a change in another unit, with nothing behind it. */
static bool
says_or(const struct binder *b)
{
    return is_only(b->t, b->slot->left, CHAR_HUO) && b->slot->mark == ',' &&
           !b->slot->follows && b->slot->right.end == b->slot->right.begin &&
           b->slot->q->kind == KIND_PERCENT &&
           b->slot[-1].q->kind != KIND_PERCENT;
}

bool
bind_again(struct binder *b)
{
    const struct binding *said = b->out - 1;
    bool is_same_kind;

    if (b->bound == 0 || b->slot->mark == ';' ||
        (!is_only(b->t, b->slot->left, CHAR_JI) && !says_or(b)))
        return false;
    is_same_kind = b->slot[-1].q->kind == b->slot->q->kind;
    if (said->measure != MEASURE_CHANGE && said->measure != MEASURE_GAP &&
        said->measure != MEASURE_SHARE && !is_same_kind)
        return false;
    binder_rule(b, "again", 880);
    b->out->object = said->object;
    b->out->inherited |= INHERITED_OBJECT;
    if (said->measure == MEASURE_SHARE && binder_is_amount(b))
        return true; /* 占农田十分之一即一亿亩: so much of it */
    b->out->action = said->action;
    b->out->measure = said->measure;
    b->out->direction = said->direction;
    b->out->base = said->base;
    b->out->is_row = true;
    b->out->inherited |= INHERITED_ACTION;
    if (record_has(b->out->base))
        b->out->inherited |= INHERITED_BASE;
    return true;
}
