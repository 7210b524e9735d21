#include "worker/extract/figure/subject_list.h"

#include <string.h>

#include "tables.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/quantity/numeral.h"

enum {
    CHAR_PAUSE = 0x3001,   /* 、 */
    CHAR_HE = 0x548C,      /* 和 */
    CHAR_DENG = 0x7B49,    /* 等 */
    CHAR_DE = 0x7684,      /* 的 */
    CHAR_ORDINAL = 0x7B2C, /* 第 */
};

uint32_t
subjects_dealt_from(const struct text *t, struct range r)
{
    for (uint32_t at = r.begin; at + 1 < r.end; at++) {
        if (t->codes[at] == 0x5206 && t->codes[at + 1] == 0x522B)
            return at + 2;
    }
    return r.begin;
}

bool
subjects_are_dealt(const struct text *t, struct range r)
{
    return subjects_dealt_from(t, r) > r.begin;
}

/* What parts subjects: 、 and, unless `is_strict`, 和. */
static bool
separates(uint32_t code, bool is_strict)
{
    return code == CHAR_PAUSE || (code == CHAR_HE && !is_strict);
}

static size_t
count_parts(const struct text *t, struct range list, bool is_strict)
{
    size_t parts = 1;

    for (uint32_t at = list.begin; at < list.end; at++)
        parts += separates(t->codes[at], is_strict);
    return parts;
}

static struct str
linked(struct str a, struct str b, struct arena *arena)
{
    if (!record_has(a) || !record_has(b))
        return record_has(a) ? a : b;
    return arena_format(arena, "%.*s%.*s", STR_ARG(a), STR_ARG(b));
}

static struct str
joined(const struct text *t, struct range part, struct range suffix,
       struct arena *arena)
{
    return linked(phrase_text(t, part, arena), phrase_text(t, suffix, arena),
                  arena);
}

/* Past the longest end of `word` that stands inside `r`; r.begin: none. */
static uint32_t
past_common_end(const struct text *t, struct range word, struct range r)
{
    enum { COMMON_MIN_CHARS = 2 };
    uint32_t chars = word.end - word.begin;

    for (; chars >= COMMON_MIN_CHARS; chars--) {
        for (uint32_t at = r.begin; at + chars < r.end; at++) {
            if (memcmp(t->codes + at, t->codes + word.end - chars,
                       chars * sizeof *t->codes) == 0)
                return at + chars;
        }
    }
    return r.begin;
}

/* Where 的预期寿命 of 男性和女性的预期寿命 begins; r.begin: not so. */
static uint32_t
shared_head(const struct text *t, uint32_t begin, uint32_t first,
            struct range r)
{
    uint32_t at = phrase_find(t, r, CHAR_DE);

    return at < r.end && at > r.begin + 1 &&
                   phrase_find(t, (struct range){begin, first}, CHAR_DE) ==
                       first
               ? at
               : r.begin;
}

/* Where 产业 that ends `r`, and that the first name lacks, begins; or r.end. */
static uint32_t
before_sector(const struct text *t, struct range name, struct range r)
{
    enum { CHAR_YE = 0x4E1A };
    struct lexicon_hit hit;

    return t->codes[name.end - 1] != CHAR_YE &&
                   lexicon_longest_before(&lexicon_sector_nouns, t->codes,
                                          r.begin, r.end, &hit) &&
                   hit.chars < r.end - r.begin
               ? r.end - hit.chars
               : r.end;
}

/* The characters of 第二, or of 二 alone, that begins `r`; 0: none does. */
static uint32_t
ordinal_chars(const struct text *t, struct range r)
{
    uint32_t mark = r.begin < r.end && t->codes[r.begin] == CHAR_ORDINAL;
    struct numeral n;

    return numeral_read(t->codes + r.begin + mark, r.end - r.begin - mark, &n)
               ? mark + n.chars
               : 0;
}

/* 第一 of 第一、二产业: a place in an order whose head stands behind. */
static bool
is_ordinal(const struct text *t, struct range name)
{
    return name.end > name.begin + 1 && t->codes[name.begin] == CHAR_ORDINAL &&
           ordinal_chars(t, name) == name.end - name.begin;
}

/*
 * Where 增速 of 工业增加值、税收增速 begins, of the first name, a measure, as
 * well; r.begin: not so.
 */
static uint32_t
before_change(const struct text *t, struct range name, struct range r)
{
    struct lexicon_hit hit, change;

    return lexicon_longest_before(&lexicon_change_nouns, t->codes, r.begin,
                                  r.end, &change) &&
                   change.chars < r.end - r.begin &&
                   lexicon_longest_before(&lexicon_measure_nouns, t->codes,
                                          name.begin, name.end, &hit) &&
                   !lexicon_longest_before(&lexicon_rate_nouns, t->codes,
                                           name.begin, name.end, &hit) &&
                   !lexicon_longest_before(&lexicon_change_nouns, t->codes,
                                           name.begin, name.end, &hit)
               ? r.end - change.chars
               : r.begin;
}

/* 三农 of 三农贷款 in front of 增速: what is measured of a measure. */
static struct range
before_measures(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    if (lexicon_longest_before(&lexicon_measure_nouns, t->codes, r.begin, r.end,
                               &hit) &&
        hit.chars < r.end - r.begin)
        r.end -= hit.chars;
    return r;
}

/*
 * Whether a name of the list but the last ends with what is measured of it:
 * 低保标准 of 养老金、低保标准和环卫工资.
 */
static bool
names_measure_before(const struct text *t, struct range list, bool is_strict)
{
    struct lexicon_hit hit;
    uint32_t begin = list.begin;

    for (uint32_t at = list.begin; at < list.end; at++) {
        if (!separates(t->codes[at], is_strict))
            continue;
        if (lexicon_longest_before(&lexicon_measure_nouns, t->codes, begin, at,
                                   &hit))
            return true;
        begin = at + 1;
    }
    return false;
}

/*
 * What the last of several subjects has for all of them: 增加值 in
 * 先进制造业、高技术制造业增加值, 居民收入 in 城镇和农村居民收入.
 */
static void
share_tail(const struct words *w, struct range *list, struct range *suffix,
           bool is_strict)
{
    const struct text *t = w->t;
    uint32_t first = list->begin, last = list->end, tail;
    struct lexicon_hit hit;
    size_t qualifier;

    while (!separates(t->codes[first], is_strict))
        first++;
    while (!separates(t->codes[last - 1], is_strict))
        last--;
    tail = past_common_end(t, (struct range){list->begin, first},
                           (struct range){last, list->end});
    if (tail == last)
        tail += is_ordinal(t, (struct range){list->begin, first})
                    ? ordinal_chars(t, (struct range){last, list->end})
                    : 0;
    qualifier = words_from(w, last);
    if (tail == last && qualifier < w->count &&
        w->items[qualifier].range.end - w->items[qualifier].range.begin ==
            first - list->begin &&
        w->items[qualifier].range.end < list->end)
        tail = w->items[qualifier].range.end;
    if (tail == last && !names_measure_before(t, *list, is_strict) &&
        lexicon_longest_before(&lexicon_measure_nouns, t->codes, last,
                               list->end, &hit) &&
        hit.chars < list->end - last)
        tail = before_sector(
            t, (struct range){list->begin, first},
            before_measures(t, (struct range){last, list->end - hit.chars}));
    if (tail == last)
        tail = before_change(t, (struct range){list->begin, first},
                             (struct range){last, list->end});
    if (tail == last)
        tail =
            shared_head(t, list->begin, first, (struct range){last, list->end});
    if (tail == last)
        return;
    *suffix = (struct range){tail, list->end};
    list->end = tail;
}

/*
 * 覆盖率 of 户厕、垃圾处理覆盖率和治理率: the rate that the next part of a list
 * of rates tells of this one as well; empty: none.
 */
static struct range
rate_of_next(const struct text *t, struct range list, struct range part,
             bool is_strict)
{
    enum { CHAR_LV = 0x7387 };
    struct range next = {part.end + 1, part.end + 1};
    struct lexicon_hit hit;

    while (next.end < list.end && !separates(t->codes[next.end], is_strict))
        next.end++;
    if (part.end <= part.begin || next.end <= next.begin ||
        t->codes[list.end - 1] != CHAR_LV ||
        t->codes[part.end - 1] == CHAR_LV ||
        t->codes[next.end - 1] != CHAR_LV ||
        !lexicon_longest_before(&lexicon_measure_nouns, t->codes, next.begin,
                                next.end, &hit))
        return (struct range){list.end, list.end};
    return (struct range){next.end - hit.chars, next.end};
}

/* 死亡人数: of what was named before. */
static bool
is_generic(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_generic_nouns, t->codes + r.begin,
                         r.end - r.begin, &hit);
}

/* 事故 of 事故起数; empty: nothing is measured of it. */
static struct range
before_measure(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    r.end = lexicon_longest_before(&lexicon_measure_nouns, t->codes, r.begin,
                                   r.end, &hit)
                ? r.end - hit.chars
                : r.begin;
    return r;
}

struct subjects
subjects_split(const struct words *w, struct range subject, size_t wanted,
               struct arena *arena)
{
    const struct text *t = w->t;
    struct subjects out = {0};
    struct range list = subject, suffix = {subject.end, subject.end};
    struct range owner = suffix; /* 事故 of 事故起数、死亡人数 */
    struct range mark = suffix;  /* 第 of 第一、二产业 */
    bool is_strict;
    uint32_t begin;
    size_t parts;

    for (uint32_t at = subject.begin; at < subject.end; at++) {
        if (t->codes[at] == CHAR_DENG) {
            list.end = at;
            suffix.begin = at + 1;
        }
    }
    is_strict = wanted > 1 && count_parts(t, list, true) == wanted;
    parts = count_parts(t, list, is_strict);
    if (parts < 2)
        return out;
    if (range_is_empty(suffix))
        share_tail(w, &list, &suffix, is_strict);
    out.names = ARENA_ARRAY(arena, struct str, parts);
    if (!out.names)
        return out;
    begin = list.begin;
    for (uint32_t at = list.begin; at <= list.end; at++) {
        if (at < list.end && !separates(t->codes[at], is_strict))
            continue;
        out.names[out.count++] = joined(
            t, (struct range){begin, at},
            range_is_empty(suffix)
                ? rate_of_next(t, list, (struct range){begin, at}, is_strict)
                : suffix,
            arena);
        if (out.count == 1) {
            owner = before_measure(t, (struct range){begin, at});
            mark = is_ordinal(t, (struct range){begin, at})
                       ? (struct range){begin, begin + 1}
                       : mark;
        } else if (t->codes[begin] != CHAR_ORDINAL && !range_is_empty(mark)) {
            out.names[out.count - 1] = linked(phrase_text(t, mark, arena),
                                              out.names[out.count - 1], arena);
        } else if (is_generic(t, (struct range){begin, at})) {
            out.names[out.count - 1] =
                joined(t, owner, (struct range){begin, at}, arena);
        }
        begin = at + 1;
    }
    return out;
}
