/* Lists of what was added: 新增加的生产能力有：钢5万吨，生铁3万吨. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/phrase.h"

enum {
    CHAR_DE = 0x7684,        /* 的 */
    ADDED_QUALITY_CHARS = 4, /* between 的 and what is added */
};

/* 新增加的 of 新增加的生产能力: `r` ends with a verb of increase and 的. */
static bool
ends_with_increase(const struct binder *b, struct range r)
{
    struct verb v;

    if (range_is_empty(r) || b->t->codes[r.end - 1] != CHAR_DE)
        return false;
    r.end--;
    return verb_at_end(b->w, r, &v) && v.role == VERBS_ROLE_UP;
}

/* 生产能力 of 新增加的主要生产能力有, 有: what the list behind it adds to. */
static void
take_lead(struct binder *b)
{
    struct range lead = b->slot->before, thing;
    struct lexicon_hit hit;
    struct verb have;

    if (b->slot->mark != ':' || b->slot->follows)
        return;
    b->carry->added = (struct str){NULL, 0};
    if (!verb_at_end(b->w, lead, &have) || have.role != VERBS_ROLE_HAVE)
        return;
    lead.end = have.range.begin;
    if (!lexicon_longest_before(&lexicon_measure_nouns, b->t->codes, lead.begin,
                                lead.end, &hit))
        return;
    thing = (struct range){lead.end - hit.chars, lead.end};
    lead.end = thing.begin;
    while (lead.end > lead.begin && b->t->codes[lead.end - 1] != CHAR_DE &&
           thing.begin - lead.end < ADDED_QUALITY_CHARS)
        lead.end--; /* 主要, 重要 */
    if (!ends_with_increase(b, lead))
        return;
    b->carry->added = binder_text(b, thing);
    b->carry->added_action = binder_text(b, have.range);
}

/* 钢 of 钢5万吨 is a product; 铁路复线 of 铁路复线300公里 is what was added. */
static bool
is_product(const struct binder *b, struct range noun)
{
    enum kind kind = b->slot->q->kind;

    return (kind == KIND_MASS || kind == KIND_VOLUME || kind == KIND_ENERGY ||
            kind == KIND_POWER) &&
           !binder_ends_with_measure(b, noun);
}

bool
bind_added(struct binder *b)
{
    struct range noun;
    struct verb v;

    take_lead(b);
    if (!record_has(b->carry->added) || b->slot->mark == ';' ||
        !binder_is_amount(b) || subject_is_part(b->t, b->slot->left))
        return false;
    noun = phrase_trim(b->w, b->slot->left);
    if (range_is_empty(noun) || (verb_at_begin(b->w, noun, &v) && v.is_listed))
        return false;
    b->out->object = binder_text(b, noun);
    if (is_product(b, noun))
        b->out->object =
            arena_format(b->arena, "%.*s%.*s", STR_ARG(b->out->object),
                         STR_ARG(b->carry->added));
    b->carry->subject = b->out->object;
    b->out->action = b->carry->added_action;
    b->out->inherited |= INHERITED_ACTION;
    b->out->measure = MEASURE_CHANGE;
    b->out->direction = DIRECTION_UP;
    binder_rule(b, "added", 800);
    return true;
}
