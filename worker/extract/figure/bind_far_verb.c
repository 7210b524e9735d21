/* Bindings by another verb than the last one in front of the number. */
#include "worker/extract/figure/binder.h"

#include "worker/extract/figure/govern.h"
#include "worker/extract/figure/phrase.h"

enum { CHAR_DE = 0x7684 /* 的 */ };

/* 打造 of 撬动资本打造5亿元集群, 立案 of 监督公安机关立案5件: what the first one's object does. */
static bool
is_of_pivot(const struct binder *b, const struct verb *v,
            const struct verb *before)
{
    struct range between = {before->range.end, v->range.begin};
    struct lexicon_hit hit;
    struct verb predicate;

    if (!v->is_listed || before->role == VERBS_ROLE_UP ||
        between.end < between.begin + 2 ||
        !lexicon_exact(&lexicon_pivots, b->t->codes + before->range.begin,
                       before->range.end - before->range.begin, &hit))
        return false;
    if (v->role == VERBS_ROLE_VO)
        return true;
    return !verb_is_light(b->t, before) &&
           b->slot->q->range.begin == v->range.end &&
           (noun_names_agent(b->t, between) ||
            !range_is_empty(binder_right_noun(b, NOUN_ALONE, &predicate)));
}

/* 提标惠及1100多万学生: those behind the number, whatever stands before. */
static bool
acts_on_counted(const struct binder *b, const struct verb *v,
                const struct verb *before)
{
    struct verb predicate;

    return v->role == VERBS_ROLE_DO && v->range.end == b->slot->left.end &&
           before->role != VERBS_ROLE_DO && !verb_is_light(b->t, before) &&
           !range_is_empty(binder_right_noun(b, NOUN_ALONE, &predicate));
}

/* 旁听 of 邀请公众旁听: done by those whom the first verb brings to it. */
static bool
is_brought_about(const struct binder *b, uint32_t begin, const struct verb *v)
{
    struct range before = {begin, v->range.begin};
    struct lexicon_hit hit;
    struct verb first;

    before = phrase_trim(b->w, before);
    return verb_at_begin(b->w, before, &first) &&
           lexicon_exact(&lexicon_pivots, b->t->codes + first.range.begin,
                         first.range.end - first.range.begin, &hit);
}

/* 惠及 of 提高补贴标准、惠及36万人: said behind 、 of what was done. */
static bool
is_next_deed(const struct binder *b, const struct verb *before,
             const struct verb *v)
{
    enum { CHAR_PAUSE = 0x3001 };

    return v->role == VERBS_ROLE_DO && v->range.end == b->slot->left.end &&
           v->range.begin > before->range.end + 1 &&
           b->t->codes[v->range.begin - 1] == CHAR_PAUSE &&
           !verb_is_light(b->t, before);
}

/* 为环境保育基金注资: the verb behind the one it is for, whatever names that. */
static bool
pays_to(const struct binder *b, struct range left, const struct verb *v)
{
    const struct word *first = words_at(b->w, left.begin, left.end);

    return v->role == VERBS_ROLE_VO && first &&
           first->class == WORDS_CLASS_PREPOSITION;
}

/* 9亿元 of 9亿元专项资金支持320个项目. */
static bool
follows_money(const struct binder *b)
{
    return b->slot->follows && b->bound > 0 &&
           b->slot[-1].q->kind == KIND_MONEY &&
           b->t->codes[b->slot->left.begin] != 0x3001;
}

/*
 * 出台 of 出台促进小店经济振兴18条措施: `v` is but what its object does, or
 * is joined to it.
 */
static bool
holds_deed(const struct binder *b, const struct verb *before,
           const struct verb *v)
{
    return before->range.end == v->range.end ||
           (before->is_listed && before->role == VERBS_ROLE_DO &&
            before->range.end < v->range.begin && !is_of_pivot(b, v, before) &&
            range_is_empty(
                phrase_trim(b->w, (struct range){b->slot->left.begin,
                                                 before->range.begin})));
}

/* 包括 of 包括正在审批的40个单位: what its object is like is told in between. */
static bool
holds_what_is_told(const struct binder *b, const struct verb *v,
                   struct verb *out)
{
    struct range left = b->slot->left;

    if (!binder_is_amount(b) || b->t->codes[left.end - 1] != CHAR_DE)
        return false;
    left.end = v->range.begin;
    for (size_t i = words_from(b->w, left.begin);
         i < b->w->count && b->w->items[i].range.end <= left.end; i++) {
        struct range word = b->w->items[i].range;
        struct lexicon_hit hit;

        if (lexicon_exact(&lexicon_containing, b->t->codes + word.begin,
                          word.end - word.begin, &hit))
            return !verb_governing(b->w, (struct range){left.begin, word.begin},
                                   out) &&
                   verb_of_word(&b->w->items[i], out);
    }
    return false;
}

/* 完成林分优化提升5万亩: what is bettered is what the first verb does. */
static bool
does_betterment(const struct binder *b, const struct verb *before,
                const struct verb *v)
{
    struct lexicon_hit hit;

    return binder_is_amount(b) && b->slot->q->kind != KIND_DURATION &&
           verb_is_light(b->t, before) && before->range.end < v->range.begin &&
           lexicon_exact(&lexicon_betters, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

/* Behind the last 、 or 和 of `r`; r.begin: there is none. */
static uint32_t
past_last_joint(const struct text *t, struct range r)
{
    uint32_t at = r.end;

    while (at > r.begin && lexicon_char(&lexicon_joining, t->codes[at - 1]) < 0)
        at--;
    return at;
}

/*
 * 健全 of 健全监测预警、应急处置两个机制: what the number sums up are the names in
 * front of it, the last of which ends with the deed `v`.
 */
static bool
sums_up_names(const struct binder *b, struct range left, const struct verb *v,
              struct verb *out)
{
    enum { CHAR_DENG = 0x7B49 };
    struct lexicon_hit hit;
    struct range names;
    struct verb last;
    size_t i;

    left = phrase_trim_lead(b->w, left);
    if (b->slot->q->kind != KIND_COUNT || v->role != VERBS_ROLE_NOMINAL ||
        v->range.end != b->slot->left.end || !verb_at_begin(b->w, left, out) ||
        !out->is_listed || v->range.begin <= out->range.end + 1)
        return false;
    i = words_from(b->w, left.begin);
    if ((i > 0 && b->w->items[i - 1].range.begin >= b->slot->left.begin &&
         b->w->items[i - 1].class == WORDS_CLASS_PREPOSITION) || /* 从 */
        b->t->codes[v->range.begin - 1] == CHAR_DENG || /* 用房等建设 */
        lexicon_exact(&lexicon_leading_means, b->t->codes + out->range.begin,
                      out->range.end - out->range.begin, &hit))
        return false;
    names = (struct range){out->range.end, v->range.begin};
    names.begin = past_last_joint(b->t, names);
    return names.begin > out->range.end + 1 && names.begin < names.end &&
           !(verb_at_begin(b->w, names, &last) && last.is_listed &&
             last.role == VERBS_ROLE_DO) &&
           !range_is_empty(binder_right_noun(b, NOUN_ALONE, &last));
}

bool
bind_far_verb(struct binder *b, struct range left, struct verb *v)
{
    struct verb d;

    if (holds_what_is_told(b, v, &d)) {
        bind_object(b, &d, b->slot->left.end);
        return true;
    }
    if (sums_up_names(b, left, v, &d)) {
        bind_object(b, &d, b->slot->left.end);
        return true;
    }
    if (v->role == VERBS_ROLE_NOMINAL && v->is_listed &&
        b->slot->q->kind == KIND_COUNT &&
        (!b->slot->follows || follows_money(b)) &&
        !range_is_empty(binder_right_noun(b, NOUN_ALONE, &d)) &&
        (!verb_governing(b->w, left, &d) || !verb_is_light(b->t, &d))) {
        if (verb_governing(b->w, left, &d) && holds_deed(b, &d, v))
            *v = d;
        bind_object(b, v, b->slot->left.end);
        return true; /* 系统部署500项举措 */
    }
    if (verb_governing(b->w, left, &d) && d.range.begin < v->range.begin) {
        if (does_betterment(b, &d, v)) {
            bind_object(b, &d, b->slot->left.end);
            return true;
        }
        if (d.range.end == v->range.end && !binder_is_amount(b) &&
            verb_changes(v->role)) {
            /* 正式发布、出口增长12倍 */
        } else if (d.range.end == v->range.end) {
            if (d.role == VERBS_ROLE_DO || v->role == VERBS_ROLE_DO ||
                v->role == VERBS_ROLE_NOMINAL)
                *v = d; /* 新建和改造提升 */
        } else if (is_of_pivot(b, v, &d)) {
            bind_object(b, v, b->slot->left.end);
            if (!record_has(b->out->object))
                binder_take_attended(
                    b, (struct range){d.range.end, v->range.begin});
            return true;
        } else if (verb_names_deed(v->role) && !pays_to(b, left, v) &&
                   !is_next_deed(b, &d, v) && !acts_on_counted(b, v, &d) &&
                   (verb_takes_object(d.role) ||
                    (d.role == VERBS_ROLE_NOMINAL && d.is_listed)) &&
                   (verb_is_light(b->t, &d) || d.role != VERBS_ROLE_DO ||
                    is_brought_about(b, left.begin, &d) ||
                    range_is_empty(phrase_trim(
                        b->w, (struct range){left.begin, d.range.begin})))) {
            bind_object(b, &d, b->slot->left.end);
            return true; /* 开展集中学习24次, 新增专利授权24件 */
        }
    }
    return false;
}
