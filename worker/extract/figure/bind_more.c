/* Bindings of a deed done to a greater or lesser extent: 多种3万亩, 少用煤5吨. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/phrase.h"

enum {
    CHAR_DUO = 0x591A,  /* 多 */
    CHAR_SHAO = 0x5C11, /* 少 */
    CHAR_LE = 0x4E86,   /* 了 */
};

/*
 * 种 of 多种 before the number: written as one word it is many kinds, but kinds
 * are not counted again.
 */
static bool
is_deed(const struct binder *b, uint32_t at, const struct verb *v)
{
    uint32_t end = b->slot->left.end;

    if (v->range.end == end ||
        (v->range.end + 1 == end && b->t->codes[v->range.end] == CHAR_LE))
        return true;
    return words_break(b->w, at + 1) && words_break(b->w, v->range.end) &&
           subject_is_noun(
               b->w, phrase_trim(b->w, (struct range){v->range.end, end}));
}

/* The verb behind 多 or 少 that takes what is counted; `at`: of the adverb. */
static bool
find_more(const struct binder *b, uint32_t at, struct verb *v)
{
    const uint32_t *codes = b->t->codes;
    uint32_t end = b->slot->left.end;
    struct lexicon_hit hit, change;

    if ((codes[at] != CHAR_DUO && codes[at] != CHAR_SHAO) ||
        !words_break(b->w, at) ||
        !lexicon_longest(&lexicon_more_verbs, codes + at + 1, end - at - 1,
                         &hit))
        return false;
    *v = (struct verb){
        .range = {at + 1, at + 1 + hit.chars},
        .role = codes[at] == CHAR_DUO ? VERBS_ROLE_UP : VERBS_ROLE_DOWN,
        .is_listed = true,
    };
    if (lexicon_exact(&lexicon_verbs, codes + at + 1, hit.chars, &change) &&
        verb_changes(verbs_rows[change.row].role))
        v->role = verbs_rows[change.row].role; /* 多降低3%: further down */
    return is_deed(b, at, v);
}

bool
bind_more(struct binder *b)
{
    enum { REACH_CHARS = 16 }; /* of a verb and its object */
    struct range left = b->slot->left;
    struct verb v;

    if (!binder_is_amount(b) && b->slot->q->kind != KIND_PERCENT)
        return false;
    for (uint32_t at = left.end; at > left.begin && left.end - at < REACH_CHARS;
         at--) {
        struct range before = {left.begin, at - 1};

        if (!find_more(b, at - 1, &v))
            continue;
        bind_object(b, &v, left.end);
        binder_take_change_base(b, &v, before);
        if (!record_has(b->out->object))
            binder_take_subject(b, before);
        if (b->out->measure == MEASURE_GAP) /* no part of it is told */
            b->carry->list_action = (struct str){NULL, 0};
        b->out->is_more = true;
        binder_rule(b, "more", 860);
        return true;
    }
    return false;
}
