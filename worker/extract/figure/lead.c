#include "worker/extract/figure/lead.h"

#include "worker/extract/figure/govern.h"
#include "worker/extract/figure/phrase.h"

enum {
    CHAR_PAUSE = 0x3001, /* 、 */
    CHAR_DE = 0x7684,    /* 的 */
    CHAR_DENG = 0x7B49,  /* 等 */
};

/* 让, 使 */
static bool
is_cause(const struct text *t, struct range word)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_causes, t->codes + word.begin,
                         word.end - word.begin, &hit);
}

bool
lead_is_relative(const struct binder *b, uint32_t end)
{
    struct verb predicate;

    return end < b->slot->left.end && binder_is_amount(b) &&
           b->t->codes[b->slot->left.end - 1] == CHAR_DE &&
           (!range_is_empty(binder_right_noun(b, NOUN_PREDICATE, &predicate)) ||
            binder_counts_persons(b)) && /* 符合条件的12人获救助 */
           predicate.range.end > 0;
}

bool
lead_to_whom(const struct binder *b, const struct verb *v, struct range before)
{
    enum { CHAR_WEI = 0x4E3A };
    struct verb deed = {0};
    struct range noun;

    if (v->role != VERBS_ROLE_COPULA ||
        (b->slot->q->kind != KIND_COUNT &&
         !str_equal(b->slot->q->unit, STR("岁"))) ||
        b->t->codes[v->range.begin] != CHAR_WEI)
        return false;
    noun = binder_right_noun(b, NOUN_AFFECTED, &deed);
    if (range_is_empty(before))
        return !range_is_empty(noun) || (b->next && b->next->follows) ||
               (deed.range.end > 0 && verb_takes_object(deed.role));
    return !range_is_empty(noun) &&
           ((deed.range.end > 0 && verb_takes_object(deed.role)) ||
            (b->next && b->next->follows &&
             verb_governing(b->w, b->next->left, &deed) &&
             deed.role == VERBS_ROLE_DO));
}

bool
lead_thinks(const struct binder *b, struct range left)
{
    struct verb v, predicate = {0};

    if (!verb_at_end(b->w, left, &v) || v.is_listed || !is_cause(b->t, v.range))
        return false;
    if (range_is_empty(phrase_trim(b->w, left)))
        return true;
    return b->slot->q->kind == KIND_PERCENT && /* 调查显示80%市民认为 */
           !range_is_empty(binder_right_noun(b, NOUN_PREDICATE, &predicate)) &&
           predicate.range.end > 0;
}

/*
 * 西镇 of 实施东镇5公里绿道、西镇3公里管网: nothing but where it is between the
 * item before, which was named behind its number, and this one.
 */
static bool
begins_placed_item(const struct binder *b, struct range left)
{
    struct range noun = {left.begin, left.begin}, place;
    struct verb v = {0};

    if (!b->slot->follows || !record_has(b->carry->list_action) ||
        b->slot->q->kind == KIND_MONEY || !binder_is_amount(b) ||
        left.begin != b->slot[-1].q->range.end ||
        b->t->codes[left.begin] == CHAR_PAUSE)
        return false;
    while (noun.end < left.end && b->t->codes[noun.end] != CHAR_PAUSE)
        noun.end++;
    place = (struct range){noun.end + 1, left.end};
    return noun.end + 1 < left.end &&
           phrase_find(b->t, place, CHAR_PAUSE) == left.end &&
           subject_is_noun(b->w, place) &&
           !binder_ends_with_measure(b, place) &&
           !range_is_empty(binder_right_noun(b, NOUN_ALONE, &v));
}

bool
lead_begins_item(const struct binder *b, struct range left)
{
    size_t i = words_from(b->w, left.end);

    if (begins_placed_item(b, left))
        return true;
    return b->slot->follows && i > 0 && binder_is_amount(b) &&
           b->w->items[i - 1].range.end == left.end &&
           b->w->items[i - 1].range.begin >= left.begin &&
           (b->w->items[i - 1].class == WORDS_CLASS_CONJUNCTION ||
            b->t->codes[left.end - 1] == CHAR_PAUSE);
}

/* Nothing but how it is done in front of the verb: 加快建设甲线、乙线等. */
static bool
opens_clause(const struct binder *b, struct range left, const struct verb *v)
{
    struct lexicon_hit hit;

    for (size_t i = words_from(b->w, left.begin);
         i < b->w->count && b->w->items[i].range.begin < v->range.begin; i++) {
        struct range word = b->w->items[i].range;
        if (b->w->items[i].class == WORDS_CLASS_PREPOSITION)
            return false; /* 从加强引领等6个方面 */
        if (b->w->items[i].class != WORDS_CLASS_ADVERB &&
            b->w->items[i].class != WORDS_CLASS_ADJECTIVE &&
            !lexicon_exact(&lexicon_fillers, b->t->codes + word.begin,
                           word.end - word.begin, &hit) &&
            !lexicon_exact(&lexicon_hastening, b->t->codes + word.begin,
                           word.end - word.begin, &hit))
            return false;
    }
    return true;
}

/*
 * The verb in front of the number is but a name's: 装备制造等, or 创新基金向,
 * whose verb is behind.
 */
static bool
names_whom(const struct binder *b, struct range left, const struct verb *v,
           const struct word *last)
{
    if (v->role != VERBS_ROLE_NOMINAL)
        return false;
    return b->t->codes[left.end - 1] == CHAR_DENG
               ? !opens_clause(b, left, v)
               : v->range.begin == left.begin &&
                     last->class == WORDS_CLASS_PREPOSITION;
}

bool
lead_to_noun(const struct binder *b, struct range left)
{
    size_t i = words_from(b->w, left.end);
    struct verb v;

    if (i == 0 || b->w->items[i - 1].range.end != left.end ||
        b->w->items[i - 1].range.begin < left.begin || !binder_is_amount(b) ||
        (verb_governing(b->w, left, &v) &&
         !names_whom(b, left, &v, &b->w->items[i - 1])) ||
        range_is_empty(binder_right_noun(b, NOUN_ALONE, &v)))
        return false;
    return is_cause(b->t, b->w->items[i - 1].range) ||
           b->w->items[i - 1].class == WORDS_CLASS_PREPOSITION ||
           b->w->items[i - 1].class == WORDS_CLASS_PRONOUN ||
           b->t->codes[left.end - 1] == CHAR_DE ||
           b->t->codes[left.end - 1] == CHAR_DENG;
}

bool
lead_counts_beside(const struct binder *b, struct range left)
{
    struct verb v;

    return b->slot->follows && b->t->codes[left.begin] != 0x3001 &&
           b->slot->q->kind == KIND_COUNT && !verb_at_end(b->w, left, &v) &&
           !verb_governing(b->w, left, &v) &&
           (!range_is_empty(binder_right_noun(b, NOUN_PREDICATE, &v)) ||
            v.range.end > 0);
}

/* 县医院 of 县医院30%的专家号源下沉, or 在 before the percentage. */
static bool
has_owner(const struct binder *b)
{
    struct range owner = phrase_trim(b->w, b->slot->left);
    size_t i = words_from(b->w, b->slot->left.end);
    struct lexicon_hit hit;

    if (i > 0 && b->w->items[i - 1].range.end == b->slot->left.end &&
        b->w->items[i - 1].class == WORDS_CLASS_PREPOSITION)
        return true;
    return b->slot->q->bound != BOUND_AT_LEAST &&
           subject_is_noun(b->w, owner) &&
           !lexicon_longest_before(&lexicon_rate_nouns, b->t->codes,
                                   owner.begin, owner.end, &hit);
}

bool
lead_counts_behind(const struct binder *b)
{
    struct lexicon_hit hit;
    struct range noun;
    struct verb v;

    noun = binder_right_noun(b, NOUN_PREDICATE, &v);
    if (range_is_empty(noun) && v.range.end > 0 && binder_counts_persons(b) &&
        !lexicon_longest_before(&lexicon_persons, b->t->codes,
                                b->slot->left.begin, b->slot->left.end, &hit) &&
        !binder_ends_with_measure(b, b->slot->left))
        return true; /* 库区2万人搬迁 */
    if (b->slot->q->kind == KIND_PERCENT)
        return b->t->codes[b->slot->right.begin] == CHAR_DE &&
               ((v.range.end > 0 && v.is_listed && has_owner(b)) ||
                lexicon_longest_before(&lexicon_rate_nouns, b->t->codes,
                                       noun.begin, noun.end, &hit));
    return binder_is_amount(b) && b->slot->q->kind != KIND_MONEY &&
           (b->slot->q->kind != KIND_DURATION ||
            str_equal(b->slot->q->unit, STR("岁"))) &&
           !range_is_empty(noun); /* 香港65岁以上的长者 */
}

bool
lead_is_list_of(const struct binder *b, struct range left)
{
    struct verb v, predicate = {0};

    return b->slot->q->kind == KIND_COUNT && verb_governing(b->w, left, &v) &&
           v.range.begin > left.begin && v.range.end < left.end &&
           b->t->codes[v.range.end] == CHAR_PAUSE &&
           !range_is_empty(binder_right_noun(b, NOUN_PREDICATE, &predicate)) &&
           predicate.range.end > 0;
}

bool
lead_opens_set(const struct binder *b)
{
    enum { CHAR_ZHONG = 0x4E2D };
    const struct word *first =
        words_at(b->w, b->slot->left.begin, b->slot->left.end);

    return first && first->class == WORDS_CLASS_PREPOSITION &&
           b->slot->right.end > b->slot->right.begin &&
           b->t->codes[b->slot->right.end - 1] == CHAR_ZHONG;
}
