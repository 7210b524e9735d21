#include "worker/extract/figure/moment_last.h"

#include "tables.h"
#include "worker/extract/figure/phrase.h"
#include "worker/extract/text/edge.h"
#include "worker/extract/text/marks.h"

enum {
    CHAR_DE = 0x7684,    /* 的 */
    CHAR_QI = 0x8D77,    /* 起 */
    CHAR_CONG = 0x4ECE,  /* 从 */
    CHAR_YOU = 0x7531,   /* 由 */
    CHAR_SHANG = 0x4E0A, /* 上 */
};

static bool
is_inside(struct range r, uint32_t at)
{
    return at >= r.begin && at < r.end;
}

bool
moment_is_compared(const struct text *t, struct range r, struct range time)
{
    uint32_t before;
    struct lexicon_hit hit;

    while (time.begin > r.begin && phrase_is_quote(t->codes[time.begin - 1]))
        time.begin--; /* 比“六五”期间 */
    before = time.begin > r.begin ? t->codes[time.begin - 1] : 0;

    if (before == 0x6BD4 || before == 0x8F83 || before == 0x540C ||
        before == 0x4E0E)
        return true;
    if (time.end < r.end && t->codes[time.end] == CHAR_DE)
        time.end++;
    return lexicon_longest(&lexicon_comparing, t->codes + time.end,
                           r.end - time.end, &hit) &&
           hit.chars > 1; /* 2012年比上年: its own time */
}

/* 创近5年新高, 2012年以来最好水平: what a record is set over. */
static bool
sets_record(const struct text *t, struct range r, struct range time)
{
    enum { CHAR_CHUANG = 0x521B };
    struct lexicon_hit hit;

    if (time.begin > r.begin && t->codes[time.begin - 1] == CHAR_CHUANG)
        return true;
    if (time.end < r.end && t->codes[time.end] == CHAR_DE)
        time.end++;
    return time.end < r.end &&
           lexicon_longest(&lexicon_record_ends, t->codes + time.end,
                           r.end - time.end, &hit);
}

/* Nothing but 在, 而 or the like between a mark and the time at `at`. */
static bool
opens_clause(const struct text *t, struct range r, uint32_t at)
{
    struct lexicon_hit hit;

    if (at == r.begin ||
        lexicon_longest_before(&lexicon_causes, t->codes, r.begin, at, &hit) ||
        lexicon_longest_before(&lexicon_status_words, t->codes, r.begin, at,
                               &hit))
        return true; /* 我预测2014年…, 学院会在2014年… */
    if (at > r.begin + 1 && phrase_is_quote(t->codes[at - 1]) &&
        (t->codes[at - 2] == CHAR_YOU || t->codes[at - 2] == CHAR_CONG))
        return false; /* 由“七五”末 */
    if (edge_is(t->codes[at - 1], EDGES_ROLE_DAY_LEAD) &&
        lexicon_longest_before(&lexicon_fillers, t->codes, r.begin, at - 1,
                               &hit) &&
        hit.chars > 1 && fillers_rows[hit.row].side == FILLERS_SIDE_LEAD &&
        opens_clause(t, r, at - 1 - hit.chars))
        return true; /* 我国在“七五”期间 */
    if (edge_is(t->codes[at - 1], EDGES_ROLE_DAY_LEAD) ||
        edge_is(t->codes[at - 1], EDGES_ROLE_TIME_LEAD))
        return opens_clause(t, r, at - 1);
    if (lexicon_longest_before(&lexicon_openers, t->codes, r.begin, at, &hit))
        return opens_clause(t, r, at - hit.chars);
    return t->codes[at - 1] < 0x3400; /* a mark or a blank */
}

/* 在去年增产3亿斤的基础上: the time is of what the clause starts from alone. */
static bool
is_of_basis(const struct text *t, struct range r, uint32_t at)
{
    struct range clause = {at, at};
    struct lexicon_hit hit;

    while (clause.end < r.end && t->codes[clause.end] != ',' &&
           t->codes[clause.end] != ';')
        clause.end++;
    return clause.end < r.end &&
           lexicon_longest_before(&lexicon_comparing, t->codes, at, clause.end,
                                  &hit) &&
           t->codes[clause.end - 1] == CHAR_SHANG;
}

/* 在产量最高的1936年，只有3亿斤: a clause that is but a time, however told. */
static bool
is_told_time(const struct text *t, struct range r, struct range time)
{
    enum { CHAR_ZAI = 0x5728 };
    uint32_t at = time.begin;

    if (time.end >= t->count || t->codes[time.end] != ',' || at <= r.begin ||
        t->codes[at - 1] != CHAR_DE)
        return false;
    while (at > r.begin && mark_is_hanzi(t->codes[at - 1]))
        at--;
    return t->codes[at] == CHAR_ZAI;
}

/* 某厂于1955年上半年，每吨…: between the subject and a comma, of all behind. */
static bool
is_adverbial(const struct text *t, struct range r, struct range time)
{
    enum { CHAR_ZAI = 0x5728, CHAR_YU = 0x4E8E };
    uint32_t lead = time.begin > r.begin ? t->codes[time.begin - 1] : 0;
    struct lexicon_hit verb;

    return (lead == CHAR_ZAI || lead == CHAR_YU) && time.end < t->count &&
           t->codes[time.end] == ',' &&
           !(lexicon_longest_before(&lexicon_verbs, t->codes, r.begin,
                                    time.begin, &verb) &&
             verb.chars > 1); /* 高于去年 */
}

/* 据1952年的统计，…: what was counted then is of that year. */
static bool
is_time_of_source(const struct text *t, struct range r, struct range time)
{
    enum { CHAR_JU = 0x636E, REACH_CHARS = 10 };
    struct range clause = {time.end, time.end};
    struct lexicon_hit hit;

    if (time.begin <= r.begin || t->codes[time.begin - 1] != CHAR_JU)
        return false;
    while (clause.end < t->count && clause.end - clause.begin < REACH_CHARS &&
           t->codes[clause.end] != ',')
        clause.end++;
    return clause.end < t->count && t->codes[clause.end] == ',' &&
           lexicon_longest_before(&lexicon_sources, t->codes, clause.begin,
                                  clause.end, &hit);
}

/* 1957年 of 以1957年的产量同1952年的产量作比较 */
static bool
is_held_time(const struct text *t, struct range r, struct range time)
{
    struct lexicon_hit hit;
    uint32_t at = time.end;

    if (at >= t->count || t->codes[at] != CHAR_DE ||
        !lexicon_longest_before(&lexicon_holding_up, t->codes, r.begin,
                                time.begin, &hit))
        return false;
    while (at < t->count && t->codes[at] != ',')
        at++;
    return lexicon_longest_before(&lexicon_comparing, t->codes, time.end, at,
                                  &hit) &&
           hit.chars > 1;
}

/* 四季度增长5.6%，全年增长4.8%: behind a part of a year the whole of it. */
static bool
speaks_of_whole(const struct text *t, struct range since, struct range base)
{
    enum { CHAR_QUAN = 0x5168, CHAR_NIAN = 0x5E74 };

    for (uint32_t at = since.begin; at + 1 < since.end; at++) {
        if (t->codes[at] == CHAR_QUAN && t->codes[at + 1] == CHAR_NIAN &&
            !is_inside(base, at))
            return true;
    }
    return false;
}

bool
moment_last(const struct text *t, struct range r, struct moment_choice choice,
            const struct calendar *calendar, struct moment *out)
{
    struct range since = {r.end, choice.until};
    bool found = false;
    struct moment moment;

    for (uint32_t at = r.begin;
         (at = text_find(t, at, r.end, SIGN_MOMENT)) < r.end;) {
        uint32_t chars = moment_read(t, r, at, calendar, &moment);
        if (chars == 0) {
            at++;
            continue;
        }
        if (!is_inside(choice.base, at) &&
            !sets_record(t, r, (struct range){at, at + chars}) &&
            (choice.may_compare ||
             !moment_is_compared(t, r, (struct range){at, at + chars})) &&
            ((!choice.is_opening && !moment.is_named) ||
             (moment_is_span(&moment) && !moment.is_named) ||
             t->codes[at + chars - 1] == CHAR_QI || opens_clause(t, r, at) ||
             is_told_time(t, r, (struct range){at, at + chars}) ||
             is_adverbial(t, r, (struct range){at, at + chars}) ||
             is_time_of_source(t, r, (struct range){at, at + chars}) ||
             is_held_time(t, r, (struct range){at, at + chars})) &&
            !(choice.is_opening && is_of_basis(t, r, at))) {
            *out = moment;
            found = true;
            since.begin = at + chars;
        }
        at += chars;
    }
    if (found && out->first_month > 0 && out->day == 0 &&
        speaks_of_whole(t, since, choice.base))
        out->first_month = out->last_month = 0;
    return found;
}
