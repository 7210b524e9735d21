/* Bindings where the noun is what is counted: 召开会议8次, 粮食产量8亿斤. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/govern.h"
#include "worker/extract/figure/phrase.h"

enum {
    CHAR_BU = 0x4E0D,    /* 不 */
    CHAR_DE = 0x7684,    /* 的 */
    CHAR_DENG = 0x7B49,  /* 等 */
    CHAR_DUI = 0x5BF9,   /* 对 */
    CHAR_ZHONG = 0x4E2D, /* 中 */
};

/* 开展宣讲等11项举措, 建成最大的3个基地: the noun comes after the number. */
static bool
is_open_ended(const struct words *w, struct range object)
{
    uint32_t last = object.end > object.begin ? w->t->codes[object.end - 1] : 0;

    return last == CHAR_DE || last == CHAR_DENG ||
           range_is_empty(phrase_trim(w, object));
}

/* 至, 到 right before the number. */
static bool
ends_with_level(const struct binder *b, uint32_t end)
{
    struct range left = {b->slot->left.begin, end};
    struct lexicon_hit hit;

    while (left.end > left.begin && b->t->codes[left.end - 1] == ' ')
        left.end--;
    return left.end > left.begin &&
           lexicon_longest_before(&lexicon_level_words, b->t->codes,
                                  left.end - 1, left.end, &hit);
}

/* 投资3亿元的快速路: the money is what is spent, on what follows 的. */
static bool
spends(const struct binder *b, const struct verb *v)
{
    struct lexicon_hit hit;

    return b->slot->q->kind == KIND_MONEY &&
           b->t->codes[b->slot->q->range.end] == CHAR_DE &&
           lexicon_exact(&lexicon_spending, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

/*
 * 升降量 of 现有两条跑道的升降量，由65架次提升至68架次: what the next clause
 * speaks of is what the thing counted has.
 */
static void
take_owned(struct binder *b, struct range counted)
{
    struct range owned = {counted.end + 1, b->slot->right.end};

    if (counted.begin != b->slot->right.begin || !b->next || b->next->follows ||
        counted.end + 2 >= b->slot->right.end ||
        b->t->codes[counted.end] != CHAR_DE)
        return;
    owned = phrase_trim(b->w, owned);
    if (subject_is_noun(b->w, owned) && owned.end == b->slot->right.end)
        b->carry->subject = binder_text(b, owned);
}

/* 城镇新增就业5万人: what is added to is 城镇就业. */
static struct str
with_whose(const struct binder *b, const struct verb *v, struct str object)
{
    struct range whose =
        phrase_trim(b->w, (struct range){b->slot->left.begin, v->range.begin});
    struct lexicon_hit hit;

    if (v->role != VERBS_ROLE_UP || !record_has(object) ||
        !lexicon_exact(&lexicon_whose_nouns, b->t->codes + whose.begin,
                       whose.end - whose.begin, &hit))
        return object;
    return arena_format(b->arena, "%.*s%.*s", STR_ARG(binder_text(b, whose)),
                        STR_ARG(object));
}

/* 召开学习会8次: verb, object, number. */
void
bind_object(struct binder *b, const struct verb *v, uint32_t end)
{
    struct range object = {v->range.end, end}, noun;
    struct verb predicate;
    bool lasts = b->slot->q->kind == KIND_DURATION && /* 为期3年的计划 */
                 b->slot->right.begin < b->slot->right.end &&
                 b->t->codes[b->slot->right.begin] == CHAR_DE;
    bool is_same;

    b->out->action = binder_text(b, v->range);
    if ((v->role == VERBS_ROLE_UP || v->role == VERBS_ROLE_DOWN) &&
        !binder_betters(b, v)) {
        b->out->measure = MEASURE_CHANGE;
        b->out->direction =
            v->role == VERBS_ROLE_DOWN ? DIRECTION_DOWN : DIRECTION_UP;
    }
    if (ends_with_level(b, end)) { /* 延长还款期至15年 */
        b->out->measure = MEASURE_LEVEL;
        b->out->direction = DIRECTION_NONE;
        b->out->is_level_reached = true;
    }
    if (v->role == VERBS_ROLE_HAVE && !binder_is_amount(b) &&
        phrase_find(b->t, b->slot->left, CHAR_DUI) == b->slot->left.end)
        b->out->measure = MEASURE_SHARE; /* 有24%的企业亏损 */
    binder_rule(b, "verb-object", 880);
    noun = binder_right_noun(
        b, v->role == VERBS_ROLE_HAVE && !lasts ? NOUN_PREDICATE : NOUN_ALONE,
        &predicate);
    if (spends(b, v))
        noun = object = (struct range){end, end};
    else if (!range_is_empty(noun) &&
             (is_open_ended(b->w, object) ||
              !verb_at_begin(b->w, noun, &predicate) ||
              !verb_takes_object(predicate.role) ||
              words_at(b->w, noun.begin, noun.end)->class ==
                  WORDS_CLASS_ADJECTIVE))
        object = noun; /* 高 of 淘汰高污染车辆 does nothing */
    else if (range_is_empty(noun) && binder_counts_persons(b) &&
             object.end > object.begin &&
             b->t->codes[object.end - 1] == CHAR_DE)
        object.end = object.begin; /* 惠及业内雇用的23万人 */
    else
        object = noun_head(b->w, phrase_trim(b->w, object));

    b->out->object = with_whose(b, v, binder_text(b, object));
    binder_deal(b, object);
    if (v->role == VERBS_ROLE_HAVE && range_is_empty(object) &&
        verb_at_begin(b->w, phrase_trim_lead(b->w, b->slot->right), &predicate))
        b->out->action = binder_text(b, predicate.range);
    if (range_is_empty(object) && v->role != VERBS_ROLE_VO)
        binder_rule(b, "verb", 760);
    is_same = str_equal(b->carry->list_unit, b->slot->q->unit) &&
              (record_has(b->carry->list_action) ||
               range_is_empty(phrase_trim(
                   b->w, (struct range){b->slot->left.begin, v->range.begin})));
    binder_open_list(b);
    if (record_has(b->out->object)) {
        b->carry->subject = b->out->object;
        take_owned(b, object);
    } else if (v->role != VERBS_ROLE_VO && !binder_takes_on(b, v) &&
               (is_same || subject_is_part(b->t, b->slot->left))) {
        b->out->object = b->carry->subject; /* 受理案件24件，审结17件 */
        b->out->inherited |= INHERITED_OBJECT;
    }
}

/* 造价超过900亿元: the bound is the verb where there is no other. */
static bool
take_crossing(struct binder *b)
{
    struct range bound = {b->slot->q->range.begin, b->slot->q->number.begin};
    struct lexicon_hit money;
    struct verb v;

    if (b->slot->q->kind == KIND_MONEY && /* 超过人民币1万亿元 */
        lexicon_longest_before(&lexicon_currencies, b->t->codes, bound.begin,
                               bound.end, &money))
        bound.end -= money.chars;
    if (!verb_spelled_at_end(b->t, bound, &v) ||
        (v.role != VERBS_ROLE_REACH && v.role != VERBS_ROLE_TO &&
         v.role != VERBS_ROLE_COPULA && v.role != VERBS_ROLE_HAVE))
        return false;
    if (b->t->codes[v.range.begin] == CHAR_BU ||
        (v.range.begin > bound.begin &&
         b->t->codes[v.range.begin - 1] == CHAR_BU))
        return false; /* 不足, 不超过 */
    b->out->action = binder_text(b, v.range);
    b->out->is_level_reached = true;
    return true;
}

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

/* 两次到太原参加会议: how often comes first, what is done behind. */
static bool
bind_times(struct binder *b)
{
    struct range right = b->slot->right;
    const struct word *first = words_at(b->w, right.begin, right.end);
    struct verb v;

    if (!str_equal(b->slot->q->unit, STR("次")) || !first ||
        first->class != WORDS_CLASS_PREPOSITION ||
        !verb_governing(b->w, right, &v))
        return false;
    b->out->action = binder_text(b, v.range);
    right.begin = v.range.end;
    b->out->object = binder_text(b, noun_head(b->w, phrase_trim(b->w, right)));
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

/* Where 中, 当中 or 之中 at the end of `r` begins. */
static uint32_t
before_among(const struct text *t, struct range r)
{
    enum { CHAR_DANG = 0x5F53, CHAR_ZHI = 0x4E4B };
    uint32_t at = r.end - 1;

    if (at > r.begin + 1 &&
        (t->codes[at - 1] == CHAR_DANG || t->codes[at - 1] == CHAR_ZHI))
        at--;
    return at;
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

/* 285个项目开工, 23名委员: the noun, and perhaps the verb, come after. */
void
bind_right(struct binder *b, bool is_item)
{
    struct verb predicate;
    struct range noun = binder_right_noun(
        b, is_affected(b) ? NOUN_AFFECTED : NOUN_PREDICATE, &predicate);

    if (is_item && record_has(b->carry->list_action) &&
        predicate.range.end > 0 && predicate.is_listed &&
        predicate.role == VERBS_ROLE_NOMINAL)
        noun =
            binder_right_noun(b, NOUN_ALONE, &predicate); /* 实施…26公里供水 */

    if (bind_times(b) || bind_votes(b))
        return;
    take_shared_predicate(b, &predicate);
    if (predicate.range.end == 0)
        take_affecting_noun(b, &noun, &predicate);
    b->out->is_set = b->slot->right.end > b->slot->right.begin &&
                     b->t->codes[b->slot->right.end - 1] == CHAR_ZHONG;

    if (b->out->is_set && noun.end == b->slot->right.end)
        noun.end = before_among(b->t, noun); /* 在86名代表中 */
    b->out->object = binder_text(b, noun);
    if (!binder_is_amount(b) && !range_is_empty(noun) &&
        !binder_names_rate(b) &&
        (b->t->codes[b->slot->right.begin] == CHAR_DE ||
         (b->slot->q->kind == KIND_PERCENT && binder_names_people(b))))
        b->out->measure = MEASURE_SHARE; /* 90%以上的村, not 6%的税率 */
    binder_rule(b, "noun-after", 830);
    if (bind_share_of_whole(b))
        return;
    if (range_is_empty(noun) && take_crossing(b)) {
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
        binder_take_subject(b, noun);
        return;
    }
    if (range_is_empty(noun) && subject_is_part(b->t, b->slot->left)) {
        b->out->object = b->carry->subject; /* 其中91间获准经营 */
        b->out->inherited |= INHERITED_OBJECT;
    }
    if (predicate.range.end == 0)
        take_having(b); /* 每年约有20个名额 */
    if (predicate.range.end == 0 || states_next(b, &predicate))
        return;
    b->out->action = binder_text(b, predicate.range);
    if (record_has(b->out->object))
        b->carry->subject = b->out->object;
}

/* 总值10亿元的基金: the number is of 总值, whatever the verb takes. */
bool
bind_attribute(struct binder *b)
{
    struct range left = b->slot->left;
    struct lexicon_hit hit;

    left.end = phrase_trim_adverbs(b->w, left);
    if (b->slot->right.begin >= b->slot->right.end ||
        b->t->codes[b->slot->right.begin] != CHAR_DE || !binder_is_amount(b) ||
        !lexicon_longest_before(&lexicon_attributes, b->t->codes, left.begin,
                                left.end, &hit))
        return false;
    left.begin = left.end - hit.chars;
    b->out->object = binder_text(b, left);
    binder_rule(b, "attribute", 820);
    (void)take_crossing(b);
    return true;
}

struct range
binder_set_before(const struct binder *b)
{
    enum { CHAR_ZAI = 0x5728 };
    struct range set = b->slot->before;

    if (b->slot->mark != ',' || b->slot->follows || set.end <= set.begin + 2 ||
        b->t->codes[set.end - 1] != CHAR_ZHONG)
        return (struct range){set.end, set.end};
    if (b->t->codes[set.begin] == CHAR_ZAI)
        set.begin++;
    set.end = before_among(b->t, set);
    return noun_head(b->w, phrase_trim(b->w, set));
}

/* 货物超过一半输往内地: how much of the subject does what follows. */
bool
bind_part_of(struct binder *b)
{
    struct range noun = phrase_trim(b->w, b->slot->left);
    struct verb v;

    if (range_is_empty(noun))
        noun = binder_set_before(b);
    if ((b->slot->q->kind != KIND_PERCENT && b->slot->q->kind != KIND_RATIO) ||
        range_is_empty(noun) ||
        (noun.end < b->slot->left.end && noun.begin >= b->slot->left.begin) ||
        !subject_is_noun(b->w, noun) || subject_is_part(b->t, b->slot->left) ||
        !verb_at_begin(b->w, phrase_trim_lead(b->w, b->slot->right), &v) ||
        !v.is_listed || !verb_takes_what_it_counts(v.role))
        return false;
    b->out->action = binder_text(b, v.range);
    b->out->measure = MEASURE_SHARE;
    b->out->object = b->carry->subject = binder_text(b, noun);
    b->out->base = b->out->object;
    binder_rule(b, "part-of", 800);
    return true;
}

/* After a comma a list goes on with the bare noun: 建成新线5公里，复线4公里. */
static bool
opens_with_noun(const struct binder *b, struct range left)
{
    return b->slot->mark == ',' &&
           (phrase_trim_lead(b->w, left).begin == left.begin ||
            subject_is_part(b->t, left));
}

/* 失业率平均在3.3%的低位. */
static bool
stands_at(const struct binder *b, struct range left)
{
    enum { CHAR_ZAI = 0x5728 };

    return !binder_is_amount(b) && left.end > left.begin &&
           b->t->codes[left.end - 1] == CHAR_ZAI &&
           b->slot->right.begin < b->slot->right.end &&
           b->t->codes[b->slot->right.begin] == CHAR_DE;
}

/* A noun right before the number and no verb: 粮食产量836.9亿斤. */
void
bind_noun(struct binder *b, struct range left)
{
    struct range noun = phrase_trim(b->w, left);

    binder_take_subject(b, noun);
    binder_rule(b, "noun", 870);
    if (stands_at(b, left)) {
        b->out->action = STR("在");
        return;
    }
    if (compare_change_noun(b->t, noun, &b->out->direction))
        b->out->measure = MEASURE_CHANGE;
    else if (binder_names_share(b, noun) && b->slot->q->kind == KIND_PERCENT)
        b->out->measure = MEASURE_SHARE;
    else if (b->slot->mark == ',' && !b->slot->follows &&
             b->slot->q->bound == BOUND_OVER && take_crossing(b))
        return; /* 新增企业8家，专利突破90件 */
    else if (binder_take_list(
                 b, binder_is_amount(b) &&
                        (b->slot->follows || opens_with_noun(b, left))))
        binder_rule(b, "list", 885);
    else
        (void)take_crossing(b);
}

/* 召开座谈会8次、学习会26次: a noun after 、 where a verb's list is open. */
bool
bind_continues_list(const struct binder *b, struct range trimmed)
{
    struct verb v;

    return b->slot->follows && record_has(b->carry->list_action) &&
           b->t->codes[b->slot->left.begin] == 0x3001 &&
           (!verb_at_begin(b->w, trimmed, &v) || !verb_takes_object(v.role));
}
