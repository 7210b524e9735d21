/* The noun behind a quantity, and the verb that ends it. */
#include "worker/extract/figure/noun.h"

#include "worker/extract/figure/govern.h"
#include "worker/extract/figure/noun_ends.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/text/edge.h"
#include "worker/extract/text/marks.h"

enum {
    CHAR_DENG = 0x7B49, /* 等 */
    CHAR_DE = 0x7684,   /* 的 */
    CHAR_LE = 0x4E86,   /* 了 */
    CHAR_TA = 0x4ED6,   /* 他, of 及其他 */
};

/* How far the verbs that touch each other from `v` on reach. */
static uint32_t
chain_end(const struct words *w, struct verb v, uint32_t end)
{
    struct verb next;

    while (verb_at_begin(w, (struct range){v.range.end, end}, &next) &&
           (next.role != VERBS_ROLE_NOMINAL || v.role == VERBS_ROLE_NOMINAL ||
            (v.role == VERBS_ROLE_UP && next.range.end == end)))
        v = next; /* 竣工交付, 参观学习, 加快推进; not 完成改革 */
    return v.range.end;
}

/* Whether more than two verbs touch each other from `v` on up to `end`. */
static bool
is_long_chain(const struct words *w, struct verb v, uint32_t end)
{
    struct verb next;

    return verb_at_begin(w, (struct range){v.range.end, end}, &next) &&
           next.range.end < end;
}

/* 中心 of 培育中心: a head and no more. */
static bool
is_head(const struct words *w, struct range r)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_head_nouns, w->t->codes + r.begin,
                         r.end - r.begin, &hit);
}

/*
 * 农产品收储项目, 受理中心: a verb before such a head is part of its name;
 * 重组 is no 组.
 */
static bool
names_head(const struct words *w, struct range r)
{
    enum { NAME_MAX_CHARS = 4 };
    struct lexicon_hit hit;
    struct verb last;

    return r.end - r.begin <= NAME_MAX_CHARS && !verb_at_end(w, r, &last) &&
           (is_head(w, r) || /* not 位列全市 */
            !lexicon_exact(&lexicon_fillers, w->t->codes + r.begin,
                           r.end - r.begin, &hit)) &&
           lexicon_longest_before(&lexicon_head_nouns, w->t->codes, r.begin,
                                  r.end, &hit);
}

/* 企业 in 10家企业进入体系: whoever or whatever does it ends before `at`. */
static bool
ends_with_head(const struct words *w, struct range r, uint32_t at)
{
    size_t i;
    struct lexicon_hit hit;

    if (at > r.begin && w->t->codes[at - 1] == ')')
        at = phrase_find(w->t, (struct range){r.begin, at}, '(');
    i = words_from(w, at);
    if (noun_names_agent(w->t, (struct range){r.begin, at}))
        return true;
    return i > 0 && w->items[i - 1].range.begin >= r.begin &&
           lexicon_exact(&lexicon_head_nouns,
                         w->t->codes + w->items[i - 1].range.begin,
                         at - w->items[i - 1].range.begin, &hit);
}

/* 不够 of 6年规定不够灵活: what is said of a noun, none of it. */
static bool
is_denied(const struct words *w, const struct word *word)
{
    enum { CHAR_BU = 0x4E0D };

    return w->t->codes[word->range.begin] == CHAR_BU &&
           word->class != WORDS_CLASS_NOUN &&
           word->class != WORDS_CLASS_ADJECTIVE;
}

/* 春节 of 12户群众春节前搬进新居: a time, with 前 or the like behind. */
static bool
places_in_time(const struct words *w, size_t i)
{
    return i + 1 < w->count && w->items[i + 1].class == WORDS_CLASS_LOCATIVE &&
           w->items[i + 1].range.begin == w->items[i].range.end;
}

/* 9月 of 8个项目9月底前开工, not 5G of 国家级5G工厂. */
static bool
is_date(const struct words *w, const struct word *word)
{
    enum { DATE_MAX_CHARS = 12 };
    struct range r = {word->range.begin, word->range.begin + DATE_MAX_CHARS};

    if (!mark_is_digit(w->t->codes[r.begin]))
        return false;
    if (r.end > w->t->count)
        r.end = (uint32_t)w->t->count;
    return phrase_date(w->t, r) > 0;
}

/* Whether a noun cannot go on with this word: 向, 已, 获. */
static bool
ends_noun(const struct words *w, size_t i, bool is_first)
{
    const struct word *word = &w->items[i];
    struct lexicon_hit hit;

    return (!is_first && w->t->codes[word->range.end] != CHAR_TA &&
            lexicon_exact(&lexicon_noun_stops, w->t->codes + word->range.begin,
                          word->range.end - word->range.begin, &hit)) ||
           (word->class == WORDS_CLASS_ADVERB && !is_first &&
            w->t->codes[word->range.end] != CHAR_DE) || /* 情节轻微的人 */
           (word->class == WORDS_CLASS_TIME && !is_first &&
            places_in_time(w, i)) ||
           (is_denied(w, word) && !is_first) ||
           (is_date(w, word) && !is_first) ||
           word->class == WORDS_CLASS_PREPOSITION ||
           ((word->class != WORDS_CLASS_NOUN || /* not 被告人 */
             word->range.end - word->range.begin == 1) &&
            edge_is(w->t->codes[word->range.begin], EDGES_ROLE_NOUN_END));
}

static bool
follows_adjective(const struct words *w, uint32_t at)
{
    size_t i = words_from(w, at);

    return i > 0 && w->items[i - 1].range.end == at &&
           w->items[i - 1].class == WORDS_CLASS_ADJECTIVE;
}

/* 成功 of 3家企业成功上市: how those named in front do it. */
static bool
follows_manner(const struct words *w, struct range r, const struct verb *v)
{
    struct range how = w->items[words_from(w, v->range.begin) - 1].range;
    struct lexicon_hit hit;

    return v->is_listed && v->range.end == r.end && how.begin > r.begin + 1 &&
           lexicon_exact(&lexicon_how_words, w->t->codes + how.begin,
                         how.end - how.begin, &hit);
}

static bool
follows_nominal(const struct words *w, uint32_t at)
{
    size_t i = words_from(w, at);
    struct verb v;

    return i > 0 && w->items[i - 1].range.end == at &&
           verb_of_word(&w->items[i - 1], &v) && v.role == VERBS_ROLE_NOMINAL;
}

/* Whether a verb that is nothing else begins in `r`: 达到, 建成. */
static bool
has_plain_verb(const struct words *w, struct range r)
{
    for (size_t i = words_from(w, r.begin);
         i < w->count && w->items[i].range.end <= r.end; i++) {
        if (w->items[i].is_listed && w->items[i].role != VERBS_ROLE_NOMINAL &&
            w->items[i].role != VERBS_ROLE_VO &&
            w->items[i].role != VERBS_ROLE_COVERB &&
            w->t->codes[w->items[i].range.end] != CHAR_DE)
            return true;
    }
    return false;
}

/* 新增 of 新增楼面, 改装 of 改装或新增楼面: it only tells which. */
static bool
is_qualifying(const struct words *w, struct range r, const struct verb *v)
{
    struct lexicon_hit hit;

    return v->range.end < r.end &&
           (v->range.begin == r.begin ||
            lexicon_char(&lexicon_joining, w->t->codes[v->range.begin - 1]) >=
                0) &&
           lexicon_exact(&lexicon_qualifying, w->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

/* 认为, 相信 */
static bool
is_cause(const struct text *t, struct range word)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_causes, t->codes + word.begin,
                         word.end - word.begin, &hit);
}

/* 结果 of 结果在全市互认: `r` up to what no noun goes on with. */
static struct range
before_end(const struct words *w, struct range r)
{
    for (size_t i = words_from(w, r.begin);
         i < w->count && w->items[i].range.end <= r.end; i++) {
        if (ends_noun(w, i, w->items[i].range.begin == r.begin) ||
            w->items[i].class == WORDS_CLASS_CONJUNCTION ||
            (w->items[i].class == WORDS_CLASS_VERB &&
             w->items[i].range.begin > r.begin) ||
            (w->items[i].is_listed && w->items[i].role != VERBS_ROLE_NOMINAL)) {
            r.end = w->items[i].range.begin;
            break;
        }
    }
    return r;
}

/* 共建 of 川黔共建: whose work it is, rather than what they do. */
static bool
is_joint_work(const struct words *w, const struct verb *v)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_joint_work, w->t->codes + v->range.begin,
                         v->range.end - v->range.begin, &hit);
}

/* The verb `v` in the noun `r`: whether it is the clause's, not the noun's. */
static bool
is_predicate(const struct words *w, struct range r, const struct verb *v,
             uint32_t end, enum noun_end may)
{
    struct range rest = {end, r.end};
    struct range after = {end < r.end ? v->range.end : end, r.end};
    struct range named;
    struct verb next;

    if (end < r.end && w->t->codes[end] == CHAR_LE)
        return true;
    if ((end < r.end && w->t->codes[end] == CHAR_DE) ||
        w->t->codes[v->range.begin - 1] == CHAR_DE)
        return false;
    if (end == r.end && may == NOUN_ALONE && v->range.begin == r.begin &&
        end > v->range.end)
        return false; /* 批出36项拨款申请 */
    if ((may == NOUN_ALONE || v->range.begin == r.begin) &&
        is_qualifying(w, r, v))
        return false; /* 3条在建公路通车 */
    if (w->t->codes[v->range.begin - 1] == CHAR_DENG && has_plain_verb(w, rest))
        return false; /* 城市道路等改扩建工程完工 */
    if (v->role == VERBS_ROLE_NOMINAL &&
        ((v->range.begin == r.begin + 1 &&
          (!v->is_listed || !ends_with_head(w, r, v->range.begin))) ||
         (follows_adjective(w, v->range.begin) &&
          (may == NOUN_ALONE || !follows_manner(w, r, v)))))
        return false; /* 八项新举措, not 在9个县建设 */
    if (may == NOUN_AFFECTED && is_cause(w->t, v->range) &&
        verb_at_begin(w, (struct range){v->range.end, r.end}, &next))
        return true; /* 对5名未成年人决定不批准逮捕 */
    if (may == NOUN_PREDICATE && is_cause(w->t, v->range) &&
        ends_with_head(w, r, v->range.begin))
        return true; /* 89%市民认为 */
    named = before_end(w, rest);
    if (named.end < r.end &&
        (v->role == VERBS_ROLE_DO || v->role == VERBS_ROLE_NOMINAL) &&
        !verb_is_light(w->t, v) && is_head(w, named))
        return false; /* 救援中心 of 紧急救援中心陆续开工 */
    if (v->role == VERBS_ROLE_NOMINAL)
        return v->range.begin > r.begin &&
               ((may == NOUN_AFFECTED && v->is_listed) ||
                (may == NOUN_PREDICATE &&
                 (end == r.end ||
                  (ends_with_head(w, r, v->range.begin) &&
                   !names_head(w, rest) && !has_plain_verb(w, after)))));
    if (v->role == VERBS_ROLE_VO || v->role == VERBS_ROLE_COVERB)
        return end == r.end && may != NOUN_ALONE &&
               !is_head(w, v->range); /* 28公顷政府用地 */
    if (may == NOUN_ALONE && end == r.end && follows_nominal(w, v->range.begin))
        return false; /* 完成7家实验室优化重组 */
    if (v->role == VERBS_ROLE_TO)
        return true; /* 12个乡镇列为试点 */
    if (v->range.begin == r.begin)
        return end == r.end || !names_head(w, before_end(w, rest));
    if (may == NOUN_ALONE && rest.end > rest.begin + 1 && is_head(w, rest))
        return false; /* 9家专利培育中心 */
    if (is_joint_work(w, v) && has_plain_verb(w, after))
        return false; /* 5个校地共建项目投用 */
    return !names_head(w, rest) ||
           (!verb_changes(v->role) &&
            ends_with_head(w, r, v->range.begin)); /* 产业链倍增计划 */
}

/*
 * Behind the relative clause that begins `r`: 申请 of 重建工厦作酒店的申请.
 * r.begin where none does.
 */
static uint32_t
past_leading_clause(const struct words *w, struct range r)
{
    struct verb v;

    const struct word *first = words_at(w, r.begin, r.end);

    if (!verb_at_begin(w, r, &v) &&
        (!first || first->class != WORDS_CLASS_PREPOSITION))
        return r.begin;
    for (uint32_t at = r.end; at > r.begin; at--) {
        if (w->t->codes[at - 1] == CHAR_DE && at < r.end)
            return at;
    }
    return r.begin;
}

/* 7个没有完成, 一半要转变: it is told what they do not, or are to do. */
static bool
begins_with_denial(const struct words *w, const struct word *first)
{
    enum { CHAR_MEI = 0x6CA1, CHAR_YAO = 0x8981 };
    uint32_t code = w->t->codes[first->range.begin];
    struct verb v;

    return (code == CHAR_MEI || code == CHAR_YAO) &&
           first->class != WORDS_CLASS_NOUN &&
           first->class != WORDS_CLASS_ADJECTIVE &&
           verb_at_begin(w, (struct range){first->range.end, w->t->count}, &v);
}

/* 7个在本地开业: no noun, but where or how it is. */
static bool
begins_with_adjunct(const struct words *w, struct range r)
{
    const struct word *first = words_at(w, r.begin, r.end);
    struct lexicon_hit hit;

    if (first && begins_with_denial(w, first))
        return true;
    return first && first->class == WORDS_CLASS_PREPOSITION &&
           lexicon_exact(&lexicon_adjuncts, w->t->codes + first->range.begin,
                         first->range.end - first->range.begin, &hit) &&
           phrase_find(w->t, r, CHAR_DE) == r.end;
}

/* 支持 of 更支持收紧: `r` without the adverbs in front. */
static struct range
past_adverbs(const struct words *w, struct range r)
{
    const struct word *word;

    r = phrase_trim_lead(w, r);
    word = words_at(w, r.begin, r.end);
    while (word && word->class == WORDS_CLASS_ADVERB && !word->is_listed) {
        r.begin = word->range.end;
        word = words_at(w, r.begin, r.end);
    }
    return r;
}

/* 列为 of 被列为市级文物保护单位: right behind 被, whatever else follows. */
static bool
verb_in_passive(const struct words *w, struct range r, struct verb *out)
{
    enum { CHAR_BEI = 0x88AB };

    return w->t->codes[r.begin] == CHAR_BEI &&
           verb_at_begin(w, (struct range){r.begin + 1, r.end}, out) &&
           out->is_listed;
}

struct range
noun_after(const struct words *w, struct range r, enum noun_end may,
           struct verb *predicate)
{
    uint32_t start = r.begin;
    struct verb v;

    predicate->range = (struct range){0, 0};
    r = noun_before_aside(w, r);
    if (begins_with_adjunct(w, r)) {
        if (may != NOUN_ALONE && verb_governing(w, r, &v))
            *predicate = v;
        return (struct range){start, start};
    }
    if (may == NOUN_ALONE)
        r = noun_before_effect(w, r);
    r = phrase_trim_lead(w, r);
    r.begin = past_leading_clause(w, r);
    for (size_t i = words_from(w, r.begin);
         i < w->count && w->items[i].range.end <= r.end; i++) {
        struct range rest = {w->items[i].range.begin, r.end};
        uint32_t end = phrase_past_quoted(w->t, rest);
        if (end > rest.begin &&
            !(verb_at_begin(w, (struct range){rest.begin + 1, end}, &v) &&
              v.is_listed && v.range.end + 1 == end)) { /* “跨省通办” */
            i = words_from(w, end) - 1;
            continue; /* it holds no verb */
        }
        if (ends_noun(w, i, rest.begin == r.begin)) {
            struct range beyond = past_adverbs(w, rest);
            if (may != NOUN_ALONE && !is_denied(w, &w->items[i]) &&
                verb_at_begin(w, beyond, &v)) {
                *predicate = v;
                predicate->range.end = chain_end(w, v, r.end);
            } else if (may != NOUN_ALONE &&
                       (w->items[i].class == WORDS_CLASS_PREPOSITION ||
                        w->items[i].class == WORDS_CLASS_TIME) &&
                       (verb_in_passive(w, rest, &v) ||
                        verb_governing(w, rest, &v) ||
                        verb_at_end(w, rest, &v))) {
                *predicate = v; /* 80家公司在本港营办航线 */
            }
            r.end = rest.begin;
            break;
        }
        if (!verb_at_begin(w, rest, &v))
            continue;
        if (rest.begin == r.begin &&
            (may == NOUN_ALONE || v.range.end == rest.begin + 1) &&
            w->items[i].class == WORDS_CLASS_ADJECTIVE && v.range.end < r.end)
            continue; /* 高 of 高污染车辆 */
        end = chain_end(w, v, r.end);
        if (v.role == VERBS_ROLE_NOMINAL && end == r.end &&
            is_long_chain(w, v, end))
            continue; /* 改革试点落地: the last one is the predicate */
        if (i + 1 < w->count && may != NOUN_ALONE && rest.begin > r.begin &&
            w->items[i + 1].class == WORDS_CLASS_ADJECTIVE &&
            w->items[i + 1].range.end == r.end) {
            r.end = rest.begin; /* 快速路进展顺利 */
            break;
        }
        if (is_predicate(w, (struct range){start, r.end}, &v, end, may)) {
            *predicate = v;
            predicate->range.end = end;
            if (may == NOUN_AFFECTED && is_cause(w->t, v.range) &&
                verb_at_begin(w, (struct range){v.range.end, r.end}, predicate))
                predicate->range.end = end; /* 决定不批准逮捕 */
            r.end = noun_before_manner(w, r.begin, v.range.begin);
            break;
        }
    }
    return noun_without_locative(
        w, noun_without_rest(w, noun_head(w, phrase_trim(w, r))));
}
