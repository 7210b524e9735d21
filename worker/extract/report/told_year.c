#include "worker/extract/report/told_year.h"

#include "tables.h"
#include "worker/extract/text/date.h"
#include "worker/extract/text/marks.h"

enum { TITLE_OPEN = 0x300A, TITLE_CLOSE = 0x300B };

/* Whether 同期 stands at `at`. */
static bool
is_same_months(const struct text *text, struct range r, uint32_t at)
{
    enum { HANZI_TONG = 0x540C, HANZI_QI = 0x671F };

    return at + 1 < r.end && text->codes[at] == HANZI_TONG &&
           text->codes[at + 1] == HANZI_QI;
}

/* The year of the first 2012年同期 in `r`, 0: none. */
static uint16_t
year_compared(const struct text *text, struct range r)
{
    for (uint32_t at = r.begin; at < r.end; at++) {
        struct date date;
        uint32_t chars = date_read(text, r, at, &date);

        if (chars == 0)
            continue;
        if (date.month == 0 && is_same_months(text, r, at + chars))
            return date.year;
        at += chars - 1;
    }
    return 0;
}

/* The number of four digits that ends `r`, 0: another one or none does. */
static uint16_t
year_at_end(const struct text *text, struct range r)
{
    enum { YEAR_DIGITS = 4 };
    uint16_t year = 0;

    if (r.end - r.begin <= YEAR_DIGITS ||
        mark_is_digit(text->codes[r.end - YEAR_DIGITS - 1]))
        return 0;
    for (uint32_t at = r.end - YEAR_DIGITS; at < r.end; at++) {
        if (!mark_is_digit(text->codes[at]))
            return 0;
        year = (uint16_t)(10 * year + (text->codes[at] - '0'));
    }
    return year <= DATE_YEAR_MAX ? year : 0;
}

/* 2014 of 公布的《铁路策略2014》 or 推出《计划2014-2022》, 0: no such title. */
static uint16_t
year_titled(const struct text *text, struct range r)
{
    enum { REACH_CHARS = 12, YEAR_DIGITS = 4 };
    struct range title = {r.begin, r.begin};
    uint16_t year;

    while (title.begin < r.end && title.begin - r.begin < REACH_CHARS &&
           mark_is_hanzi(text->codes[title.begin]))
        title.begin++;
    if (title.begin >= r.end || text->codes[title.begin] != TITLE_OPEN)
        return 0;
    title.end = title.begin;
    while (title.end < r.end && text->codes[title.end] != TITLE_CLOSE)
        title.end++;
    if (title.end >= r.end)
        return 0;
    year = year_at_end(text, title);
    title.end -= YEAR_DIGITS + 1; /* the year it runs from, 2014-2022 */
    return year > 0 && mark_is_dash(text->codes[title.end])
               ? year_at_end(text, title)
               : year;
}

/* The year of the speech, told by one sentence. */
static uint16_t
told_by(const struct text *text, struct range r)
{
    for (uint32_t at = r.begin; at < r.end; at++) {
        const struct year_words_row *word;
        struct lexicon_hit hit;
        uint16_t compared;

        if (!lexicon_longest(&lexicon_year_words, text->codes + at, r.end - at,
                             &hit))
            continue;
        word = &year_words_rows[hit.row];
        if (word->from != YEAR_WORDS_FROM_SPEECH || word->shift > 0)
            continue;
        r.begin = at + hit.chars;
        compared = year_titled(text, r);
        if (compared > 0)
            return (uint16_t)(compared - word->shift);
        compared = year_compared(text, r);
        return compared > 0 ? (uint16_t)(compared + 1 - word->shift) : 0;
    }
    return 0;
}

uint16_t
told_year(const struct text *text, const struct outline *outline)
{
    uint16_t year = 0;

    for (size_t i = 0; i < outline->sentence_count && year == 0; i++)
        year = told_by(text, outline->sentences[i].range);
    return year;
}

static bool
ends_clause(uint32_t code)
{
    return mark_ends_sentence(code) || code == ',' || code == ';';
}

/* Whether the clause around `at` says that its day is past: 已于…通过. */
static bool
is_gone_by(const struct text *text, struct range r, uint32_t clause)
{
    for (uint32_t at = clause; at < r.end; at++) {
        struct lexicon_hit hit;

        if (ends_clause(text->codes[at]))
            break;
        if (lexicon_longest(&lexicon_gone_by, text->codes + at, r.end - at,
                            &hit))
            return true;
    }
    return false;
}

/* Years as a text names them: those of days gone by, and in titles. */
struct years_named {
    uint16_t past;   /* the latest with a month that the text looks back on */
    uint16_t titled; /* the latest of a title: 《2013年条例草案》 */
    bool is_masked;  /* one was made unreadable: 20xx年 */
    uint16_t times[DATE_YEAR_MAX + 1]; /* outside titles */
};

/* Add the years that one sentence names. */
static void
name_years(const struct text *text, struct range r, struct years_named *named)
{
    uint32_t clause = r.begin;
    uint32_t close = r.begin; /* behind the last title */

    for (uint32_t at = r.begin; at < r.end; at++) {
        struct date date;
        uint32_t chars = date_read(text, r, at, &date);

        if (date_masked_year(text, r, at) > 0)
            named->is_masked = true;
        if (text->codes[at] == TITLE_OPEN) {
            while (close < r.end &&
                   (close < at || text->codes[close] != TITLE_CLOSE))
                close++;
        } else if (ends_clause(text->codes[at])) {
            clause = at + 1;
        }
        if (chars == 0)
            continue;
        if (at < close && date.year > named->titled)
            named->titled = date.year;
        if (at >= close && named->times[date.year] < UINT16_MAX)
            named->times[date.year]++;
        if (at >= close && date.month > 0 && date.year > named->past &&
            is_gone_by(text, r, clause))
            named->past = date.year;
        at += chars - 1;
    }
}

uint16_t
dated_year(const struct text *text, const struct outline *outline)
{
    struct years_named named = {0};

    for (size_t i = 0; i < outline->sentence_count; i++)
        name_years(text, outline->sentences[i].range, &named);
    return !named.is_masked && named.times[named.past] > 1 &&
                   named.past >= named.titled
               ? named.past
               : 0;
}
