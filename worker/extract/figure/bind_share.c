/* Bindings of how much of a whole: 占全国的5%, 一半输往内地, 有25%没有完成. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/govern.h"
#include "worker/extract/figure/phrase.h"

enum {
    CHAR_DE = 0x7684,    /* 的 */
    CHAR_LE = 0x4E86,    /* 了 */
    CHAR_ZAI = 0x5728,   /* 在 */
    CHAR_ZHE = 0x7740,   /* 着 */
    CHAR_ZHONG = 0x4E2D, /* 中 */
};

/* 34%, 三分之一 */
static bool
may_be_share(const struct quantity *q)
{
    return q->kind == KIND_PERCENT ||
           (q->kind == KIND_RATIO && q->unit.len == 0);
}

/* 产值 of 国营工业的产值，在总产值中的比重: the part in a clause of its own. */
static struct range
part_before(const struct binder *b, struct range subject)
{
    struct range before = {b->since.begin, subject.begin};

    if (before.end > before.begin && b->t->codes[before.end - 1] == CHAR_ZAI)
        before.end--;
    if (before.end <= before.begin || b->t->codes[before.end - 1] != ',')
        return (struct range){0, 0};
    before.end--;
    before = subject_between(b->w, before, true);
    return range_is_empty(before) ? before : noun_subject_head(b->w, before);
}

/* 工业在总产值中所占的比重: the part, the whole, and that it is a share. */
static bool
take_share_parts(struct binder *b, struct range subject)
{
    struct range object, base;

    if (!binder_names_share(b, subject) ||
        !compare_share_parts(b->w, subject, &object, &base))
        return false;
    b->out->measure = MEASURE_SHARE;
    if (!range_is_empty(noun_subject(b->w, object)))
        object = noun_subject(b->w, object); /* 使棉布在…中的比重 */
    if (range_is_empty(object))
        object = part_before(b, subject);
    if (!range_is_empty(object))
        b->carry->subject = binder_text(b, object);
    b->out->object = b->carry->subject; /* 对生产总值的贡献: of it */
    if (!range_is_empty(base))
        b->carry->share_base = binder_text(b, base);
    binder_take_base(b, base);
    b->out->base = b->carry->share_base;
    b->carry->is_share_subject = true;
    b->carry->share_name = binder_text(b, phrase_trim(b->w, subject));
    if (range_is_empty(object) && b->carry->split.count > 0 &&
        subjects_are_dealt(b->t, b->slot->left)) {
        b->carry->split.next = 1; /* 分别增长5%、6%，占比重分别提高到2%、3% */
        b->out->object = b->carry->subject = b->carry->split.names[0];
    } else {
        binder_deal(b, object);
    }
    binder_open_row(b);
    return true;
}

/* 工业在总产值中所占的比重由33%上升到34%. */
bool
bind_share_level(struct binder *b, struct range subject)
{
    if (!may_be_share(b->slot->q))
        return false;
    if (range_is_empty(phrase_trim(b->w, subject)))
        subject = b->slot->before;
    if (take_share_parts(b, subject))
        return true;
    if (!b->carry->is_share_subject || !record_has(b->carry->share_base) ||
        (!b->slot->follows && !range_is_empty(phrase_trim(b->w, subject))))
        return false;
    b->out->measure = MEASURE_SHARE;
    b->out->object = b->carry->subject;
    b->out->base = b->carry->share_base;
    b->out->inherited |= INHERITED_OBJECT | INHERITED_BASE;
    return true;
}

/* Nothing, or a verb alone: 团结 of 团结占人口95%的群众. */
static bool
only_leads(const struct binder *b, struct range before)
{
    struct verb v;

    before = phrase_trim(b->w, before);
    return range_is_empty(before) ||
           (verb_at_begin(b->w, before, &v) && v.range.end == before.end);
}

/* 看 of 让我们来看占人口八成的农民: a verb in front, and 的 behind. */
static bool
looks_at(const struct binder *b, struct range before)
{
    struct verb v;

    return b->slot->right.begin < b->slot->right.end &&
           b->t->codes[b->slot->right.begin] == CHAR_DE &&
           !binder_is_amount(b) &&
           verb_at_end(b->w, phrase_trim(b->w, before), &v) &&
           v.role != VERBS_ROLE_NOMINAL;
}

/* 乡镇企业在出口中的比重 of 乡镇企业在出口中的比重，已占5%. */
static struct range
share_told(const struct binder *b, struct range before)
{
    if (range_is_empty(phrase_trim(b->w, before)) && b->slot->mark == ',' &&
        !b->slot->follows)
        before = b->slot->before;
    before.end = phrase_trim_adverbs(b->w, before);
    return before;
}

/* 占全国的5%, 占规上工业比重43.6%. */
void
bind_share(struct binder *b, const struct verb *v)
{
    struct range before = {b->slot->left.begin, v->range.begin};
    struct range base = {v->range.end, b->slot->left.end}, noun;
    struct verb predicate;

    b->out->action = binder_text(b, v->range);
    if (range_is_empty(base) && take_share_parts(b, share_told(b, before))) {
        binder_rule(b, "share", 920);
        return;
    }
    b->out->measure = MEASURE_SHARE;
    binder_take_base(b, compare_share_base(b->t, base));
    if (!record_has(b->out->base))
        b->out->base = b->carry->stated_whole; /* 在投资中，农业占9% */
    noun = binder_right_noun(b, NOUN_ALONE, &predicate);
    if (!range_is_empty(noun) &&
        ((only_leads(b, before) &&
          b->t->codes[b->slot->right.begin] == CHAR_DE) ||
         looks_at(b, before)))
        b->out->object = binder_text(b, noun); /* 占人口65%的地区 */
    else
        binder_take_subject(b, before);
    if (b->carry->split.count > 0)
        binder_open_row(b); /* 甲、乙分别占全县的5%、6% */
    binder_rule(b, "share", 920);
    if (record_has(b->out->base) && range_is_empty(phrase_trim(b->w, before)))
        return;
    if (!record_has(b->out->object) && range_is_empty(phrase_trim(b->w, base)))
        return; /* 占75%, of what nothing here names */
    if (binder_names_share(b, base) || !record_has(b->out->object))
        b->carry->subject = binder_text(b, phrase_trim(b->w, b->slot->left));
    else
        b->carry->subject = b->out->object; /* 占总开支90%，为30亿元 */
    b->carry->is_share_subject = true;
}

/* 贡献了全国38%的增量, 输往美国的一半: the whole is named, or its parts are. */
bool
bind_share_of(struct binder *b)
{
    struct range left = b->slot->left;
    struct verb v, predicate;
    struct lexicon_hit hit;
    struct range noun;

    if ((b->slot->q->kind != KIND_PERCENT && b->slot->q->kind != KIND_RATIO) ||
        b->slot->right.end <= b->slot->right.begin ||
        b->t->codes[b->slot->right.begin] != CHAR_DE ||
        str_equal(b->slot->q->unit, STR("番"))) /* 翻两番的目标 */
        return false;
    noun = binder_right_noun(b, NOUN_ALONE, &predicate);
    if (range_is_empty(noun))
        return false;
    if (b->slot->follows && b->bound > 0 &&
        b->out[-1].measure == MEASURE_SHARE &&
        b->t->codes[left.begin] == CHAR_DE &&
        !verb_governing(b->w, left, &v)) { /* 和40%的税收 */
        b->out->action = b->out[-1].action;
        b->out->base = b->out[-1].base;
        b->out->inherited |= INHERITED_ACTION | INHERITED_BASE;
        b->out->measure = MEASURE_SHARE;
        b->out->object = b->carry->subject = binder_text(b, noun);
        binder_rule(b, "share", 880);
        return true;
    }
    if (!verb_governing(b->w, left, &v) || v.role != VERBS_ROLE_DO ||
        lexicon_longest_before(&lexicon_rate_nouns, b->t->codes, noun.begin,
                               noun.end, &hit))
        return false; /* 享有20%的折扣 */
    b->out->action = binder_text(b, v.range);
    b->out->measure = MEASURE_SHARE;
    b->out->object = b->carry->subject = binder_text(b, noun);
    left.begin = v.range.end;
    while (left.begin < left.end && (b->t->codes[left.begin] == CHAR_LE ||
                                     b->t->codes[left.begin] == CHAR_ZHE))
        left.begin++;
    left = compare_trim(b->t, left);
    if (subject_is_noun(b->w, left)) /* not 持有公司在会上20%的投票权 */
        binder_take_base(b, left);
    binder_rule(b, "share", 920);
    return true;
}

/*
 * Of what it is a part: 货物 of 货物超过一半输往内地; a noun that begins like a
 * verb as well, where a verb stands behind: 用水七成来自东江, 支出的七成用于民生.
 */
static bool
is_divided(const struct binder *b, struct range noun, const struct verb *told)
{
    bool is_owner =
        noun.end < b->slot->left.end && b->t->codes[noun.end] == CHAR_DE;
    struct range rest = noun;
    struct lexicon_hit hit;
    struct verb v;

    if (lexicon_longest_before(&lexicon_rate_nouns, b->t->codes, noun.begin,
                               noun.end, &hit))
        return false; /* 满意率98%为历年最高 */
    if (subject_is_noun(b->w, noun))
        return true;
    if (told->role == VERBS_ROLE_DO && verb_at_end(b->w, noun, &v) &&
        verb_takes_what_it_counts(v.role)) { /* 工业用电60%来自水电 */
        rest.end = v.range.begin;
        return range_is_empty(rest) ||
               (!verb_at_end(b->w, rest, &v) && subject_is_noun(b->w, rest));
    }
    if (!verb_at_begin(b->w, noun, &v) ||
        (v.is_listed ? v.role != VERBS_ROLE_NOMINAL && v.role != VERBS_ROLE_UP
                     : !is_owner))
        return false;
    rest.begin = v.range.end;
    return (is_owner && range_is_empty(rest)) || subject_is_noun(b->w, rest);
}

/* What a part is of that begins its clause: 总支出150亿元，超过一半来自… */
static bool
divides_what_was_told(const struct binder *b)
{
    return b->bound > 0 && !b->slot->follows && b->slot->mark == ',' &&
           b->out[-1].measure == MEASURE_LEVEL && record_has(b->out[-1].object);
}

/* 输往 of 一半输往内地, 承担 of 七成由企业承担. */
static bool
does_behind(const struct binder *b, struct verb *out)
{
    enum { CHAR_YOU = 0x7531 };
    struct range right = b->slot->right;
    struct verb v;

    if (right.begin < right.end && b->t->codes[right.begin] == CHAR_YOU &&
        verb_at_end(b->w, right, &v)) {
        *out = v;
        return true;
    }
    return verb_at_begin(b->w, phrase_trim_lead(b->w, right), out);
}

/* 货物超过一半输往内地: how much of the subject does what follows. */
bool
bind_part_of(struct binder *b)
{
    struct range noun = phrase_trim(b->w, b->slot->left);
    struct verb v;

    if ((b->slot->q->kind != KIND_PERCENT && b->slot->q->kind != KIND_RATIO) ||
        subject_is_part(b->t, b->slot->left) ||
        (range_is_empty(noun) &&
         verb_at_end(b->w, b->slot->left, &v)) || /* 有六成是… */
        range_is_empty(b->slot->right) ||
        b->t->codes[b->slot->right.begin] == CHAR_DE || !does_behind(b, &v) ||
        !v.is_listed ||
        !(verb_takes_what_it_counts(v.role) || v.role == VERBS_ROLE_COPULA))
        return false;
    if (range_is_empty(noun))
        noun = binder_set_before(b);
    if (range_is_empty(noun)) {
        if (v.role != VERBS_ROLE_DO || !divides_what_was_told(b))
            return false;
        b->out->object = b->out[-1].object;
        b->out->inherited |= INHERITED_OBJECT;
    } else {
        if (noun.end > noun.begin + 2 &&
            b->t->codes[noun.end - 1] == CHAR_ZHONG)
            noun.end = binder_before_among(b->t, noun);
        else if (noun.end < b->slot->left.end &&
                 noun.begin >= b->slot->left.begin &&
                 (b->t->codes[noun.end] != CHAR_DE ||
                  noun.end + 1 < b->slot->left.end))
            return false;
        if (!is_divided(b, noun, &v))
            return false;
        b->out->object = b->carry->subject = binder_text(b, noun);
    }
    b->out->action = binder_text(b, v.range);
    b->out->measure = MEASURE_SHARE;
    b->out->base = b->out->object;
    binder_rule(b, "part-of", 800);
    return true;
}

/* 没有完成, 是经过…的: no noun begins what stands behind the number. */
static bool
is_told_behind(const struct binder *b)
{
    struct range right = b->slot->right;
    const struct word *first = words_at(b->w, right.begin, right.end);
    struct verb v;

    if (!first || b->t->codes[right.begin] == CHAR_DE)
        return false;
    return first->class == WORDS_CLASS_ADVERB ||
           b->t->codes[right.begin + 1] == CHAR_ZHE || /* 过着 */
           (verb_of_word(first, &v) && v.is_listed &&
            v.role == VERBS_ROLE_COPULA);
}

/* 企业有25%没有完成计划: how many of those in front do what stands behind. */
bool
bind_part_that_does(struct binder *b, const struct verb *v,
                    struct range subject)
{
    if ((b->slot->q->kind != KIND_PERCENT && b->slot->q->kind != KIND_RATIO) ||
        !is_told_behind(b))
        return false;
    if (range_is_empty(subject))
        subject = binder_set_before(b);
    if (range_is_empty(subject) && !b->slot->follows &&
        !record_has(b->carry->subject))
        return false;
    b->out->action = binder_text(b, v->range);
    b->out->measure = MEASURE_SHARE;
    binder_take_subject(b, subject);
    binder_rule(b, "part-that-does", 850);
    return true;
}
