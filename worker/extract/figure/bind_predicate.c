/* Bindings where a subject stands before its verb: 增长, 达到, 占, 居. */
#include "worker/extract/figure/binder.h"

#include "base/utf8.h"

#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/period.h"
#include "worker/extract/figure/phrase.h"

enum {
    CHAR_DE = 0x7684, /* 的 */
};

/* 比同区新盘低两成: less than another thing, not than at another time. */
static bool
differs(const struct binder *b, const struct verb *v)
{
    const struct word *word = words_at(b->w, v->range.begin, v->range.end);
    struct range base = b->out->base_range;
    struct lexicon_hit hit;

    return word && word->class != WORDS_CLASS_VERB &&
           word->class != WORDS_CLASS_NOMINAL && /* 低, not 降 */
           !range_is_empty(phrase_trim(b->w, base)) &&
           !lexicon_longest_before(&lexicon_past_words, b->t->codes, base.begin,
                                   base.end, &hit);
}

/* 粮食产量 of 粮食产量计划增长5%: behind a noun 计划 says that it is meant. */
static struct range
without_plan(const struct binder *b, struct range subject)
{
    enum { CHAR_JI = 0x8BA1, CHAR_HUA = 0x5212, PLAN_CHARS = 2 };
    const uint32_t *codes = b->t->codes;
    uint32_t end = phrase_trim_adverbs(b->w, subject);
    struct lexicon_hit hit;

    if (end > subject.begin + PLAN_CHARS && codes[end - 2] == CHAR_JI &&
        codes[end - 1] == CHAR_HUA &&
        lexicon_longest_before(&lexicon_measure_nouns, codes, subject.begin,
                               end - PLAN_CHARS, &hit))
        subject.end = end - PLAN_CHARS;
    return subject;
}

/* 试点范围 of 试点范围又扩大8个省份: what grows by so many. */
static bool
ends_with_scope(const struct binder *b, struct range before)
{
    struct lexicon_hit hit;

    before = phrase_trim(b->w, compare_cut(b->t, before));
    return lexicon_longest_before(&lexicon_measure_nouns, b->t->codes,
                                  before.begin, before.end, &hit);
}

void
binder_take_change_base(struct binder *b, const struct verb *v,
                        struct range before)
{
    binder_take_base(b, compare_base(b->t, before));
    if (!record_has(b->out->base) && b->slot->follows)
        binder_take_base(b, b->carry->compared);
    b->carry->compared = (struct range){0, 0};
    if (!record_has(b->out->base) && period_is_average(b->t, before)) {
        b->out->since = b->carry->base; /* 比1978年增长32%，年均增长7% */
    } else if (!record_has(b->out->base) && !compare_is_on_year(b->t, before)) {
        b->out->base = b->carry->base;
        if (record_has(b->out->base))
            b->out->inherited |= INHERITED_BASE;
    } else if (record_has(b->out->base)) {
        b->carry->base = b->out->base;
    }
    if (record_has(b->out->base) &&
        (compare_is_beside(b->t, b->out->base_range) || differs(b, v)))
        b->out->measure = MEASURE_GAP;
}

/* 增长8.1%, 新增2万户: the verb right before the number. */
void
bind_change(struct binder *b, const struct verb *v)
{
    struct range before = {b->slot->left.begin, v->range.begin};
    struct range noun;
    struct lexicon_hit hit;

    b->out->action = binder_text(b, v->range);
    b->out->measure = MEASURE_CHANGE;
    b->out->direction =
        v->role == VERBS_ROLE_DOWN ? DIRECTION_DOWN : DIRECTION_UP;
    binder_take_change_base(b, v, before);
    binder_rule(b, "change", 940);
    noun = binder_object_behind(b, v);
    if (binder_is_amount(b) && !range_is_empty(noun) &&
        !(lexicon_longest(&lexicon_place_ends, b->t->codes + noun.begin,
                          b->slot->right.end - noun.begin, &hit) &&
          hit.chars >= noun.end - noun.begin) && /* 增长3亿的情况下 */
        (b->slot->q->kind == KIND_COUNT ||
         b->t->codes[b->slot->right.begin] == CHAR_DE ||
         subject_acts(b->w,
                      phrase_trim(b->w, before)) || /* 财政新增5亿元资金 */
         range_is_empty(phrase_trim(b->w, compare_cut(b->t, before))))) {
        b->out->object = b->carry->subject = binder_text(b, noun);
        if (binder_betters(b, v) && !ends_with_scope(b, before)) {
            b->out->measure = MEASURE_LEVEL;
            b->out->direction = DIRECTION_NONE;
        }
        binder_open_list(b);
        return;
    }
    if (!binder_takes_on(b, v)) /* 高校扩招3万人: no 3 of these */
        binder_take_subject(b, without_plan(b, before));
    if (b->slot->q->kind == KIND_POINT &&
        (b->out->inherited & INHERITED_OBJECT) && b->bound > 0 &&
        b->out[-1].measure == MEASURE_SHARE && record_has(b->carry->share_name))
        b->out->object = b->carry->share_name; /* 比重达18%，提高7个百分点 */
    binder_open_row(b);
}

/* Whether the object is those who act, of whom a percentage is a part. */
bool
binder_names_people(const struct binder *b)
{
    enum { OBJECT_MAX_CHARS = 40 };
    uint32_t codes[OBJECT_MAX_CHARS];
    struct str object = b->out->object;
    struct lexicon_hit hit;
    size_t width;
    uint32_t count = 0;

    for (size_t at = 0; at < object.len && count < OBJECT_MAX_CHARS;
         at += width)
        codes[count++] = utf8_decode(object, at, &width);
    return lexicon_longest_before(&lexicon_agents, codes, 0, count, &hit) &&
           hit.chars > 1;
}

/*
 * 增速达到16%; 生产总值增长7%、力争达到8%, where nothing is named that could
 * be at a percentage.
 */
static bool
take_rate_of_change(struct binder *b, bool is_moved)
{
    const struct binding *before = b->bound > 0 ? b->out - 1 : NULL;

    if (binder_is_amount(b))
        return false;
    if ((!is_moved || !str_ends(b->out->object, STR("率"))) &&
        binder_names_change(b, &b->out->direction)) {
        b->out->measure = MEASURE_CHANGE; /* 涨幅回落到2%, not 增长率 */
        return true;
    }
    if (is_moved || !before || before->measure != MEASURE_CHANGE ||
        b->slot->q->kind != KIND_PERCENT ||
        b->slot[-1].q->kind != KIND_PERCENT ||
        !(b->out->inherited & INHERITED_OBJECT) ||
        !record_has(b->out->object) ||
        !str_equal(b->out->object, before->object) || binder_names_rate(b))
        return false;
    b->out->measure = MEASURE_CHANGE;
    b->out->direction = before->direction;
    return true;
}

/* 甲占的比重由20%降到10%，其中乙由8%降到3%: parts of it, changed alike. */
static bool
continues_shares(const struct binder *b)
{
    return b->out->is_origin && b->bound > 0 &&
           b->out[-1].measure == MEASURE_SHARE &&
           str_equal(b->out[-1].action, b->out->action);
}

/* 达到16家, 增加到10万亿元, 降至5%. */
void
bind_level(struct binder *b, const struct verb *v, struct range subject)
{
    b->out->action = binder_text(b, v->range);
    b->out->is_level_reached = v->role != VERBS_ROLE_COPULA;
    binder_rule(b, "level", 940);
    subject = without_plan(b, subject);
    if (bind_share_level(b, subject) || bind_ratio(b, subject))
        return;
    binder_take_subject(b, subject);
    if (b->slot->q->kind == KIND_PERCENT && binder_names_people(b))
        b->out->measure = MEASURE_SHARE; /* 获资助的学生由三成增至六成 */
    if (take_rate_of_change(b, verb_moves(b->t, v))) {
        binder_open_row(b);
        return;
    }
    if (b->slot->q->kind == KIND_PERCENT &&
        (binder_names_share(b, subject) || binder_object_is_share(b) ||
         (b->carry->is_share_subject &&
          ((b->out->inherited & INHERITED_OBJECT) || continues_shares(b))))) {
        b->out->measure = MEASURE_SHARE;
        b->carry->is_share_subject = true;
        if (!record_has(b->out->base) && binder_object_is_share(b))
            b->out->base = b->carry->share_base; /* 在投资中，农业比重达到9% */
    }
    binder_open_row(b);
}

/* 高于全国0.3个百分点, 比全国高0.3个百分点. */
bool
bind_gap(struct binder *b)
{
    struct range left = b->slot->left;
    struct verb v;

    if ((b->slot->q->kind != KIND_POINT && b->slot->q->kind != KIND_PERCENT) ||
        !verb_of_class(b->w, left, VERBS_ROLE_GAP, &v))
        return false;
    b->out->action = binder_text(b, v.range);
    b->out->measure = MEASURE_GAP;
    b->out->direction = compare_gap_direction(b->t, v.range);
    binder_take_base(b,
                     compare_trim(b->t, (struct range){v.range.end, left.end}));
    if (b->out->base_range.end <= b->out->base_range.begin)
        binder_take_base(
            b, compare_base(b->t, (struct range){left.begin, v.range.begin}));
    binder_take_subject(b, (struct range){left.begin, v.range.begin});
    binder_rule(b, "gap", 890);
    binder_open_row(b);
    return true;
}

/* 轻微 in 1.3%的轻微增长: adjectives alone. */
static bool
is_modifier(const struct binder *b, struct range r)
{
    for (size_t i = words_from(b->w, r.begin);
         i < b->w->count && b->w->items[i].range.end <= r.end; i++) {
        if (b->w->items[i].class != WORDS_CLASS_ADJECTIVE)
            return false;
    }
    return true;
}

/* 有4%的增幅: the noun behind says that it is a change. */
static bool
bind_change_noun_after(struct binder *b, struct range right)
{
    struct lexicon_hit hit;
    struct range rest = right;
    struct verb v;

    for (; rest.begin < rest.end; rest.begin = verb_next_place(b->w, rest)) {
        if (lexicon_exact(&lexicon_change_nouns, b->t->codes + rest.begin,
                          rest.end - rest.begin, &hit) &&
            is_modifier(b, (struct range){right.begin, rest.begin}))
            break;
    }
    if (rest.begin >= rest.end)
        return false;
    b->out->measure = MEASURE_CHANGE;
    b->out->direction = change_nouns_rows[hit.row].direction;
    rest = (struct range){b->slot->left.begin,
                          phrase_trim_adverbs(b->w, b->slot->left)};
    if (verb_at_end(b->w, rest, &v)) {
        b->out->action = binder_text(b, v.range);
        rest.end = v.range.begin;
    }
    binder_take_subject(b, rest);
    binder_rule(b, "change-after", 830);
    return true;
}

/* 的速度 in 以8%的速度增长. */
static bool
is_pace(const struct binder *b, struct range r)
{
    struct lexicon_hit hit;

    r = phrase_trim_lead(b->w, r);
    return lexicon_exact(&lexicon_pace_nouns, b->t->codes + r.begin,
                         r.end - r.begin, &hit);
}

/* 继续保持40%以上增长: the change comes after the number. */
bool
bind_change_after(struct binder *b)
{
    struct range right = phrase_trim_lead(b->w, b->slot->right);
    struct verb v;

    if (b->slot->q->kind != KIND_PERCENT && b->slot->q->kind != KIND_POINT)
        return false;
    if (verb_at_end(b->w, b->slot->left, &v) && verb_changes(v.role))
        return false; /* 分别下降5%和上升3% */
    if (!verb_at_end(b->w, right, &v) || !verb_changes(v.role) ||
        (!is_modifier(b, (struct range){right.begin, v.range.begin}) &&
         !is_pace(b, (struct range){right.begin, v.range.begin})))
        return bind_change_noun_after(b, right);
    b->out->action = binder_text(b, v.range);
    b->out->measure = MEASURE_CHANGE;
    b->out->direction = v.role == VERBS_ROLE_UP ? DIRECTION_UP : DIRECTION_DOWN;
    binder_take_subject(b, subject_before_verb(b->w, b->slot->left));
    binder_rule(b, "change-after", 830);
    return true;
}

/* 分别增长11.2%、8.1%: nothing is left of it but the number. */
bool
bind_row(struct binder *b)
{
    bool is_dealt = b->carry->split.next < b->carry->split.count;

    if ((binder_is_amount(b) && !is_dealt &&
         !str_equal(b->carry->row_unit, b->slot->q->unit)) ||
        !record_has(b->carry->row_action) || !b->slot->follows ||
        b->slot->q->bound == BOUND_OVER ||
        !range_is_empty(phrase_trim(b->w, b->slot->left)))
        return false;
    b->out->action = b->carry->row_action;
    b->out->direction = b->carry->row_direction;
    b->out->measure = b->carry->row_measure;
    b->out->base = b->carry->row_base;
    b->out->inherited |= INHERITED_ACTION;
    if (record_has(b->out->base))
        b->out->inherited |= INHERITED_BASE;
    binder_take_subject(b, (struct range){0, 0});
    b->out->is_row = true;
    b->out->is_origin = b->bound > 0 && b->out[-1].is_origin;
    if (b->out->measure == MEASURE_LEVEL && !binder_is_amount(b) &&
        binder_names_change(b, &b->out->direction))
        b->out->measure = MEASURE_CHANGE; /* 失业率、涨幅分别控制在5%、3% */
    binder_rule(b, "row", 920);
    return true;
}
