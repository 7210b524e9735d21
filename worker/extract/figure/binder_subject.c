/* What a predicate is told of: its subject, or one that was named before. */
#include "worker/extract/figure/binder.h"

#include <stddef.h>

#include "base/utf8.h"
#include "indicator/indicator.h"

#include "worker/extract/figure/compare.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/figure/rate.h"

/* 产量, 增速: of what was named before. */
static bool
is_generic(const struct binder *b, struct range subject)
{
    struct lexicon_hit hit;

    return record_has(b->carry->subject) &&
           lexicon_exact(&lexicon_generic_nouns, b->t->codes + subject.begin,
                         subject.end - subject.begin, &hit);
}

/*
 * The bytes of what was measured of a thing before, at the end of `whose`:
 * 播种面积 of 粮食播种面积, which has a 产量 too. 0: it is the thing itself.
 */
static size_t
measure_bytes(struct str whose)
{
    enum { NOUN_MAX_CHARS = 8 };
    uint32_t codes[NOUN_MAX_CHARS];
    struct lexicon_hit hit;
    size_t at = 0, width;

    while (at < whose.len) {
        size_t next = at;
        uint32_t count = 0;
        while (next < whose.len && count < NOUN_MAX_CHARS) {
            codes[count++] = utf8_decode(whose, next, &width);
            next += width;
        }
        if (at > 0 && next == whose.len &&
            lexicon_exact(&lexicon_measure_nouns, codes, count, &hit))
            return whose.len - at;
        (void)utf8_decode(whose, at, &width);
        at += width;
    }
    return 0;
}

/* 总量: only what is measured, of nothing that was named. */
static bool
names_measure(struct str whose)
{
    struct lexicon_hit hit;

    return lexicon_exact_text(&lexicon_generic_nouns, whose, &hit);
}

static struct str
complete_generic(struct binder *b, struct range subject)
{
    struct str noun = binder_text(b, subject);

    struct str whose = b->carry->subject;
    struct lexicon_hit hit;

    b->out->inherited |= INHERITED_OBJECT;
    if (str_contains(whose, STR("、")) && str_contains(whose, noun)) {
        whose = str_cut(&whose, STR("、")); /* 粮食 of 粮食面积、总产、单产 */
        whose.len -= measure_bytes(whose);
    }
    if (str_ends(whose, noun) || names_measure(whose))
        return str_ends(whose, noun) ? whose : noun;
    if (lexicon_exact(&lexicon_yield_nouns, b->t->codes + subject.begin,
                      subject.end - subject.begin, &hit)) {
        whose.len -= measure_bytes(whose);
        if (str_ends(whose, STR("生产")))
            whose.len -= STR("生产").len; /* 粮食生产丰收，总产达到3亿吨 */
    }
    return arena_format(b->arena, "%.*s%.*s", STR_ARG(whose), STR_ARG(noun));
}

/* The last noun of generic_nouns.tsv in `r`; empty: there is none. */
static struct range
last_generic(const struct binder *b, struct range r)
{
    struct range found = {r.end, r.end};
    struct lexicon_hit hit;

    for (uint32_t at = r.begin; at < r.end; at++) {
        if (lexicon_longest(&lexicon_generic_nouns, b->t->codes + at,
                            r.end - at, &hit))
            found = (struct range){at, at + hit.chars};
    }
    return found;
}

void
binder_take_topic(struct binder *b)
{
    struct range clause = b->slot->before, base;
    struct verb v;

    if (b->slot->mark != ':' || b->slot->follows ||
        !verb_at_end(b->w, clause, &v) || !verb_changes(v.role))
        return;
    clause.end = v.range.begin;
    b->carry->topic = binder_text(b, last_generic(b, clause));
    base = compare_base(b->t, clause);
    if (!range_is_empty(base))
        b->carry->base = binder_text(b, base);
}

/* 钢 as 钢产量, where the topic of the row is 产量. */
static struct str
with_topic(struct binder *b, struct str subject)
{
    struct str topic = b->carry->topic;

    if (!record_has(topic) || b->out->measure != MEASURE_CHANGE ||
        str_ends(subject, topic))
        return subject;
    return arena_format(b->arena, "%.*s%.*s", STR_ARG(subject), STR_ARG(topic));
}

/*
 * What 并 or 、 adds to a figure before says more of its subject, whatever
 * was counted there: 9个州并延长至5天.
 */
static struct range
past_conjunction(const struct binder *b, struct range r)
{
    enum { CHAR_BING = 0x5E76, CHAR_PAUSE = 0x3001 };
    uint32_t at = phrase_find(b->t, r, CHAR_BING);

    if (!b->slot->follows)
        return r;
    if (at < r.end && words_at(b->w, at, at + 1))
        r.begin = at + 1;
    if (r.end > r.begin && r.begin == b->slot->left.begin &&
        r.end < b->slot->left.end && b->t->codes[r.end] == CHAR_PAUSE)
        return (struct range){r.end, r.end}; /* 2种新药上市、居全国第一 */
    at = phrase_find(b->t, r, CHAR_PAUSE);
    if (phrase_find(b->t, r, '(') < at)
        return r; /* 县(市、区) */
    if (at < r.end && at > r.begin && r.begin == b->slot->left.begin)
        r.begin = at + 1; /* 2个集群、总数达9个 */
    return r;
}

/* 产品 of 在6种产品中, 商业 of 商业中有一半: not of 高中. */
static struct range
without_among(const struct binder *b, struct range noun)
{
    enum { CHAR_ZHONG = 0x4E2D };

    if (noun.end > noun.begin + 2 && b->t->codes[noun.end - 1] == CHAR_ZHONG &&
        words_break(b->w, noun.end - 1))
        noun.end = binder_before_among(b->t, noun);
    return noun;
}

/* The subject that the words `since` leave. */
static struct range
named_between(const struct binder *b, struct range since, bool is_first)
{
    return without_among(b, subject_between(b->w, since, is_first));
}

/* 粮食 of 粮食连年丰收，总产量达3亿吨: what the clause before speaks of. */
static struct range
clause_subject(const struct binder *b)
{
    struct range clause = b->slot->before;

    if (b->slot->mark != ',' || b->slot->follows ||
        clause.begin < b->since.begin)
        return (struct range){clause.end, clause.end};
    return named_between(b, clause, true);
}

static void
take_clause_before(struct binder *b)
{
    struct range clause = clause_subject(b);

    if (!range_is_empty(clause))
        b->carry->subject = binder_text(b, noun_head(b->w, clause));
}

/*
 * 增速 of 甲、乙产量大增，增速分别为5%、6%: of each of those that the clause before
 * speaks of; or they themselves, where nothing is told of them. False: it is
 * not so.
 */
static bool
deal_generic(struct binder *b, struct range generic)
{
    struct range clause = clause_subject(b);
    struct str noun = binder_text(b, generic);
    struct subjects *split = &b->carry->split;

    if (!subjects_are_dealt(b->t, b->slot->left) || range_is_empty(clause))
        return false;
    binder_deal(b, clause);
    for (size_t i = 0; i < split->count && record_has(noun); i++)
        split->names[i] = arena_format(b->arena, "%.*s%.*s",
                                       STR_ARG(split->names[i]), STR_ARG(noun));
    if (split->count == 0)
        return false;
    b->out->object = b->carry->subject = split->names[0];
    b->out->inherited |= INHERITED_OBJECT;
    return true;
}

/* 占生产总值5%: a share of money, which is of who takes people on. */
static bool
is_of_output(const struct binder *b)
{
    const struct indicator *whole =
        record_has(b->carry->employer) && record_has(b->out->base)
            ? indicator_by_name(b->out->base)
            : NULL;

    return whole && (whole->kinds & 1U << KIND_MONEY) != 0;
}

/* Whether 均 behind `subject` says the number of each that it names. */
static bool
is_of_all(const struct binder *b, struct range subject)
{
    struct lexicon_hit hit;
    uint32_t at = b->slot->left.begin;

    for (at = at > subject.end ? at : subject.end; at < b->slot->left.end;
         at++) {
        if (words_break(b->w, at) &&
            lexicon_longest(&lexicon_all_words, b->t->codes + at,
                            b->slot->left.end - at, &hit))
            return true;
    }
    return false;
}

/*
 * 镇和村供水率 of 9个镇和12个村供水率均达到95%: `subject` with the others that
 * were counted in front of it, which 均 speaks of as well.
 */
static struct str
with_counted(const struct binder *b, struct range subject)
{
    enum { ITEMS_MAX = 6 };
    struct str name = binder_text(b, subject);
    const struct slot *s = b->slot;

    if (!s->follows || subject.begin != s[-1].q->range.end)
        return name;
    for (size_t i = 1; i < ITEMS_MAX && i < b->bound; i++) {
        struct range item = s[-(ptrdiff_t)i].left;
        if (!s[-(ptrdiff_t)i].follows || range_is_empty(item) ||
            s[-(ptrdiff_t)i].q->kind != KIND_COUNT ||
            s[-(ptrdiff_t)i - 1].q->kind != KIND_COUNT ||
            lexicon_char(&lexicon_joining, b->t->codes[item.end - 1]) < 0)
            break;
        name = arena_format(b->arena, "%.*s%.*s", STR_ARG(binder_text(b, item)),
                            STR_ARG(name));
    }
    return name;
}

/*
 * The words since the quantity before, or since the ; behind it: what is said
 * there is said of something else, 产煤5吨；原油略有上升，达到6吨.
 */
static struct range
since_semicolon(const struct binder *b)
{
    struct range r = b->since;

    for (uint32_t at = r.end; at > r.begin; at--) {
        if (b->t->codes[at - 1] == ';') {
            r.begin = at;
            break;
        }
    }
    return r;
}

static bool
follows_semicolon(const struct binder *b)
{
    return since_semicolon(b).begin > b->since.begin;
}

/*
 * 属于地方的 of 属于地方的是14个: what it is said of was named before, in
 * 在工业项目中 if anywhere.
 */
static struct range
headless(const struct binder *b, struct range r)
{
    enum { CHAR_DE = 0x7684 };

    if (r.end <= r.begin ||
        (b->t->codes[r.end - 1] != CHAR_DE && b->t->codes[r.end] != CHAR_DE))
        return r;
    r = binder_set_before(b);
    return range_is_empty(r) ? (struct range){r.end, r.end} : r;
}

/*
 * 山区 of 在山区达到3000元, 国家 of 为国家增产3亿元: where it is so or whom it
 * is for, of which nothing is told.
 */
static bool
is_beside(const struct binder *b, struct range r, struct range subject)
{
    enum {
        CHAR_ZAI = 0x5728,
        CHAR_WEI = 0x4E3A,
        CHAR_DE = 0x7684,
        WORD_MIN_CHARS = 2
    };
    const struct word *first = words_at(b->w, subject.begin, subject.end);
    struct lexicon_hit hit;
    uint32_t at = subject.begin;

    if (lexicon_longest_before(&lexicon_fillers, b->t->codes,
                               b->slot->left.begin, at, &hit) &&
        hit.chars > 1)
        at -= hit.chars; /* 在全国山区 */
    if (!first || at <= b->slot->left.begin ||
        (b->t->codes[at - 1] != CHAR_ZAI &&
         (b->t->codes[at - 1] != CHAR_WEI ||
          b->out->measure != MEASURE_CHANGE)) ||
        first->range.end - first->range.begin < WORD_MIN_CHARS ||
        (b->slot->right.begin < b->slot->right.end &&
         b->t->codes[b->slot->right.begin] == CHAR_DE))
        return false; /* 在孵企业, 在能源增长3%的情况下 */
    r.end = at - 1;
    return range_is_empty(phrase_trim(b->w, r)) &&
           subject_is_noun(b->w, subject) &&
           phrase_find(b->t, subject, CHAR_DE) == subject.end &&
           !binder_ends_with_measure(b, subject);
}

/*
 * 重工业 of 超过重工业每年增长3%的速度; empty where it is what was planned:
 * 超过计划增长3%的要求.
 */
static struct range
past_excess(const struct binder *b, struct range subject)
{
    enum { CHAR_YU = 0x4E8E, CHAR_GUO = 0x8FC7 };
    struct verb v;

    if (!verb_at_begin(b->w, subject, &v) || v.range.end >= subject.end ||
        v.range.end < v.range.begin + 2 ||
        (v.role != VERBS_ROLE_GAP && v.role != VERBS_ROLE_REACH) ||
        (b->t->codes[v.range.end - 1] != CHAR_YU &&
         b->t->codes[v.range.end - 1] != CHAR_GUO))
        return subject; /* 落后产能 */
    subject.begin = v.range.end;
    if (compare_is_beside(b->t, subject))
        subject.begin = subject.end;
    return subject;
}

/* The subject in `r`, or the one carried over. */
void
binder_take_subject(struct binder *b, struct range r)
{
    struct range subject = noun_subject(
        b->w, compare_cut(b->t, past_conjunction(
                                    b, headless(b, binder_past_deed(b, r)))));
    struct range between;
    struct lexicon_hit hit;
    struct verb v;

    subject = without_among(b, past_excess(b, subject));
    if (is_beside(b, r, subject) ||
        (verb_at_begin(b->w, subject, &v) && v.range.end == subject.end &&
         (v.role != VERBS_ROLE_NOMINAL ||
          lexicon_exact(&lexicon_causes, b->t->codes + subject.begin,
                        subject.end - subject.begin, &hit))) ||
        subject_points_back(b->w, subject) ||
        !record_has(binder_text(b, subject)))
        subject.begin = subject.end;
    if (!record_has(b->carry->subject) && !range_is_empty(subject)) {
        between = named_between(b, b->since, true);
        if (between.end <= subject.begin && !range_is_empty(between))
            b->carry->subject = binder_text(b, noun_head(b->w, between));
    }
    if (is_generic(b, subject)) {
        if (deal_generic(b, subject))
            return;
        take_clause_before(b);
        b->out->object = complete_generic(b, subject);
        if (binder_is_amount(b) && b->slot->q->kind != KIND_COUNT)
            b->carry->subject = b->out->object; /* 产量达到3万吨，增长2% */
        return;
    }
    if (range_is_empty(subject) && record_has(rate_of_change(b->t, b->slot))) {
        if (deal_generic(b, subject))
            return;
        take_clause_before(b); /* 养老金标准提高，人均增加200元 */
    }
    if (!range_is_empty(subject)) {
        binder_deal(b, subject);
        if (b->carry->split.count == 0) {
            b->out->object =
                is_of_all(b, subject)
                    ? with_counted(b, subject)
                    : binder_completed(b, noun_subject_head(b->w, subject));
        }
        b->out->object = b->carry->subject = with_topic(b, b->out->object);
        return;
    }
    binder_deal_again(b);
    if (b->carry->split.next < b->carry->split.count) {
        b->out->object = b->carry->split.names[b->carry->split.next++];
        b->carry->subject = b->out->object;
        b->out->inherited |= INHERITED_OBJECT;
        return;
    }
    between =
        named_between(b, since_semicolon(b),
                      !record_has(b->carry->subject) || follows_semicolon(b));
    if (!range_is_empty(between)) {
        binder_deal(b, between);
        if (b->carry->split.count > 0) {
            b->carry->subject = b->out->object;
            return; /* 甲和乙，2000年分别达到… */
        }
        b->carry->subject = binder_text(
            b,
            is_of_all(b, between) ? between : noun_subject_head(b->w, between));
    }
    b->out->object = is_of_output(b) ? b->carry->employer : b->carry->subject;
    b->out->inherited |= INHERITED_OBJECT;
}
