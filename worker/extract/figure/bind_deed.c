/* Deeds counted behind the thing they are done to: 矿业权出让85宗. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/govern.h"
#include "worker/extract/figure/phrase.h"

/* 累计: no manner, but how it was counted. */
static bool
is_filler(const struct binder *b, struct range word)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_fillers, b->t->codes + word.begin,
                         word.end - word.begin, &hit);
}

/*
 * 转移就业 of 农民转移就业5万人, 综合利用 of 盐碱地综合利用3万亩: with what
 * stands between the thing and the verb.
 */
static struct verb
with_manner(const struct binder *b, struct verb v)
{
    size_t i = words_from(b->w, v.range.begin);

    while (i > 0 && b->w->items[i - 1].range.begin >= b->slot->left.begin &&
           b->w->items[i - 1].range.end == v.range.begin &&
           v.range.begin - b->w->items[i - 1].range.begin > 1 &&
           b->w->items[i - 1].class != WORDS_CLASS_NOUN &&
           b->w->items[i - 1].class != WORDS_CLASS_NAME &&
           b->w->items[i - 1].class != WORDS_CLASS_ADVERB &&
           !is_filler(b, b->w->items[i - 1].range)) {
        i--;
        v.range.begin = b->w->items[i].range.begin;
    }
    return v;
}

/*
 * 出让 of 矿业权出让85宗: how often, or how much of a thing a deed was done to,
 * where no other verb is near; 拨款 is a thing itself, and 网上发言60条次 counts
 * speeches.
 */
static bool
is_deed_counted(const struct binder *b, struct range thing,
                const struct verb *v)
{
    enum kind kind = b->slot->q->kind;
    struct lexicon_hit hit;
    struct verb other;
    size_t i = words_from(b->w, thing.end);

    return (kind == KIND_COUNT || kind == KIND_AREA || kind == KIND_LENGTH) &&
           v->is_listed && v->range.end == b->slot->left.end &&
           b->slot->right.begin == b->slot->right.end &&
           thing.end == v->range.begin && subject_is_noun(b->w, thing) &&
           i > 0 && b->w->items[i - 1].class == WORDS_CLASS_NOUN &&
           !verb_governing(b->w, thing, &other) &&
           !subject_is_part(b->t, b->slot->left) &&
           !lexicon_exact_text(&lexicon_event_units, b->slot->q->unit, &hit) &&
           !lexicon_exact(&lexicon_deed_nouns, b->t->codes + v->range.begin,
                          v->range.end - v->range.begin, &hit) &&
           !lexicon_exact(&lexicon_head_nouns, b->t->codes + v->range.begin,
                          v->range.end - v->range.begin, &hit);
}

bool
bind_deed_counted(struct binder *b, const struct verb *last)
{
    struct verb v = with_manner(b, *last);
    struct range thing =
        phrase_trim(b->w, (struct range){b->slot->left.begin, v.range.begin});

    if (!is_deed_counted(b, thing, &v))
        return false;
    bind_object(b, &v, b->slot->left.end);
    b->carry->is_list_behind = true;
    binder_take_subject(b, thing);
    b->out->inherited &= ~(uint32_t)INHERITED_OBJECT;
    b->carry->subject =
        binder_text(b, (struct range){thing.begin, v.range.end});
    return true;
}
