/* Bindings of a number that says another one once more: 增产2万吨，即7.8%. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/phrase.h"

enum { CHAR_JI = 0x5373 }; /* 即 */

/* Whether `r` is 即 alone, before the number. */
static bool
is_that_is(const struct text *t, struct range r)
{
    while (r.begin < r.end && t->codes[r.begin] <= ' ')
        r.begin++;
    while (r.end > r.begin && t->codes[r.end - 1] <= ' ')
        r.end--;
    return r.end == r.begin + 1 && t->codes[r.begin] == CHAR_JI;
}

bool
bind_again(struct binder *b)
{
    const struct binding *said = b->out - 1;
    bool is_same_kind;

    if (b->bound == 0 || !is_that_is(b->t, b->slot->left) ||
        b->slot->mark == ';')
        return false;
    is_same_kind = b->slot[-1].q->kind == b->slot->q->kind;
    if (said->measure != MEASURE_CHANGE && said->measure != MEASURE_SHARE &&
        !is_same_kind)
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
