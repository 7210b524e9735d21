/* Bindings of a place in a list: 居全国第三位. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/phrase.h"

/* The last verb that ranks: 排名提升到 is governed by 提升到. */
static bool
ranking_verb(const struct binder *b, struct verb *out)
{
    struct range rest = b->slot->left;
    bool found = false;
    struct verb v;

    for (; rest.begin < rest.end; rest.begin = verb_next_place(b->w, rest)) {
        if (!verb_at_begin(b->w, rest, &v))
            continue;
        if (v.role == VERBS_ROLE_RANK || v.role == VERBS_ROLE_TO ||
            (v.role == VERBS_ROLE_COPULA && !found)) {
            *out = v;
            found = true;
        }
    }
    return found;
}

/* Where 在全省法院 begins, those it is ranked among; left.end: not said so. */
static uint32_t
before_field(const struct text *t, struct range left)
{
    enum { CHAR_ZAI = 0x5728 };
    struct lexicon_hit hit;

    for (uint32_t at = left.begin; at < left.end; at++) {
        if (t->codes[at] == CHAR_ZAI &&
            lexicon_longest(&lexicon_beside, t->codes + at + 1,
                            left.end - at - 1, &hit))
            return at;
    }
    return left.end;
}

/* 区域创新能力 of 区域创新能力连续8年全国第一. */
static struct range
before_ranked(const struct words *w, struct range left)
{
    struct lexicon_hit hit;
    uint32_t end = before_field(w->t, left);

    left.end = end;
    left = phrase_trim(w, left);
    if (lexicon_longest_before(&lexicon_beside, w->t->codes, left.begin, end,
                               &hit) &&
        hit.chars < left.end - left.begin && end - hit.chars < left.end)
        left.end = end - hit.chars;
    return phrase_trim(w, left);
}

/* 升至世界第二、世界第三: the same of the next subject, among the same. */
static bool
bind_rank_row(struct binder *b)
{
    struct range left = phrase_trim(b->w, b->slot->left);
    struct lexicon_hit hit;

    if (!b->slot->follows || !record_has(b->carry->row_action) ||
        !lexicon_exact(&lexicon_beside, b->t->codes + left.begin,
                       left.end - left.begin, &hit))
        return false;
    b->out->action = b->carry->row_action;
    b->out->inherited |= INHERITED_ACTION;
    b->out->is_row = true;
    binder_take_subject(b, (struct range){left.end, left.end});
    return true;
}

/* 居全国第三位, 提升3位. */
void
bind_rank(struct binder *b)
{
    struct verb v;
    struct range left = b->slot->left;

    b->out->measure = MEASURE_RANK;
    binder_rule(b, "rank", 890);
    if (b->slot->q->form == FORM_PLAIN && verb_at_end(b->w, left, &v) &&
        verb_changes(v.role)) {
        b->out->action = binder_text(b, v.range);
        b->out->measure = MEASURE_CHANGE;
        b->out->direction =
            v.role == VERBS_ROLE_UP ? DIRECTION_UP : DIRECTION_DOWN;
        binder_take_subject(b, (struct range){left.begin, v.range.begin});
        binder_open_row(b);
        return;
    }
    if (ranking_verb(b, &v)) {
        b->out->action = binder_text(b, v.range);
        b->out->is_level_reached = true;
        left.end = v.range.begin;
        binder_take_subject(b, before_ranked(b->w, left));
        binder_open_row(b);
        return;
    }
    if ((b->carry->row_measure == MEASURE_RANK ||
         b->carry->row_measure == MEASURE_CHANGE) &&
        (bind_row(b) || bind_rank_row(b)))
        return;
    if (verb_at_begin(b->w, phrase_trim(b->w, left), &v) && v.is_listed &&
        v.role == VERBS_ROLE_DO && v.range.end < left.end) {
        b->out->action = binder_text(b, v.range); /* 获得测评第一名 */
        left.begin = v.range.end;
    }
    binder_take_subject(b, before_ranked(b->w, left));
}
