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

/* The verb behind a level that something came from, in `right`. */
static bool
reaching_verb(const struct binder *b, struct range right, struct verb *out)
{
    return verb_at_begin(b->w, phrase_trim_lead(b->w, right), out) &&
           (out->role == VERBS_ROLE_TO || out->role == VERBS_ROLE_RANK ||
            verb_changes(out->role));
}

/*
 * 从A增加到B: the verb after the first number is that of both; it may stand
 * behind a comma, 由6%的高位，回落至4%.
 */
static bool
bind_origin(struct binder *b)
{
    /* 70元, the last of 分别从50元、70元提高到60元、80元 */
    const struct slot *row = b->slot + binder_row_length(b) - 1;
    struct verb v;

    if (!subject_is_origin(b->t, b->slot->left) ||
        (!reaching_verb(b, row->right, &v) &&
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
    enum { CAPACITY_CHARS = 2 };
    struct lexicon_hit hit;
    struct verb v;
    size_t i;

    if (!lexicon_longest_before(&lexicon_measure_nouns, b->t->codes, noun.begin,
                                noun.end, &hit) ||
        !verb_governing(b->w, noun, &v))
        return false;
    if (b->slot->q->kind == KIND_MONEY &&
        noun_names_agent(b->t, (struct range){noun.begin, v.range.begin}))
        return false; /* 财政投入资金 */
    if (!verb_changes(v.role) && v.range.end + hit.chars < noun.end &&
        b->t->codes[noun.end - hit.chars - 1] == CHAR_DE)
        return true; /* 用于住宅的投资 */
    if (v.role != VERBS_ROLE_NOMINAL && v.role != VERBS_ROLE_VO &&
        (v.role != VERBS_ROLE_DO || b->slot->q->kind == KIND_MONEY ||
         v.range.end + CAPACITY_CHARS != noun.end ||
         !lexicon_exact(&lexicon_measure_nouns, b->t->codes + v.range.end,
                        noun.end - v.range.end, &hit)))
        return false; /* not of 原油开采能力 */
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

/* 亩均税收 of 新投产项目亩均税收9万元: by what it is told ends the name of who has it. */
static bool
names_average(const struct binder *b, struct range noun)
{
    struct lexicon_hit hit, measure;

    if (!lexicon_longest_before(&lexicon_measure_nouns, b->t->codes, noun.begin,
                                noun.end, &measure))
        return false;
    for (uint32_t at = noun.begin + 1; at < noun.end; at++) {
        if (words_break(b->w, at) &&
            lexicon_longest(&lexicon_each_words, b->t->codes + at,
                            noun.end - at, &hit) &&
            at + hit.chars + measure.chars == noun.end)
            return true;
    }
    return false;
}

/* 在建工程规模 of 在建工程规模超过5亿元: what is measured of such things. */
static bool
measures_told(const struct binder *b, struct range noun, const struct verb *v)
{
    enum { CHAR_ZAI = 0x5728 };
    struct lexicon_hit hit;

    return b->t->codes[v->range.begin] == CHAR_ZAI &&
           lexicon_exact(&lexicon_qualifying, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit) &&
           lexicon_longest_before(&lexicon_measure_nouns, b->t->codes,
                                  v->range.end, noun.end, &hit);
}

/* 出让收益 of 出让收益超过5亿元: a measure named by a verb, and its own verb. */
static bool
names_measured(const struct binder *b, struct range noun)
{
    struct lexicon_hit hit;
    struct verb v;

    if (names_average(b, noun))
        return true;
    if (verb_at_begin(b->w, noun, &v) && measures_told(b, noun, &v))
        return true;
    if (verb_governing(b->w, noun, &v) &&
        (v.role == VERBS_ROLE_DO || v.role == VERBS_ROLE_NOMINAL) &&
        (b->slot->q->kind != KIND_MONEY || /* 财政投入金额 is done */
         !noun_names_agent(b->t, (struct range){noun.begin, v.range.begin})) &&
        lexicon_exact(&lexicon_count_nouns, b->t->codes + v.range.end,
                      noun.end - v.range.end, &hit))
        return true; /* 签约金额 */
    return b->slot->q->bound == BOUND_OVER && verb_at_begin(b->w, noun, &v) &&
           (v.role == VERBS_ROLE_NOMINAL || v.role == VERBS_ROLE_VO) &&
           lexicon_longest_before(&lexicon_measure_nouns, b->t->codes,
                                  v.range.end, noun.end, &hit) &&
           b->t->codes[b->slot->q->range.begin] !=
               b->t->codes[b->slot->q->number.begin];
}

/* 中央财政用于“三农”的投入5000亿元: what money is for is part of its name. */
static bool
names_fund(const struct binder *b, struct range noun)
{
    enum { CHAR_YONG = 0x7528, CHAR_YU = 0x4E8E };
    struct lexicon_hit hit;
    uint32_t at = phrase_find(b->t, noun, CHAR_YONG);
    struct verb v;

    return (!verb_at_begin(b->w, noun, &v) ||
            v.range.end != at) && /* 安排用于 */
           b->slot->q->kind == KIND_MONEY &&
           at + 2 < noun.end && b->t->codes[at + 1] == CHAR_YU &&
           lexicon_longest_before(&lexicon_fund_nouns, b->t->codes, at,
                                  noun.end, &hit) &&
           b->t->codes[noun.end - hit.chars - 1] == CHAR_DE;
}

/* 用于 of 安排用于教育的资金6亿元: what money is for, none of what is done. */
static uint32_t
before_use(const struct binder *b, struct range noun, const struct verb *v)
{
    enum { CHAR_YONG = 0x7528, CHAR_YU = 0x4E8E, USE_CHARS = 2 };
    uint32_t at = v->range.end - USE_CHARS;
    struct lexicon_hit hit;

    return v->range.end > v->range.begin + USE_CHARS &&
                   b->t->codes[at] == CHAR_YONG &&
                   b->t->codes[at + 1] == CHAR_YU &&
                   lexicon_longest_before(&lexicon_fund_nouns, b->t->codes,
                                          v->range.end, noun.end, &hit) &&
                   b->t->codes[noun.end - hit.chars - 1] == CHAR_DE
               ? at
               : v->range.end;
}

/*
 * 参加投票的选民共2万人: what the persons do only tells who they are, where 共
 * sums them up.
 */
static bool
tells_persons(const struct binder *b, struct range noun)
{
    enum { CHAR_GONG = 0x5171 };
    uint32_t de = phrase_find(b->t, noun, CHAR_DE);
    struct lexicon_hit hit;
    struct verb v;

    return b->slot->q->kind == KIND_COUNT && noun.end < b->slot->left.end &&
           b->t->codes[noun.end] == CHAR_GONG && de < noun.end &&
           verb_at_begin(b->w, noun, &v) && v.role != VERBS_ROLE_HAVE &&
           v.range.end < de &&
           lexicon_longest_before(&lexicon_persons, b->t->codes, de + 1,
                                  noun.end, &hit) &&
           subject_is_noun(b->w, (struct range){de + 1, noun.end});
}

/* 提高了劳动生产率5%, 降低损耗率3%: it tells what was done to the rate. */
static bool
changes_rate(const struct binder *b, struct range noun)
{
    enum { CHAR_LE = 0x4E86, VERB_MIN_CHARS = 2 }; /* not 低 */
    struct lexicon_hit hit;
    struct verb v;

    return verb_at_begin(b->w, noun, &v) && verb_changes(v.role) &&
           v.range.end < noun.end &&
           v.range.end >= v.range.begin + VERB_MIN_CHARS &&
           (b->t->codes[v.range.end] == CHAR_LE ||
            (v.role == VERBS_ROLE_DOWN && v.range.end + 2 < noun.end) ||
            (lexicon_exact(&lexicon_betters, b->t->codes + v.range.begin,
                           v.range.end - v.range.begin, &hit) &&
             v.range.end + 2 < noun.end));
}

/* 初次毕业去向落实率85%: a rate is named, whatever verbs its name holds. */
static bool
names_rate(const struct binder *b, struct range noun)
{
    struct lexicon_hit hit;
    struct verb v;

    if (is_measured_deed(b, noun) || names_measured(b, noun) ||
        names_fund(b, noun))
        return true;
    if (tells_persons(b, noun))
        return true;
    if (lexicon_longest_before(&lexicon_sum_words, b->t->codes, noun.begin,
                               noun.end, &hit) &&
        (!verb_at_begin(b->w, noun, &v) || !verb_takes_object(v.role)))
        return true; /* 申请个案总数超过20万 */
    if (lexicon_longest_before(&lexicon_measure_nouns, b->t->codes, noun.begin,
                               noun.end, &hit) &&
        noun.end - hit.chars > noun.begin &&
        b->t->codes[noun.end - hit.chars - 1] == CHAR_DE &&
        (!verb_at_begin(b->w, noun, &v) || !verb_changes(v.role)))
        return true; /* 任职于批发机构的人数, not 增加农民的收入 */
    return b->slot->q->kind == KIND_PERCENT && !changes_rate(b, noun) &&
           (!verb_at_begin(b->w, noun, &v) ||
            !lexicon_exact(&lexicon_achieving, b->t->codes + v.range.begin,
                           v.range.end - v.range.begin, &hit)) &&
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

/* 加快 of 加快两河等3个项目的进度: it governs where no other verb does. */
static bool
hastens_alone(const struct binder *b, const struct verb *v,
              struct range trimmed)
{
    struct lexicon_hit hit;
    struct verb other;

    return b->slot->q->kind == KIND_COUNT && verb_changes(v->role) &&
           lexicon_exact(&lexicon_hastening, b->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit) &&
           !verb_governing(b->w, trimmed, &other);
}

/* 现有 of 全院现有医护人员: what was cut off in front may have been its verb. */
static struct range
with_having(const struct binder *b, struct range trimmed)
{
    size_t i = words_from(b->w, trimmed.begin);
    struct verb v;

    if (i > 0 && !verb_at_begin(b->w, trimmed, &v) &&
        b->w->items[i - 1].range.end == trimmed.begin &&
        b->w->items[i - 1].range.begin >= b->slot->left.begin &&
        verb_of_word(&b->w->items[i - 1], &v) &&
        (v.role == VERBS_ROLE_HAVE || hastens_alone(b, &v, trimmed)))
        trimmed.begin = v.range.begin;
    return trimmed;
}

/* The verb in `r`, which a preposition may lead from before the last number. */
static bool
governs(const struct binder *b, struct range r, bool is_led, struct verb *out)
{
    return is_led ? verb_governing_led(b->w, r, out)
                  : verb_governing(b->w, r, out);
}

/* 降低安装成本的1%: how much of it goes, with the noun in between. */
static bool
bind_change_of(struct binder *b)
{
    struct range left = phrase_trim_lead(b->w, b->slot->left);
    struct verb v;

    if (b->slot->q->kind != KIND_PERCENT || left.end <= left.begin + 1 ||
        b->t->codes[left.end - 1] != CHAR_DE ||
        !range_is_empty(phrase_trim(b->w, b->slot->right)) ||
        !verb_at_begin(b->w, left, &v) || !verb_changes(v.role) ||
        v.range.end + 2 >= left.end)
        return false;
    left = (struct range){v.range.end, left.end - 1};
    if (!binder_ends_with_measure(b, left))
        return false;
    bind_object(b, &v, left.end);
    return true;
}

/*
 * 签订 of 签订了帮助修建水库的三个协定: the verb with 了, or 推出 of
 * 推出扩大出口的五项措施: one in front of a change. *told is what is behind.
 */
static bool
deed_told_of(const struct binder *b, struct range *told, struct verb *out)
{
    enum { CHAR_LE = 0x4E86 };
    struct range left = b->slot->left;
    uint32_t le = phrase_find(b->t, left, CHAR_LE);
    struct verb change;

    *told = (struct range){le + 1, left.end - 1};
    if (le + 2 < left.end)
        return verb_at_end(b->w, (struct range){left.begin, le}, out) &&
               out->is_listed && verb_takes_object(out->role);
    left = phrase_trim_lead(b->w, left);
    if (!verb_at_begin(b->w, left, out) || out->role != VERBS_ROLE_DO ||
        !out->is_listed)
        return false;
    *told =
        phrase_trim_lead(b->w, (struct range){out->range.end, left.end - 1});
    return verb_at_begin(b->w, *told, &change) && verb_changes(change.role) &&
           change.range.end < told->end;
}

/* Such a deed governs the number, whatever the clause before the noun does. */
static bool
bind_after_deed(struct binder *b)
{
    struct range told;
    struct verb v, predicate;

    if (b->slot->q->kind != KIND_COUNT || range_is_empty(b->slot->left) ||
        b->t->codes[b->slot->left.end - 1] != CHAR_DE ||
        !deed_told_of(b, &told, &v) ||
        !verb_governing(b->w, told, &predicate) ||
        range_is_empty(binder_right_noun(b, NOUN_ALONE, &predicate)))
        return false;
    bind_object(b, &v, b->slot->left.end);
    return true;
}

/* 约占 of 处理垃圾的项目约占四成: the verb was read as part of the bound. */
static bool
is_share_within(const struct binder *b)
{
    struct range bound = {b->slot->q->range.begin, b->slot->q->number.begin};
    struct verb v;

    return !binder_is_amount(b) && verb_spelled_at_end(b->t, bound, &v) &&
           v.role == VERBS_ROLE_SHARE;
}

static void
bind_one(struct binder *b)
{
    struct range left = b->slot->left, trimmed;
    bool is_led = b->carry->is_affected && b->slot->follows;
    struct verb v;

    b->carry->is_affected = false;
    if (b->slot->mark == ';' && !b->slot->follows)
        b->carry->list_action = (struct str){NULL, 0};
    trimmed = compare_stated_base(b->t, b->since);
    if (!range_is_empty(trimmed))
        b->carry->base = b->carry->stated_base = binder_text(b, trimmed);
    trimmed = compare_stated_whole(b->t, b->since);
    if (!range_is_empty(trimmed))
        b->carry->share_base = b->carry->stated_whole = binder_text(b, trimmed);
    binder_take_topic(b);
    trimmed = phrase_trim(b->w, left);
    if (bind_of_whole(b) || bind_origin(b) || bind_compared(b) ||
        bind_yardstick(b) || bind_plan_exceeded(b) || bind_again(b) ||
        bind_whole(b))
        return;
    if (bind_after_deed(b) || bind_added(b))
        return;
    if (lead_opens_set(b)) {
        bind_right(b, false);
        return;
    }
    if (b->slot->q->kind == KIND_RANK || is_placed_among(b)) {
        bind_rank(b);
        return;
    }
    if (bind_more(b) || bind_change_of(b) || bind_aim(b) || bind_bracketed(b) ||
        bind_told(b) || bind_counterpart(b) || bind_attribute(b) ||
        bind_part_of(b) || (!binder_is_share(b) && bind_index(b)) ||
        bind_row(b) || bind_change_after(b) || bind_share_of(b) ||
        bind_exceeds(b) ||
        (!verb_governing(b->w, trimmed, &v) && bind_times(b)) || bind_verb(b))
        return;
    if (binder_is_share(b) && verb_of_class(b->w, left, VERBS_ROLE_SHARE, &v)) {
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
    if (lead_is_list_of(b, trimmed) ||
        (binder_counts_persons(b) && lead_is_relative(b, trimmed.end))) {
        bind_right(b, false);
        return;
    }
    if (!bind_continues_list(b, trimmed) && !names_rate(b, trimmed) &&
        !binder_is_measure_noun(b, left) && !is_share_within(b) &&
        governs(b, with_having(b, trimmed), is_led, &v)) {
        v.range.end = before_use(b, trimmed, &v);
        bind_object(b, &v, b->slot->left.end);
        return;
    }
    if (lead_counts_behind(b) &&
        !(binder_is_told_within(b) && binder_ends_with_measure(b, trimmed)))
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
        if (slots[i].q->kind == KIND_PERCENT &&
            out[i].measure == MEASURE_LEVEL && binder_object_is_share(&b))
            out[i].measure = MEASURE_SHARE; /* 这个比重将近三成 */
        if (clause_is_passing_time(slots[i].q))
            carry = before; /* 分3年增加: nobody's subject */
        at = slots[i].q->range.end;
        bind_part(w->t, slots, i, out);
    }
}
