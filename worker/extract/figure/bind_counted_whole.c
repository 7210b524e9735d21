/* Bindings of a share of what is counted: 占全国1786个县的28%. */
#include "worker/extract/figure/binder.h"

enum { CHAR_DE = 0x7684 /* 的 */ };

/* Whether `slot` and the next one are such: 占, an amount, 的, a percentage. */
static bool
begins_share(const struct binder *b, const struct slot *slot,
             const struct slot *next, struct verb *share)
{
    struct range between;

    if (!next || !next->follows ||
        (next->q->kind != KIND_PERCENT && next->q->kind != KIND_RATIO) ||
        slot->q->kind == KIND_PERCENT || slot->q->kind == KIND_RATIO ||
        slot->q->kind == KIND_RANK ||
        !verb_of_class(b->w, slot->left, VERBS_ROLE_SHARE, share))
        return false;
    between = next->left;
    return between.end > between.begin &&
           b->t->codes[between.end - 1] == CHAR_DE;
}

/* 1786个 of it: how many there are in all. */
static void
bind_whole(struct binder *b)
{
    struct verb predicate;
    struct range noun = b->next->left;

    noun.end--;
    b->out->object =
        binder_text(b, noun_after(b->w, noun, NOUN_ALONE, &predicate));
    if (!record_has(b->out->object)) {
        b->out->object = b->carry->subject;
        b->out->inherited |= INHERITED_OBJECT;
    }
    binder_rule(b, "counted-whole", 820);
}

bool
bind_counted_whole(struct binder *b)
{
    struct verb share;

    if (begins_share(b, b->slot, b->next, &share)) {
        bind_whole(b);
        return true;
    }
    if (b->bound == 0 || !begins_share(b, b->slot - 1, b->slot, &share))
        return false;
    b->out->action = binder_text(b, share.range);
    b->out->measure = MEASURE_SHARE;
    binder_take_base(b, (struct range){share.range.end, b->slot->left.end - 1});
    b->out->object = b->carry->subject;
    b->out->inherited |= INHERITED_OBJECT;
    binder_rule(b, "share", 860);
    return true;
}
