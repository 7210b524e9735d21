/* Bindings where the noun, and perhaps its verb, come after: 285个项目开工. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/govern.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/figure/rate.h"

enum {
    CHAR_DE = 0x7684,    /* 的 */
    CHAR_DUI = 0x5BF9,   /* 对 */
    CHAR_PAUSE = 0x3001, /* 、 */
    CHAR_ZHONG = 0x4E2D, /* 中 */
};

/* 约有20个名额, 约为100个单位: the verb was read as part of the bound. */
static void
take_having(struct binder *b)
{
    struct range bound = {b->slot->q->range.begin, b->slot->q->number.begin};
    struct verb v;

    if (verb_spelled_at_end(b->t, bound, &v) &&
        (v.role == VERBS_ROLE_HAVE || v.role == VERBS_ROLE_COPULA))
        b->out->action = binder_text(b, v.range);
}

/* 17个行业增加值增长8%, 3个部的计划完成94%: the verb of the next number. */
static bool
states_next(const struct binder *b, const struct verb *predicate)
{
    return b->next && predicate->range.begin >= b->next->left.begin &&
           b->next->follows &&
           (!verb_takes_what_it_counts(predicate->role) ||
            b->next->q->kind == KIND_PERCENT);
}

/* 17个县市三百余人到校参观: the verb behind the next count is of both. */
static void
take_shared_predicate(const struct binder *b, struct verb *predicate)
{
    enum { ITEMS_MAX = 6 };

    for (size_t i = 0; i < b->ahead && i < ITEMS_MAX; i++) {
        if (predicate->range.end > 0 || !b->slot[i + 1].follows)
            break;
        (void)noun_after(b->w, b->slot[i + 1].right, NOUN_PREDICATE, predicate);
    }
}

/* 提高出口退税率 of 三次提高出口退税率: the deed that is counted, or false. */
static bool
deed_behind(const struct binder *b, struct range right, struct verb *out)
{
    const struct word *first = words_at(b->w, right.begin, right.end);

    if (first && first->class == WORDS_CLASS_PREPOSITION)
        return verb_governing(b->w, right, out);
    right = phrase_trim_lead(b->w, right);
    return verb_at_begin(b->w, right, out) && out->range.end < right.end &&
           (out->is_listed ? verb_takes_object(out->role)
                           : words_at(b->w, right.begin, right.end)->class ==
                                 WORDS_CLASS_VERB);
}

bool
bind_times(struct binder *b)
{
    struct range right = b->slot->right;
    struct verb v;

    if (!str_equal(b->slot->q->unit, STR("次")) || !deed_behind(b, right, &v))
        return false;
    b->out->action = binder_text(b, v.range);
    right.begin = v.range.end;
    if (b->t->codes[right.end] != CHAR_PAUSE || /* 两次出台粮食、棉花政策 */
        (b->next && b->next->left.end <= right.end + 1))
        b->out->object =
            binder_text(b, noun_head(b->w, phrase_trim(b->w, right)));
    binder_rule(b, "times", 800);
    return true;
}

/* 以7票支持、3票反对通过: what the votes do, and of whom they are. */
static bool
bind_votes(struct binder *b)
{
    const struct word *word =
        words_at(b->w, b->slot->right.begin, b->slot->right.end);
    struct lexicon_hit hit;

    if (!str_equal(b->slot->q->unit, STR("票")) || !word ||
        !lexicon_exact(&lexicon_votes, b->t->codes + word->range.begin,
                       word->range.end - word->range.begin, &hit))
        return false;
    b->out->action = binder_text(b, word->range);
    binder_rule(b, "votes", 850);
    return true;
}

/* 对20个单位的统计: what is done to them stands behind 的. */
static void
take_affecting_noun(const struct binder *b, struct range *noun,
                    struct verb *predicate)
{
    struct range right = b->slot->right;
    struct verb v;

    if (b->slot->left.end == b->slot->left.begin ||
        b->t->codes[b->slot->left.end - 1] != CHAR_DUI ||
        !verb_at_end(b->w, right, &v) || v.range.begin <= right.begin + 1 ||
        b->t->codes[v.range.begin - 1] != CHAR_DE)
        return;
    right.end = v.range.begin - 1;
    *noun = phrase_trim(b->w, right);
    *predicate = v;
}

/* 给, 为 or 向 in front: what follows the noun is done to it. */
static bool
is_affected(const struct binder *b)
{
    size_t i = words_from(b->w, b->slot->left.end);

    return i > 0 && b->w->items[i - 1].range.end == b->slot->left.end &&
           b->w->items[i - 1].class == WORDS_CLASS_PREPOSITION;
}

/* 有7500家企业，其中约一半是总部: how much of what was named before. */
static bool
bind_share_of_whole(struct binder *b)
{
    struct range right = b->slot->right;
    const struct word *word = words_at(b->w, right.begin, right.end);
    struct verb v;

    if (binder_is_amount(b) || !subject_is_part(b->t, b->slot->left) ||
        !record_has(b->carry->subject))
        return false;
    while (word && word->class == WORDS_CLASS_ADVERB && !word->is_listed &&
           !verb_spelled_at_end(b->t, word->range, &v)) {
        right.begin = word->range.end;
        word = words_at(b->w, right.begin, right.end);
    }
    if (!word ||
        (!word->is_listed && !verb_spelled_at_end(b->t, word->range, &v)))
        return false; /* 更是 is 是 */
    if (word->is_listed)
        (void)verb_of_word(word, &v);
    b->out->measure = MEASURE_SHARE;
    b->out->action = binder_text(b, v.range);
    b->out->object = b->carry->subject;
    b->out->inherited |= INHERITED_OBJECT;
    return true;
}

/* 这3个方案, 上述10项措施: named before, and no item of a list. */
static bool
points_back(const struct binder *b)
{
    size_t i = words_from(b->w, b->slot->left.end);

    return i > 0 && b->w->items[i - 1].range.end == b->slot->left.end &&
           b->w->items[i - 1].range.begin >= b->slot->left.begin &&
           b->w->items[i - 1].class == WORDS_CLASS_PRONOUN;
}

/* 库区2万人搬迁: a verb and nothing else behind persons is what they do. */
static void
take_deed_of_persons(const struct binder *b, struct range *noun,
                     struct verb *predicate)
{
    struct verb v;

    if (predicate->range.end > 0 || !binder_counts_persons(b) ||
        !verb_at_begin(b->w, *noun, &v) || v.range.end != noun->end ||
        !v.is_listed)
        return;
    *predicate = v;
    noun->begin = noun->end;
}

/*
 * 园区, 功能区, 县: who or what is counted from `begin` on; 重点 only ends like
 * one.
 */
static bool
is_head(const struct binder *b, uint32_t begin, struct range word)
{
    enum { NAME_MIN_CHARS = 3 };
    struct lexicon_hit hit;

    if (!lexicon_longest_before(&lexicon_head_nouns, b->t->codes, word.begin,
                                word.end, &hit))
        return false;
    return hit.chars > 1 || word.end - begin >= NAME_MIN_CHARS ||
           (word.end - begin == hit.chars && /* 村 of 12个村供水率, */
            (size_t)word.end + 1 < b->t->count && /* not of 市控断面 */
            !words_break(b->w, word.end + 1)) ||
           b->t->codes[word.end] == '(';
}

/* 县(市) of 县(市)经济增速: brackets behind a name belong to it. */
static uint32_t
past_brackets(const struct text *t, struct range r)
{
    uint32_t close = phrase_find(t, r, ')');

    return r.begin < r.end && t->codes[r.begin] == '(' && close < r.end
               ? close + 1
               : r.begin;
}

/* Whether a number that is no count stands behind in the same clause. */
static bool
is_measured_behind(const struct binder *b)
{
    enum { ITEMS_MAX = 6 };

    for (size_t i = 1; i <= b->ahead && i < ITEMS_MAX; i++) {
        if (!b->slot[i].follows)
            return false;
        if (b->slot[i].q->kind != KIND_COUNT)
            return true;
        if (range_is_empty(b->slot[i].left) ||
            lexicon_char(&lexicon_joining,
                         b->t->codes[b->slot[i].left.end - 1]) < 0)
            return false; /* 9个镇和12个村, no other clause */
    }
    return false;
}

/*
 * 园区 of 32个园区工业总产值达到90亿元: what is measured of those counted is
 * the next number's.
 */
static struct range
without_measure(const struct binder *b, struct range noun)
{
    struct lexicon_hit hit;

    if (b->slot->q->kind != KIND_COUNT || !is_measured_behind(b) ||
        range_is_empty(noun) ||
        (!lexicon_longest_before(&lexicon_measure_nouns, b->t->codes,
                                 noun.begin, noun.end, &hit) &&
         !lexicon_longest_before(&lexicon_rate_nouns, b->t->codes, noun.begin,
                                 noun.end, &hit)))
        return noun;
    for (size_t i = words_from(b->w, noun.begin);
         i < b->w->count && b->w->items[i].range.end < noun.end; i++) {
        struct range word = b->w->items[i].range;
        if (word.begin < noun.begin || !is_head(b, noun.begin, word))
            continue;
        word.end = past_brackets(b->t, (struct range){word.end, noun.end});
        if (word.end < noun.end && b->t->codes[word.end] != CHAR_DE)
            noun.end = word.end;
        break;
    }
    return noun;
}

/* 试点 of 在9个省试点: behind places it is what is done there. */
static void
take_deed_in_place(const struct binder *b, struct range *noun,
                   struct verb *predicate)
{
    enum { CHAR_ZAI = 0x5728 };
    struct range left = b->slot->left;
    struct lexicon_hit hit, place;

    if (left.end == left.begin || b->t->codes[left.end - 1] != CHAR_ZAI ||
        !lexicon_longest_before(&lexicon_place_deeds, b->t->codes, noun->begin,
                                noun->end, &hit) ||
        !lexicon_exact(&lexicon_head_nouns, b->t->codes + noun->begin,
                       noun->end - hit.chars - noun->begin, &place))
        return;
    noun->end -= hit.chars;
    predicate->range = (struct range){noun->end, noun->end + hit.chars};
    predicate->role = VERBS_ROLE_DO;
    predicate->is_listed = true;
}

/* 提供助学金，每人1500元: how much of what the clause before names. */
static bool
take_each(struct binder *b)
{
    struct range before = b->slot->before;
    struct verb v;

    if (b->slot->mark != ',' || b->slot->follows || !binder_is_amount(b) ||
        !record_has(rate_of_clause(b->t, b->slot, b->arena)) ||
        !verb_governing(b->w, before, &v) || !v.is_listed ||
        !verb_takes_object(v.role) || v.range.end >= before.end)
        return false;
    b->out->action = binder_text(b, v.range);
    b->out->object = b->carry->subject = binder_text(
        b, noun_head(b->w, phrase_trim(
                               b->w, (struct range){v.range.end, before.end})));
    b->out->inherited |= INHERITED_ACTION | INHERITED_OBJECT;
    return true;
}

/* 285个项目开工, 23名委员: the noun, and perhaps the verb, come after. */
void
bind_right(struct binder *b, bool is_item)
{
    struct verb predicate;
    bool is_shared = false;
    struct range noun = binder_right_noun(
        b, is_affected(b) ? NOUN_AFFECTED : NOUN_PREDICATE, &predicate);

    if ((is_item ||
         (b->slot->follows && b->t->codes[b->slot->right.begin] == CHAR_DE)) &&
        record_has(b->carry->list_action) && predicate.range.end > 0 &&
        predicate.is_listed && predicate.role == VERBS_ROLE_NOMINAL)
        noun =
            binder_right_noun(b, NOUN_ALONE, &predicate); /* 实施…26公里供水 */

    if (bind_times(b) || bind_votes(b))
        return;
    if (predicate.range.end == 0)
        take_deed_in_place(b, &noun, &predicate);
    take_deed_of_persons(b, &noun, &predicate);
    b->out->is_set = b->slot->right.end > b->slot->right.begin &&
                     b->t->codes[b->slot->right.end - 1] == CHAR_ZHONG;
    if (!b->out->is_set && predicate.range.end == 0) {
        take_shared_predicate(b, &predicate);
        is_shared = predicate.range.end > 0;
    }
    if (predicate.range.end == 0)
        take_affecting_noun(b, &noun, &predicate);

    if (b->out->is_set && noun.end == b->slot->right.end)
        noun.end = binder_before_among(b->t, noun); /* 在86名代表中 */
    if (predicate.range.end == 0 || states_next(b, &predicate))
        noun = without_measure(b, noun);
    b->out->object = binder_text(b, noun);
    if (!binder_is_amount(b) && !range_is_empty(noun) &&
        !binder_names_rate(b) &&
        (b->t->codes[b->slot->right.begin] == CHAR_DE ||
         (b->slot->q->kind == KIND_PERCENT &&
          (predicate.range.end > 0 || binder_names_people(b)))))
        b->out->measure = MEASURE_SHARE; /* 90%以上的村, not 6%的税率 */
    binder_rule(b, "noun-after", 830);
    if (bind_share_of_whole(b))
        return;
    if (range_is_empty(noun) && /* not 超过60万人次受惠 */
        (predicate.range.end == 0 || b->slot->q->kind != KIND_COUNT) &&
        binder_take_crossing(b)) {
        binder_take_subject(b, noun);
        return;
    }
    if ((predicate.range.end == 0 || is_item) && !points_back(b) &&
        binder_take_list(b, b->slot->follows || b->slot->mark == ',')) {
        if (range_is_empty(noun))
            binder_take_subject(b, noun); /* 津贴600元或1000元 */
        return;
    }
    if (range_is_empty(noun) && predicate.range.end == 0) {
        if (take_each(b))
            return;
        binder_take_subject(b, noun);
        return;
    }
    if (range_is_empty(noun) && subject_is_part(b->t, b->slot->left)) {
        b->out->object = b->carry->subject; /* 其中91间获准经营 */
        b->out->inherited |= INHERITED_OBJECT;
    }
    if (predicate.range.end == 0 && b->slot->follows &&
        b->t->codes[b->slot->left.begin] == CHAR_DE)
        b->out->action = b->carry->action_behind; /* 推进总投资9亿元的5个 */
    if (predicate.range.end == 0)
        take_having(b); /* 每年约有20个名额 */
    if (predicate.range.end == 0 || states_next(b, &predicate))
        return;
    b->out->action = binder_text(b, predicate.range);
    if (!b->slot->follows &&
        predicate.is_listed) /* 建成步道5公里，8个小区、20座桥梁完成亮化 */
        b->carry->list_action = (struct str){NULL, 0};
    b->carry->is_affected = is_affected(b);
    if (record_has(b->out->object))
        b->carry->subject = b->out->object;
    if (is_shared) /* 培训900人次，24个集体、31名个人受到表彰 */
        b->carry->list_action = (struct str){NULL, 0};
}
