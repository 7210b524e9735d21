/* Which kind of binding a quantity has: the first that fits. */
#include "worker/extract/figure/bind.h"

#include "worker/extract/figure/binder.h"
#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/govern.h"
#include "worker/extract/figure/lead.h"
#include "worker/extract/figure/phrase.h"

enum {
    CHAR_DE = 0x7684, /* 的 */
};

/* 在工程中投资, 已投资, 对工作批示: no noun goes on like this. */
static bool
is_predicate_place(const struct binder *b, struct range before)
{
    uint32_t last = before.end > before.begin ? b->t->codes[before.end - 1] : 0;

    return phrase_trim_adverbs(b->w, before) < before.end || last == 0x4E2D ||
           last == 0x91CC || subject_acts(b->w, before) ||
           !range_is_empty(subject_field(b->w, before)) ||
           !range_is_empty(subject_affected(b->w, before));
}

/* 其中出口210亿美元: what is measured and no more, whatever it spells. */
static bool
is_measure_noun(const struct binder *b, struct range left)
{
    struct range noun = phrase_trim(b->w, left);
    struct lexicon_hit hit;

    return (b->slot->follows || subject_is_part(b->t, left)) &&
           lexicon_exact(&lexicon_measure_nouns, b->t->codes + noun.begin,
                         noun.end - noun.begin, &hit);
}

/* 开采约占三成: the number brings its verb, and what is before is a noun. */
static bool
is_told_within(const struct binder *b)
{
    struct range bound = {b->slot->q->range.begin, b->slot->q->number.begin};
    struct verb v;

    return verb_spelled_at_end(b->t, bound, &v) && v.role != VERBS_ROLE_REACH;
}

/* 落成量 of 落成量约有5万个单位: what is measured, whatever is counted. */
static bool
ends_with_measure(const struct binder *b, struct range noun)
{
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_measure_nouns, b->t->codes,
                                  noun.begin, noun.end, &hit);
}

/* Whether a verb may as well name what another one does. */
static bool
names_deed(const struct verb *v)
{
    return v->role == VERBS_ROLE_NOMINAL || v->role == VERBS_ROLE_DO ||
           v->role == VERBS_ROLE_VO;
}

/* 占全年支出的50%: the whole may end with a verb. */
static bool
is_share(const struct binder *b)
{
    struct verb share, last;

    return !binder_is_amount(b) &&
           verb_of_class(b->w, b->slot->left, VERBS_ROLE_SHARE, &share) &&
           !(verb_at_end(b->w, b->slot->left, &last) &&
             (last.role == VERBS_ROLE_TO || last.role == VERBS_ROLE_UP ||
              last.role == VERBS_ROLE_DOWN || last.role == VERBS_ROLE_REACH ||
              last.role == VERBS_ROLE_COPULA));
}

/* 增长达, 增长仅有: nothing but adverbs between two verbs. */
static bool
only_adverbs(const struct words *w, uint32_t at, uint32_t end)
{
    for (size_t i = words_from(w, at);
         i < w->count && w->items[i].range.begin < end; i++) {
        if (w->items[i].class != WORDS_CLASS_ADVERB)
            return false;
    }
    return true;
}

/* What something was done to, or what has it, where `subject` does not act. */
static void
take_subject_done_to(struct binder *b, struct range subject)
{
    struct lexicon_hit hit;
    struct verb v;
    bool has =
        verb_at_end(b->w, b->slot->left, &v) && v.role == VERBS_ROLE_HAVE;

    subject = phrase_trim(b->w, subject);
    if (binder_is_amount(b) &&
        lexicon_longest_before(&lexicon_causes, b->t->codes, subject.begin,
                               subject.end, &hit))
        return; /* 我建议预留5亿元 */
    if (!has && subject_acts(b->w, subject))
        return;
    b->carry->is_list_behind = true;
    binder_take_subject(b, noun_head(b->w, noun_subject(b->w, subject)));
}

/* 金融业 of 金融业聘用5万人，贡献生产总值的5%: who acts goes on, not who is counted. */
static void
take_employer(struct binder *b, struct range subject)
{
    subject = noun_subject(b->w, subject);
    if (range_is_empty(subject) && b->slot->mark == ',' && !b->slot->follows)
        subject = noun_subject(b->w, b->slot->before);
    if (!subject_is_noun(b->w, subject))
        return;
    b->carry->employer = binder_text(b, noun_head(b->w, subject));
    if (!record_has(b->out->object))
        b->carry->subject = b->carry->employer;
}

/* 修复的铁路，共有300公里: the noun in front of the comma, else the last. */
static void
take_topic_had(struct binder *b)
{
    struct range topic = noun_head(b->w, noun_subject(b->w, b->slot->before));

    if (b->slot->mark != ',' || b->slot->follows ||
        !subject_is_noun(b->w, topic))
        topic.begin = topic.end;
    binder_take_subject(b, topic);
}

/*
 * 新建房屋达9亿平方米: what the verb did; not a measure of it (接待人数达) nor
 * those who did it (参保农民达).
 */
static bool
reaches_object(const struct binder *b, const struct verb *v, uint32_t begin)
{
    enum { CHAR_DA = 0x8FBE };
    struct lexicon_hit hit;

    if (b->t->codes[v->range.begin] == CHAR_DA &&
        b->slot->q->kind == KIND_PERCENT)
        return true; /* 减少排放达三成 */
    return b->t->codes[v->range.begin] == CHAR_DA && binder_is_amount(b) &&
           !binder_counts_persons(b) &&
           (!lexicon_longest_before(&lexicon_measure_nouns, b->t->codes, begin,
                                    v->range.begin, &hit) ||
            (b->slot->q->kind == KIND_MONEY && /* 完成投资达5亿元 */
             hit.chars == v->range.begin - begin));
}

/* 为环境保育基金注资: the verb behind the one it is for, whatever names that. */
static bool
pays_to(const struct binder *b, struct range left, const struct verb *v)
{
    const struct word *first = words_at(b->w, left.begin, left.end);

    return v->role == VERBS_ROLE_VO && first &&
           first->class == WORDS_CLASS_PREPOSITION;
}

/* 建成大棚达5亩; 减少排放达三成. */
static bool
does_or_cuts(const struct binder *b, const struct verb *v)
{
    return b->slot->q->kind == KIND_PERCENT
               ? v->role == VERBS_ROLE_UP || v->role == VERBS_ROLE_DOWN
               : v->role == VERBS_ROLE_DO;
}

/* The verb that ends the left side decides. */
static bool
bind_predicate(struct binder *b)
{
    struct range left = b->slot->left, before, affected;
    struct verb v, d;

    left.end = phrase_trim_adverbs(b->w, left);
    if (lead_is_relative(b, left.end) || lead_thinks(b, left) ||
        (lead_begins_item(b, b->slot->left) &&
         !range_is_empty(binder_right_noun(b, NOUN_ALONE, &d))) ||
        !verb_at_end(b->w, left, &v) ||
        (v.role == VERBS_ROLE_RANK && v.range.end - v.range.begin < 2) ||
        (v.role != VERBS_ROLE_SHARE && is_share(b)))
        return false;
    if (v.role == VERBS_ROLE_NOMINAL && v.is_listed &&
        b->slot->q->kind == KIND_COUNT && !b->slot->follows &&
        !range_is_empty(binder_right_noun(b, NOUN_ALONE, &d)) &&
        (!verb_governing(b->w, left, &d) || !verb_is_light(b->t, &d))) {
        bind_object(b, &v, b->slot->left.end);
        return true; /* 系统部署500项举措 */
    }
    if (verb_governing(b->w, left, &d) && d.range.begin < v.range.begin) {
        if (d.range.end == v.range.end && !binder_is_amount(b) &&
            (v.role == VERBS_ROLE_UP || v.role == VERBS_ROLE_DOWN)) {
            /* 正式发布、出口增长12倍 */
        } else if (d.range.end == v.range.end) {
            if (d.role == VERBS_ROLE_DO || v.role == VERBS_ROLE_DO ||
                v.role == VERBS_ROLE_NOMINAL)
                v = d; /* 新建和改造提升 */
        } else if (names_deed(&v) && !pays_to(b, left, &v) &&
                   (verb_takes_object(d.role) ||
                    (d.role == VERBS_ROLE_NOMINAL && d.is_listed)) &&
                   (verb_is_light(b->t, &d) || d.role != VERBS_ROLE_DO ||
                    range_is_empty(phrase_trim(
                        b->w, (struct range){left.begin, d.range.begin})))) {
            bind_object(b, &d, b->slot->left.end);
            return true; /* 开展集中学习24次, 新增专利授权24件 */
        }
    }
    before = (struct range){left.begin, v.range.begin};
    if (names_deed(&v) && !range_is_empty(phrase_trim(b->w, before)) &&
        bind_continues_list(b, phrase_trim(b->w, left)))
        return false; /* 家庭农场5家、农业服务组织7家 */
    switch (v.role) {
    case VERBS_ROLE_UP:
    case VERBS_ROLE_DOWN:
        bind_change(b, &v);
        return true;
    case VERBS_ROLE_SHARE:
        bind_share(b, &v);
        return true;
    case VERBS_ROLE_RANK: /* 跻身500亿元行列 */
    case VERBS_ROLE_TO:
    case VERBS_ROLE_REACH:
    case VERBS_ROLE_INDEX:
    case VERBS_ROLE_COPULA:
        before = phrase_trim(b->w, before);
        if (!verb_moves(b->t, &v) && verb_at_end(b->w, before, &d) &&
            only_adverbs(b->w, d.range.end, v.range.begin) &&
            (d.role == VERBS_ROLE_UP || d.role == VERBS_ROLE_DOWN)) {
            bind_change(b, &d);
            return true;
        }
        if (v.role != VERBS_ROLE_COPULA && verb_governing(b->w, before, &d) &&
            does_or_cuts(b, &d) && d.range.begin == before.begin &&
            d.range.end < before.end &&
            (v.role != VERBS_ROLE_TO ||
             (!verb_moves(b->t, &v) && reaches_object(b, &v, d.range.end)))) {
            bind_object(b, &d, before.end);
            return true;
        }
        if (lead_to_whom(b, &v, before)) {
            bind_right(b, false);
            return true;
        }
        bind_level(b, &v, before);
        b->carry->list_action = (struct str){NULL, 0};
        return true;
    case VERBS_ROLE_NOMINAL:
        if (is_measure_noun(b, left) || is_told_within(b) ||
            verb_governing(b->w, before, &d) ||
            (!range_is_empty(phrase_trim(b->w, before)) &&
             v.range.end == left.end && !is_predicate_place(b, before)))
            return false; /* 发放补贴5亿元, 公路建设投资5亿元 */
        bind_object(b, &v, b->slot->left.end);
        affected = subject_affected(b->w, before);
        if (range_is_empty(affected))
            affected = subject_field(b->w, before);
        if (!record_has(b->out->object) && !range_is_empty(affected))
            b->out->object = b->carry->subject = binder_text(b, affected);
        else if (!record_has(b->out->object) &&
                 phrase_trim_adverbs(b->w, before) < before.end &&
                 subject_is_noun(b->w, phrase_trim(b->w, before)))
            take_subject_done_to(b, before); /* 预算内投资拟安排5亿元 */
        return true;
    case VERBS_ROLE_DO:
    case VERBS_ROLE_HAVE:
    case VERBS_ROLE_VO: {
        struct range subject = phrase_trim(b->w, compare_cut(b->t, before));
        if (subject.end > subject.begin &&
            (b->t->codes[subject.end - 1] == CHAR_DE ||
             (subject.end < before.end &&
              b->t->codes[subject.end] == CHAR_DE)) &&
            !range_is_empty(binder_set_before(b)))
            subject = binder_set_before(b); /* 指控中，证实的有98项 */
        if (v.role == VERBS_ROLE_HAVE && !binder_is_amount(b) &&
            verb_at_end(b->w, subject, &d) &&
            only_adverbs(b->w, d.range.end, v.range.begin) &&
            (d.role == VERBS_ROLE_UP || d.role == VERBS_ROLE_DOWN)) {
            affected = subject_affected(b->w, before);
            bind_change(b, &d);              /* 增长只有1.2% */
            if (!range_is_empty(affected)) { /* 对增长有1.2%的作用 */
                b->out->action = binder_text(b, v.range);
                b->out->object = b->carry->subject = binder_text(b, affected);
            }
            return true;
        }
        if (v.role == VERBS_ROLE_HAVE &&
            (b->slot->q->kind == KIND_PERCENT
                 ? binder_names_share(b, subject)
                 : b->slot->q->kind == KIND_COUNT &&
                       ends_with_measure(b, subject))) {
            bind_level(b, &v, before); /* 贡献有16%, 落成量只有5万个单位 */
            b->carry->list_action = (struct str){NULL, 0};
            return true;
        }
        bind_object(b, &v, b->slot->left.end);
        if (!record_has(b->out->object) && v.role != VERBS_ROLE_VO &&
            !range_is_empty(subject) && !binder_takes_on(b, &v) &&
            (v.role == VERBS_ROLE_HAVE ||
             subject_is_noun(b->w, noun_subject(b->w, subject))))
            take_subject_done_to(b, subject);
        else if (!record_has(b->out->object) && v.role == VERBS_ROLE_HAVE &&
                 range_is_empty(phrase_trim(b->w, b->slot->right)))
            take_topic_had(b);
        if (binder_takes_on(b, &v))
            take_employer(b, subject);
        affected = subject_affected(b->w, before);
        if (!record_has(b->out->object) && v.role == VERBS_ROLE_DO &&
            !range_is_empty(affected)) /* 对重大犯罪批捕17件 */
            b->out->object = b->carry->subject =
                binder_text(b, noun_head(b->w, affected));
        return true;
    }
    default:
        return false;
    }
}

/* The verb behind a level that something came from, in `right`. */
static bool
reaching_verb(const struct binder *b, struct range right, struct verb *out)
{
    return verb_at_begin(b->w, phrase_trim_lead(b->w, right), out) &&
           (out->role == VERBS_ROLE_TO || out->role == VERBS_ROLE_RANK ||
            out->role == VERBS_ROLE_UP || out->role == VERBS_ROLE_DOWN);
}

/*
 * 从A增加到B: the verb after the first number is that of both; it may stand
 * behind a comma, 由6%的高位，回落至4%.
 */
static bool
bind_origin(struct binder *b)
{
    struct verb v;

    if (!subject_is_origin(b->t, b->slot->left) ||
        (!reaching_verb(b, b->slot->right, &v) &&
         (!b->next || b->next->mark != ',' ||
          !reaching_verb(b, b->next->left, &v) || v.role != VERBS_ROLE_TO)))
        return false;
    b->out->is_origin = true;
    b->out->since = b->carry->stated_base; /* 同1978年相比，由3亿元 */
    if (b->slot->q->kind == KIND_RANK) {
        bind_rank(b);
        b->out->action = binder_text(b, v.range);
        binder_take_subject(b, subject_before_origin(b->t, b->slot->left));
        return true;
    }
    bind_level(b, &v, subject_before_origin(b->t, b->slot->left));
    return true;
}

/* 脱贫人口务工规模, 农业托管面积: what is measured of something done. */
static bool
is_measured_deed(const struct binder *b, struct range noun)
{
    struct lexicon_hit hit;
    struct verb v;
    size_t i;

    if (!lexicon_longest_before(&lexicon_measure_nouns, b->t->codes, noun.begin,
                                noun.end, &hit) ||
        !verb_governing(b->w, noun, &v))
        return false;
    if (v.role != VERBS_ROLE_UP && v.role != VERBS_ROLE_DOWN &&
        v.range.end + hit.chars < noun.end &&
        b->t->codes[noun.end - hit.chars - 1] == CHAR_DE)
        return true; /* 用于住宅的投资 */
    if (v.role != VERBS_ROLE_NOMINAL && v.role != VERBS_ROLE_VO)
        return false;
    i = words_from(b->w, v.range.begin);
    return v.range.begin > noun.begin && i > 0 &&
           b->w->items[words_from(b->w, noun.begin)].class !=
               WORDS_CLASS_PREPOSITION &&
           b->w->items[i - 1].class == WORDS_CLASS_NOUN &&
           !b->w->items[i - 1].is_listed &&
           phrase_trim_adverbs(b->w,
                               (struct range){noun.begin, v.range.begin}) ==
               v.range.begin;
}

/* 出让收益 of 出让收益超过5亿元: a measure named by a verb, and its own verb. */
static bool
names_measured(const struct binder *b, struct range noun)
{
    struct lexicon_hit hit;
    struct verb v;

    return b->slot->q->bound == BOUND_OVER && verb_at_begin(b->w, noun, &v) &&
           (v.role == VERBS_ROLE_NOMINAL || v.role == VERBS_ROLE_VO) &&
           lexicon_longest_before(&lexicon_measure_nouns, b->t->codes,
                                  v.range.end, noun.end, &hit) &&
           b->t->codes[b->slot->q->range.begin] !=
               b->t->codes[b->slot->q->number.begin];
}

/* 初次毕业去向落实率85%: a rate is named, whatever verbs its name holds. */
static bool
names_rate(const struct binder *b, struct range noun)
{
    struct lexicon_hit hit;
    struct verb v;

    if (is_measured_deed(b, noun) || names_measured(b, noun))
        return true;
    if (lexicon_longest_before(&lexicon_sum_words, b->t->codes, noun.begin,
                               noun.end, &hit) &&
        (!verb_at_begin(b->w, noun, &v) || !verb_takes_object(v.role)))
        return true; /* 申请个案总数超过20万 */
    if (lexicon_longest_before(&lexicon_measure_nouns, b->t->codes, noun.begin,
                               noun.end, &hit) &&
        noun.end - hit.chars > noun.begin &&
        b->t->codes[noun.end - hit.chars - 1] == CHAR_DE)
        return true; /* 任职于批发机构的人数 */
    return b->slot->q->kind == KIND_PERCENT &&
           (!verb_at_begin(b->w, noun, &v) || !verb_is_light(b->t, &v)) &&
           lexicon_longest_before(&lexicon_rate_nouns, b->t->codes, noun.begin,
                                  noun.end, &hit);
}

/* 位列头10个: among the first ten, not ten of anything. */
static bool
is_placed_among(const struct binder *b)
{
    struct verb v;

    return b->slot->q->bound == BOUND_AT_MOST &&
           b->slot->q->kind == KIND_COUNT &&
           verb_at_end(b->w, b->slot->left, &v) && v.role == VERBS_ROLE_RANK;
}

static void
bind_one(struct binder *b)
{
    struct range left = b->slot->left, trimmed;
    struct verb v;

    if (b->slot->mark == ';' && !b->slot->follows) {
        b->carry->list_action = (struct str){NULL, 0};
        b->carry->base = b->carry->stated_base;
    }
    trimmed = compare_stated_base(b->t, b->since);
    if (!range_is_empty(trimmed))
        b->carry->base = b->carry->stated_base = binder_text(b, trimmed);
    trimmed = compare_stated_whole(b->t, b->since);
    if (!range_is_empty(trimmed))
        b->carry->share_base = binder_text(b, trimmed);
    binder_take_topic(b);
    trimmed = phrase_trim(b->w, left);
    if (bind_origin(b) || bind_compared(b) || bind_again(b))
        return;
    if (lead_opens_set(b)) {
        bind_right(b, false);
        return;
    }
    if (b->slot->q->kind == KIND_RANK || is_placed_among(b)) {
        bind_rank(b);
        return;
    }
    if (bind_aim(b) || bind_bracketed(b) || bind_told(b) ||
        bind_counterpart(b) || bind_attribute(b) || bind_part_of(b) ||
        (!is_share(b) && bind_index(b)) || bind_row(b) ||
        bind_change_after(b) || bind_share_of(b) || bind_exceeds(b) ||
        bind_predicate(b))
        return;
    if (is_share(b) && verb_of_class(b->w, left, VERBS_ROLE_SHARE, &v)) {
        bind_share(b, &v);
        return;
    }
    if (bind_gap(b))
        return;
    if (range_is_empty(trimmed) || lead_thinks(b, left) ||
        lead_begins_item(b, left) || lead_to_noun(b, left) ||
        lead_counts_beside(b, left)) {
        bind_right(b, lead_begins_item(b, left));
        return;
    }
    if (!bind_continues_list(b, trimmed) && !names_rate(b, trimmed) &&
        !is_measure_noun(b, left) && verb_governing(b->w, trimmed, &v)) {
        bind_object(b, &v, b->slot->left.end);
        return;
    }
    if (lead_counts_behind(b) &&
        !(is_told_within(b) && ends_with_measure(b, trimmed)))
        bind_right(b, false);
    else
        bind_noun(b, left);
}

void
bind_sentence(const struct words *w, struct range within,
              const struct slot *slots, size_t count, struct arena *arena,
              struct binding *out)
{
    struct carry carry = {0}, before;
    uint32_t at = within.begin;

    for (size_t i = 0; i < count; i++) {
        struct binder b = {.t = w->t,
                           .w = w,
                           .arena = arena,
                           .slot = &slots[i],
                           .next = i + 1 < count ? &slots[i + 1] : NULL,
                           .bound = i,
                           .ahead = count - i - 1,
                           .since = {at, slots[i].left.begin},
                           .out = &out[i],
                           .carry = &carry};

        before = carry;
        out[i] = (struct binding){.rule = "none", .confidence = 400};
        bind_one(&b);
        if (clause_is_passing_time(slots[i].q))
            carry = before; /* 分3年增加: nobody's subject */
        at = slots[i].q->range.end;
        bind_part(w->t, slots, i, out);
    }
}
