/* Which of the words before a predicate are its subject. */
#include "worker/extract/figure/noun.h"

#include "tables.h"
#include "worker/extract/figure/govern.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/figure/subject.h"

enum {
    CHAR_PAUSE = 0x3001, /* 、 */
    CHAR_DE = 0x7684,    /* 的 */
};

/* 将 before a noun is 把: 在学年内将津贴增加三成. */
static bool
takes_object(const struct words *w, size_t i, uint32_t end)
{
    enum { CHAR_JIANG = 0x5C06 };
    struct verb v;

    return w->t->codes[w->items[i].range.begin] == CHAR_JIANG &&
           w->items[i].range.end - w->items[i].range.begin == 1 &&
           i + 1 < w->count && w->items[i + 1].range.end <= end &&
           w->items[i + 1].class != WORDS_CLASS_ADVERB &&
           w->items[i + 1].class != WORDS_CLASS_PREPOSITION &&
           (!verb_of_word(&w->items[i + 1], &v) ||
            (v.role == VERBS_ROLE_NOMINAL && v.range.end < end));
}

/* 会 of 会令: whatever else the word may be, it is none of a subject. */
static bool
is_filler(const struct text *t, struct range word)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_fillers, t->codes + word.begin,
                         word.end - word.begin, &hit);
}

bool
noun_takes_object(const struct words *w, struct range r)
{
    size_t i = words_from(w, r.begin);

    return words_at(w, r.begin, r.end) && takes_object(w, i, r.end);
}

/* 五年计划 of 五年计划规定产值增长: what is planned is not done by the plan. */
static bool
names_plan(const struct text *t, struct range r, uint32_t end)
{
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_plan_kinds, t->codes, r.begin, end,
                                  &hit);
}

/* 使 of 改革使收入增长: it does nothing itself, whatever stands in front. */
static bool
makes_do(const struct text *t, struct range word)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_making_do, t->codes + word.begin,
                         word.end - word.begin, &hit);
}

/* 带动 of 设备更新带动投资增长: who does it may stand in front as well. */
static bool
drives(const struct words *w, struct range r, struct range word)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_driving, w->t->codes + word.begin,
                         word.end - word.begin, &hit) &&
           lexicon_char(&lexicon_joining, w->t->codes[word.end]) < 0 &&
           subject_is_noun(w, (struct range){word.end, r.end});
}

/* Behind the last verb in `r` that only brings its object about. */
static uint32_t
past_cause(const struct words *w, struct range r)
{
    struct lexicon_hit hit;
    uint32_t begin = r.begin;

    for (size_t i = words_from(w, r.begin);
         i < w->count && w->items[i].range.end < r.end; i++) {
        struct range word = w->items[i].range;
        bool is_cause = lexicon_exact(&lexicon_causes, w->t->codes + word.begin,
                                      word.end - word.begin, &hit) &&
                        w->t->codes[word.end] != CHAR_DE &&
                        (word.begin == r.begin || /* 职系的规定工时 */
                         w->t->codes[word.begin - 1] != CHAR_DE);
        if (is_cause &&
            (word.begin == begin || makes_do(w->t, word) ||
             takes_object(w, i, r.end) || drives(w, r, word) ||
             phrase_is_quote(w->t->codes[word.begin - 1]) ||
             w->items[i].class == WORDS_CLASS_PREPOSITION ||
             (i > 0 && ((w->items[i - 1].class != WORDS_CLASS_NOUN &&
                         w->items[i - 1].class != WORDS_CLASS_NOMINAL) ||
                        is_filler(w->t, w->items[i - 1].range) ||
                        names_plan(w->t, r, word.begin)))) &&
            !range_is_empty(phrase_trim(w, (struct range){word.end, r.end})))
            begin = word.end;
    }
    return begin;
}

/* 在林业方面, 在此期间: places the subject, is none of it. */
static uint32_t
past_place(const struct words *w, struct range r)
{
    struct lexicon_hit hit;
    uint32_t begin = r.begin;

    for (uint32_t at = r.begin; at < r.end; at++) {
        if (lexicon_longest(&lexicon_place_ends, w->t->codes + at, r.end - at,
                            &hit) &&
            words_break(w, at) && words_break(w, at + hit.chars) &&
            at + hit.chars < r.end)
            begin = at + hit.chars;
    }
    return begin;
}

/* 土地承包 of 推进土地承包. */
static struct range
without_light(const struct words *w, struct range r)
{
    enum { ADVERBS_MAX = 3 };
    size_t i = words_from(w, r.begin);
    struct verb v;

    for (size_t n = 0; n <= ADVERBS_MAX; n++, i++) {
        if (i >= w->count || w->items[i].range.end > r.end)
            break;
        if (verb_of_word(&w->items[i], &v) &&
            (verb_is_light(w->t, &v) || v.role == VERBS_ROLE_UP))
            r.begin = v.range.end;
    }
    return r;
}

/*
 * 油料 of 油料在连续丰收的基础上; nothing of 修订计划时: what only places
 * ends the range.
 */
static struct range
before_place(const struct words *w, struct range r)
{
    enum { CHAR_ZAI = 0x5728 };
    struct lexicon_hit hit;

    if (!lexicon_longest_before(&lexicon_place_ends, w->t->codes, r.begin,
                                r.end, &hit) ||
        !words_break(w, r.end - hit.chars))
        return r;
    r.end -= hit.chars;
    if (lexicon_longest_before(&lexicon_expiring, w->t->codes, r.begin, r.end,
                               &hit)) {
        r.end -= hit.chars; /* 土地承包到期后延长30年 */
        return phrase_trim(w, without_light(w, r));
    }
    r.end = phrase_find(w->t, r, CHAR_ZAI) < r.end
                ? phrase_find(w->t, r, CHAR_ZAI)
                : r.begin;
    return phrase_trim(w, r);
}

/* 品牌正式发布、出口: behind a predicate of the same subject's. */
static uint32_t
past_predicate(const struct words *w, struct range r)
{
    uint32_t begin = r.begin;
    struct verb v;

    for (size_t i = words_from(w, r.begin) + 1;
         i + 1 < w->count && w->items[i + 1].range.end < r.end; i++) {
        uint32_t end = w->items[i].range.end;
        if (w->t->codes[end] == CHAR_PAUSE && verb_of_word(&w->items[i], &v) &&
            v.is_listed &&
            (w->items[i - 1].class == WORDS_CLASS_ADVERB ||
             w->items[i - 1].class == WORDS_CLASS_ADJECTIVE) &&
            w->items[i - 1].range.begin >= r.begin)
            begin = end + 1;
    }
    return begin;
}

/* 扣除物价因素, 按可比价格计算: how it was counted is none of the subject. */
static uint32_t
past_discount(const struct words *w, struct range r)
{
    const uint32_t *codes = w->t->codes;
    struct lexicon_hit hit;
    uint32_t found = r.begin;

    if (!lexicon_longest(&lexicon_discounts, codes + r.begin, r.end - r.begin,
                         &hit) ||
        discounts_rows[hit.row].role != DISCOUNTS_ROLE_LEAD)
        return r.begin;
    for (uint32_t at = r.begin + hit.chars; at < r.end; at++) {
        if (lexicon_longest(&lexicon_discounts, codes + at, r.end - at, &hit) &&
            discounts_rows[hit.row].role == DISCOUNTS_ROLE_END &&
            codes[at + hit.chars] != CHAR_DE)
            found = at + hit.chars;
    }
    return found < r.end && codes[found] == ')' ? found + 1 : found;
}

/* Without a long aside at its end: 投资额(包括文教、行政方面的投资). */
static struct range
without_aside(const struct words *w, struct range r)
{
    enum { NAME_MAX_CHARS = 6 }; /* 班列(成渝) keeps what names it */
    uint32_t at = r.end;

    if (r.end <= r.begin || w->t->codes[r.end - 1] != ')')
        return r;
    while (at > r.begin && w->t->codes[at - 1] != '(')
        at--;
    if (at > r.begin && r.end - at > NAME_MAX_CHARS)
        r.end = at - 1;
    return r;
}

/* 入息限额 of 入息限额按住户人数: how or where it is so is none of it. */
static struct range
before_adjunct(const struct words *w, struct range r)
{
    struct lexicon_hit hit;

    for (size_t i = words_from(w, r.begin);
         i < w->count && w->items[i].range.end <= r.end; i++) {
        struct range word = w->items[i].range;
        struct range name = {r.begin, word.begin};
        if (lexicon_exact(&lexicon_adjuncts, w->t->codes + word.begin,
                          word.end - word.begin, &hit) &&
            phrase_find(w->t, (struct range){word.end, r.end}, CHAR_DE) ==
                r.end &&
            subject_is_noun(w, phrase_trim(w, name)))
            return phrase_trim(w, name);
    }
    return r;
}

/* 增长较快的“一五”时期: nothing but what is said of a time. */
static bool
tells_of_time(const struct words *w, struct range r)
{
    struct range time = {phrase_find(w->t, r, CHAR_DE) + 1, r.end};

    while (time.begin < time.end && phrase_is_quote(w->t->codes[time.begin]))
        time.begin++;
    if (time.begin >= time.end || time.begin < r.begin + 2)
        return false;
    time.begin += phrase_date(w->t, time);
    return w->t->codes[time.begin - 1] != CHAR_DE &&
           !phrase_is_quote(w->t->codes[time.begin - 1]) &&
           range_is_empty(phrase_trim(w, time));
}

/* 工业生产 of 工业生产的情况: what is told of. */
static struct range
without_matter(const struct words *w, struct range r)
{
    struct lexicon_hit hit;

    if (lexicon_longest_before(&lexicon_matter_nouns, w->t->codes, r.begin,
                               r.end, &hit) &&
        r.end - hit.chars > r.begin + 1 &&
        w->t->codes[r.end - hit.chars - 1] == CHAR_DE)
        r.end -= hit.chars + 1;
    return r;
}

/* 钢的产量 of 以钢的产量来说. */
static struct range
without_mention(const struct words *w, struct range r)
{
    struct lexicon_hit lead, end;

    while (r.begin < r.end && w->t->codes[r.begin] <= ' ')
        r.begin++;
    if (range_is_empty(r) ||
        !lexicon_longest(&lexicon_holding_up, w->t->codes + r.begin,
                         r.end - r.begin, &lead) ||
        !lexicon_longest_before(&lexicon_topic_ends, w->t->codes,
                                r.begin + lead.chars, r.end, &end))
        return r;
    return (struct range){r.begin + lead.chars, r.end - end.chars};
}

struct range
noun_subject(const struct words *w, struct range r)
{
    r = without_mention(w, r);
    if (tells_of_time(w, r))
        return (struct range){r.end, r.end};
    r = without_matter(w, without_aside(w, phrase_trim(w, r)));
    r = before_place(w, phrase_trim(w, r));
    r.begin = past_discount(w, r);
    r.begin = past_place(w, r);
    r.begin = past_predicate(w, r);
    r.begin = past_cause(w, r);
    return before_adjunct(w, phrase_trim(w, r));
}
