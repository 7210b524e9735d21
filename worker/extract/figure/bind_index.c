/* Bindings of a multiple or a percentage of a whole: 是上年的2.5倍. */
#include "worker/extract/figure/binder.h"

#include "indicator/indicator.h"
#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/phrase.h"

enum { CHAR_DE = 0x7684 }; /* 的 */

/*
 * 达到全体农户的60%, 接近总数的一半: what a level is held against is the whole
 * it is part of, where it is no time and no plan.
 */
static bool
reaches_part(const struct binder *b, const struct verb *v, struct range base)
{
    struct lexicon_hit hit;

    if ((v->role != VERBS_ROLE_TO && v->role != VERBS_ROLE_REACH) ||
        b->slot->q->kind != KIND_PERCENT)
        return false;
    for (uint32_t at = base.begin; at < base.end; at++) {
        struct range rest = {at, base.end};
        if (phrase_date(b->t, rest) > 0 ||
            lexicon_longest(&lexicon_yardsticks, b->t->codes + at,
                            rest.end - at, &hit))
            return false;
    }
    return true;
}

/* 扩大到全国人口的72%: the change ends at so much of a whole. */
static bool
moves_to_part(const struct binder *b, const struct verb *v, struct range base)
{
    return reaches_part(b, v, base) && subject_is_noun(b->w, base);
}

/* 贡献生产总值的5%: what the verb takes is the whole. */
static bool
takes_part(const struct binder *b, const struct verb *v)
{
    struct lexicon_hit hit;

    return b->slot->q->kind == KIND_PERCENT &&
           (b->slot->right.end == b->slot->right.begin ||
            b->t->codes[b->slot->right.begin] != CHAR_DE) &&
           lexicon_exact(&lexicon_part_verbs, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

/* 储备是本地生产总值34%. */
static bool
is_of_indicator(const struct binder *b, const struct verb *v)
{
    struct str whole;

    if (v->role != VERBS_ROLE_COPULA || b->slot->q->kind != KIND_PERCENT)
        return false;
    whole = binder_text(b, (struct range){v->range.end, b->slot->left.end});
    return record_has(whole) && indicator_by_name(whole);
}

/* 超额 of 超额完成计划5%, which is that much more. */
static bool
ends_with_excess(const struct text *t, struct range r)
{
    enum { CHAR_CHAO = 0x8D85, CHAR_E = 0x989D };

    return r.end > r.begin + 1 && t->codes[r.end - 2] == CHAR_CHAO &&
           t->codes[r.end - 1] == CHAR_E;
}

/* 完成年初预算102%: a plan is met to a percentage of it, with 的 or without. */
static bool
meets_plan(const struct binder *b, const struct verb *v)
{
    struct range before = {b->slot->left.begin, v->range.begin};
    struct range plan = {v->range.end, b->slot->left.end};
    struct lexicon_hit hit;

    return b->slot->q->kind == KIND_PERCENT &&
           lexicon_exact(&lexicon_achieving, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit) &&
           !ends_with_excess(b->t, before) && compare_is_beside(b->t, plan) &&
           lexicon_longest_before(&lexicon_yardsticks, b->t->codes, plan.begin,
                                  plan.end, &hit);
}

/* 24% of 完成计划的27%，去年同期完成24%: of what was planned for it as well. */
static bool
bind_met_likewise(struct binder *b, const struct verb *v)
{
    struct range left = b->slot->left;

    if (b->bound == 0 || v->range.end != left.end ||
        b->slot->q->kind != KIND_PERCENT ||
        b->out[-1].measure != MEASURE_INDEX ||
        !str_equal(binder_text(b, v->range), b->out[-1].action))
        return false;
    b->out->action = b->out[-1].action;
    b->out->base = b->out[-1].base;
    b->out->measure = MEASURE_INDEX;
    b->out->inherited |= INHERITED_BASE;
    binder_take_subject(b, (struct range){left.begin, v->range.begin});
    binder_rule(b, "index", 800);
    binder_open_row(b);
    return true;
}

/* 经费与生产总值之比达到2%: how much the one is of the other. */
bool
bind_ratio(struct binder *b, struct range subject)
{
    enum { CHAR_YU = 0x4E0E, CHAR_TONG = 0x540C };
    struct lexicon_hit hit;
    uint32_t with;

    subject = phrase_trim(b->w, subject);
    if (b->slot->q->kind != KIND_PERCENT ||
        !lexicon_longest_before(&lexicon_ratio_nouns, b->t->codes,
                                subject.begin, subject.end, &hit))
        return false;
    subject.end -= hit.chars;
    for (with = subject.end; with > subject.begin; with--) {
        if (b->t->codes[with - 1] == CHAR_YU ||
            b->t->codes[with - 1] == CHAR_TONG)
            break; /* the last one: 研究与发展经费与生产总值 */
    }
    if (with <= subject.begin + 1 || with == subject.end)
        return false;
    with--;
    binder_take_base(b, (struct range){with + 1, subject.end});
    b->out->measure = MEASURE_INDEX;
    subject.end = with;
    b->out->object = b->carry->subject =
        binder_text(b, phrase_trim(b->w, subject));
    return true;
}

/*
 * 不低于当地标准的1.6倍: a limit that is a multiple of something, with no verb
 * of its own.
 */
static bool
bind_limit(struct binder *b)
{
    enum { CHAR_BU = 0x4E0D };
    struct range left = b->slot->left;
    struct lexicon_hit hit;

    if (left.end <= left.begin || b->t->codes[left.end - 1] != CHAR_DE)
        return false;
    for (uint32_t at = left.begin; at + 1 < left.end; at++) {
        struct range base = {at, left.end - 1};
        if (b->t->codes[at] != CHAR_BU ||
            !lexicon_longest(&lexicon_modifiers, b->t->codes + at,
                             base.end - at, &hit) ||
            (modifiers_rows[hit.row].bound != BOUND_AT_LEAST &&
             modifiers_rows[hit.row].bound != BOUND_AT_MOST))
            continue;
        base.begin += hit.chars;
        if (range_is_empty(phrase_trim(b->w, base)))
            return false;
        b->out->measure = MEASURE_INDEX;
        binder_take_base(b, base);
        binder_take_subject(b, (struct range){left.begin, at});
        binder_rule(b, "index", 830);
        binder_open_row(b);
        return true;
    }
    return false;
}

/* 是上年的2.5倍, 为预算的101%, 完成计划的98%. */
bool
bind_index(struct binder *b)
{
    struct range left = b->slot->left, base;
    struct range told = {subjects_dealt_from(b->t, left), left.end};
    struct verb v, d;
    bool is_of;

    if (b->slot->q->kind != KIND_RATIO && b->slot->q->kind != KIND_PERCENT)
        return false;
    if (bind_limit(b))
        return true;
    if (left.end <= left.begin || !compare_index_verb(b->w, told, &v))
        return false; /* 就业、新增贷款分别完成计划的: 完成, not 新增 */
    if (bind_met_likewise(b, &v))
        return true;
    is_of = b->t->codes[left.end - 1] == CHAR_DE;
    if (!is_of && !meets_plan(b, &v) &&
        ((v.role != VERBS_ROLE_INDEX && !takes_part(b, &v) &&
          !is_of_indicator(b, &v)) ||
         verb_at_end(b->w, left, &d)))
        return false; /* 相当于总产值5%, not 相当于总产值的比例达到5% */
    base = (struct range){v.range.end, left.end - is_of};
    if (v.role == VERBS_ROLE_TO && verb_moves(b->t, &v) &&
        phrase_date(b->t, base) > 0 &&
        !range_is_empty(phrase_trim(b->w, base))) {
        bind_level(b, &v, (struct range){left.begin, v.range.begin});
        return true; /* 增加到今年预算的45% */
    }
    if (v.role == VERBS_ROLE_TO &&
        ((verb_moves(b->t, &v) && !moves_to_part(b, &v, base)) ||
         (b->slot->q->kind != KIND_RATIO &&
          range_is_empty(phrase_trim(b->w, base)))))
        return false; /* 上升到今年的70%, not 达到1950年的两倍 */
    while (base.begin < base.end && b->t->codes[base.begin] == 0x4E86)
        base.begin++;
    b->out->action = binder_text(b, v.range);
    b->out->measure = takes_part(b, &v) || reaches_part(b, &v, base)
                          ? MEASURE_SHARE
                          : MEASURE_INDEX;
    binder_take_base(b, base);
    binder_take_subject(b, (struct range){left.begin, v.range.begin});
    binder_rule(b, "index", 830);
    binder_open_row(b);
    return true;
}
