#include "worker/extract/figure/noun.h"

#include "worker/extract/figure/phrase.h"
#include "worker/extract/figure/subject.h"

enum {
    CHAR_PAUSE = 0x3001, /* 、 */
    CHAR_DENG = 0x7B49,  /* 等 */
    CHAR_DE = 0x7684,    /* 的 */
    CHAR_FANG = 0x65B9,  /* 方 */
    CHAR_XIANG = 0x9879, /* 项 */
    CHAR_GE = 0x5404,    /* 各 */
};

/* 治理 of 河道清淤、沙地等治理: done to what is listed, and no name without. */
static bool
ends_with_deed(const struct words *w, struct range r)
{
    struct lexicon_hit hit;
    struct verb v;

    return verb_at_end(w, r, &v) && v.is_listed &&
           v.role == VERBS_ROLE_NOMINAL && v.range.end == r.end &&
           phrase_find(w->t, r, CHAR_DE) == r.end &&
           !lexicon_exact(&lexicon_measure_nouns, w->t->codes + v.range.begin,
                          r.end - v.range.begin, &hit) &&
           !lexicon_exact(&lexicon_head_nouns, w->t->codes + v.range.begin,
                          r.end - v.range.begin, &hit);
}

/* 供水、燃气 of 供水、燃气等管网: of which kinds, in as few words as they are. */
static bool
tells_kinds(const struct text *t, struct range list, uint32_t end)
{
    enum { KIND_MAX_CHARS = 2, HEAD_CHARS = 2 };
    uint32_t begin = list.begin;

    for (uint32_t at = list.begin; at <= list.end; at++) {
        if (at < list.end && t->codes[at] != CHAR_PAUSE)
            continue;
        if (at - begin > KIND_MAX_CHARS)
            return false;
        begin = at + 1;
    }
    return end - list.end - 1 == HEAD_CHARS;
}

/* Behind 等 that sums up a list; r.begin: there is none. */
static uint32_t
past_list(const struct words *w, struct range r)
{
    enum { HEAD_MIN_CHARS = 2 };
    const struct text *t = w->t;
    bool is_list = false;

    if (ends_with_deed(w, r))
        return r.begin;

    for (uint32_t at = r.begin; at < r.end; at++) {
        is_list |= t->codes[at] == CHAR_PAUSE;
        if (is_list && t->codes[at] == CHAR_DENG &&
            r.end - at > HEAD_MIN_CHARS && t->codes[at + 1] != CHAR_FANG &&
            (t->codes[at + 1] != CHAR_XIANG || /* 防汛、救济等项的支出 */
             t->codes[at + 2] != CHAR_DE))
            return tells_kinds(t, (struct range){r.begin, at}, r.end) ? r.begin
                                                                      : at + 1;
    }
    return r.begin;
}

bool
noun_names_agent(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    return lexicon_longest_before(&lexicon_agents, t->codes, r.begin, r.end,
                                  &hit) &&
           hit.chars > 1;
}

/*
 * Whether `r` is a clause, not a name: a preposition, or a verb with an
 * object of its own; 新增加 in 新增加的项目 is none. What may be a noun as
 * well (运输的成本) is a verb where it tells what someone does.
 */
static bool
is_clause(const struct words *w, struct range r, bool is_acting)
{
    enum { SUBJECT_MIN_CHARS = 4 };
    struct verb v;

    for (size_t i = words_from(w, r.begin);
         i < w->count && w->items[i].range.end <= r.end; i++) {
        if (w->items[i].class == WORDS_CLASS_PREPOSITION)
            return true;
        if (verb_of_word(&w->items[i], &v) &&
            (v.role == VERBS_ROLE_DO || is_acting) &&
            (v.range.end < r.end ||
             v.range.begin - r.begin >= (is_acting ? 2 : SUBJECT_MIN_CHARS)))
            return true;
    }
    return false;
}

/* 人数, 总额: says nothing without what it is of. */
static bool
is_measure(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    return lexicon_exact(&lexicon_measure_nouns, t->codes + r.begin,
                         r.end - r.begin, &hit);
}

/* Behind the 的 of a relative clause longer than its noun; r.begin: none. */
static uint32_t
past_relative(const struct words *w, struct range r)
{
    enum { HEAD_MIN_CHARS = 2 };

    for (uint32_t at = r.end; at > r.begin + 1; at--) {
        struct range modifier = {r.begin, at - 1};
        if (w->t->codes[at - 1] != CHAR_DE || at + HEAD_MIN_CHARS > r.end)
            continue;
        if (is_measure(w->t, (struct range){at, r.end}))
            return r.begin; /* 任职于批发机构的人数 */
        return modifier.end - modifier.begin >= r.end - at &&
                       is_clause(
                           w, modifier,
                           noun_names_agent(w->t, (struct range){at, r.end}))
                   ? at
                   : r.begin;
    }
    return r.begin;
}

/* Behind 等方面 with a noun of its own: 办文、办会等方面规定办法. */
static uint32_t
past_field(const struct words *w, struct range r)
{
    enum { CHAR_MIAN = 0x9762, HEAD_MIN_CHARS = 3 };

    for (uint32_t at = r.begin; at + 2 + HEAD_MIN_CHARS < r.end; at++) {
        if (w->t->codes[at] == CHAR_DENG && w->t->codes[at + 1] == CHAR_FANG &&
            w->t->codes[at + 2] == CHAR_MIAN)
            return at + 3;
    }
    return r.begin;
}

/* Without how it is at its end: 光伏产品出口表现突出. */
static struct range
without_state(const struct words *w, struct range r)
{
    size_t i = words_from(w, r.end);
    struct verb v;

    if (i < 2 || w->items[i - 1].range.end != r.end ||
        w->items[i - 1].class != WORDS_CLASS_ADJECTIVE ||
        w->items[i - 2].range.begin <= r.begin ||
        !verb_of_word(&w->items[i - 2], &v))
        return r;
    r.end = w->items[i - 2].range.begin;
    return phrase_trim(w, r);
}

struct range
noun_subject_head(const struct words *w, struct range r)
{
    enum { CLAUSE_MAX_CHARS = 24 };
    uint32_t begin = past_list(w, r);

    if (begin > r.begin)
        r = phrase_trim(w, (struct range){begin, r.end});
    begin = past_field(w, r);
    if (begin > r.begin)
        r = phrase_trim(w, (struct range){begin, r.end});
    r = without_state(w, r);
    return r.end - r.begin > CLAUSE_MAX_CHARS ? noun_head(w, r) : r;
}

/* Behind 各具特色的: what only describes a thing is none of its name. */
static struct range
past_description(const struct words *w, struct range r)
{
    uint32_t at = phrase_find(w->t, r, CHAR_DE);
    struct lexicon_hit hit;

    if (at + 2 < r.end &&
        lexicon_exact(&lexicon_descriptions, w->t->codes + r.begin,
                      at - r.begin, &hit))
        r.begin = at + 1;
    return r;
}

struct range
noun_head(const struct words *w, struct range r)
{
    uint32_t begin;

    r = past_description(w, r);
    begin = past_list(w, r);

    if (begin > r.begin)
        r = phrase_trim(w, (struct range){begin, r.end});
    begin = past_field(w, r);
    if (begin > r.begin)
        r = phrase_trim(w, (struct range){begin, r.end});
    begin = past_relative(w, r);
    if (begin > r.begin)
        r = phrase_trim(w, (struct range){begin, r.end});
    return r;
}

/* 不同规模, 不同性质: what something is like, nothing that owns it. */
static bool
is_quality(const struct words *w, struct range owner)
{
    enum { CHAR_BU = 0x4E0D };
    const struct word *first = words_at(w, owner.begin, owner.end);
    struct lexicon_hit hit;

    return (first && first->class == WORDS_CLASS_ADJECTIVE &&
            w->t->codes[first->range.begin] == CHAR_BU) ||
           lexicon_exact(&lexicon_qualities, w->t->codes + owner.begin,
                         owner.end - owner.begin, &hit);
}

struct range
noun_counted(const struct words *w, struct range r)
{
    r = past_description(w, r);

    for (uint32_t at = r.begin + 1; at < r.end; at++) {
        struct range owner = {r.begin, at};
        size_t i = words_from(w, at);
        if (w->t->codes[at] != CHAR_DE)
            continue;
        if (i > 0 && w->t->codes[r.begin] != CHAR_GE &&
            /* 各具特色的 */ w->items[i - 1].range.end == at &&
            w->items[i - 1].class == WORDS_CLASS_NOUN &&
            (at - w->items[i - 1].range.begin > 1 || at - r.begin == 1) &&
            subject_is_noun(w, owner) && !is_quality(w, owner))
            r.end = at;
        break;
    }
    return r;
}
