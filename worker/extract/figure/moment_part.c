#include "worker/extract/figure/moment_part.h"

#include "tables.h"
#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/marks.h"
#include "worker/extract/text/year_part.h"

enum {
    CHAR_DI = 0x5E95,      /* 底 */
    CHAR_MO = 0x672B,      /* 末 */
    CHAR_ORDINAL = 0x7B2C, /* 第 */
};

/* 前 and 以前 of 年底前; their characters. */
static uint32_t
before_chars(const struct text *t, struct range r, uint32_t at)
{
    enum { CHAR_QIAN = 0x524D, CHAR_YI = 0x4EE5 };

    if (at + 1 < r.end && t->codes[at] == CHAR_YI &&
        t->codes[at + 1] == CHAR_QIAN)
        return 2;
    return at < r.end && t->codes[at] == CHAR_QIAN ? 1 : 0;
}

static uint8_t
days_of_month(unsigned year, unsigned month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30,
                                   31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return (uint8_t)(days[month - 1] + (month == 2 && is_leap));
}

uint32_t
moment_month_end(const struct text *t, struct range r, uint32_t at,
                 struct moment *out)
{
    if (at >= r.end || out->last_month == 0 || out->day > 0 ||
        out->first_month != out->last_month ||
        (t->codes[at] != CHAR_DI && t->codes[at] != CHAR_MO))
        return 0;
    out->day = days_of_month(out->last_year, out->last_month);
    return 1 + before_chars(t, r, at + 1);
}

uint32_t
moment_day_read(const struct text *t, struct range r, uint32_t at,
                struct moment *out)
{
    enum { CHAR_RI = 0x65E5, DAY_MAX = 31 };
    struct numeral n;

    if (at >= r.end || !numeral_begins(t->codes[at]) ||
        !numeral_read(t->codes + at, r.end - at, &n) || n.value.scale > 0 ||
        n.value.digits < 1 || n.value.digits > DAY_MAX ||
        at + n.chars >= r.end || t->codes[at + n.chars] != CHAR_RI)
        return moment_month_end(t, r, at, out);
    out->day = (uint8_t)n.value.digits;
    return n.chars + 1;
}

uint32_t
moment_since_chars(const struct text *t, struct range r, uint32_t begin,
                   uint32_t at)
{
    enum { CHAR_ZI = 0x81EA, CHAR_CONG = 0x4ECE, REACH_CHARS = 10 };
    uint32_t from = at,
             end = r.end < at + REACH_CHARS ? r.end : at + REACH_CHARS;
    struct lexicon_hit hit;

    if (begin == r.begin ||
        (t->codes[begin - 1] != CHAR_ZI && t->codes[begin - 1] != CHAR_CONG))
        return 0;
    for (; at < end && mark_is_hanzi(t->codes[at]); at++) {
        if (lexicon_longest(&lexicon_until_now, t->codes + at, end - at, &hit))
            return at + hit.chars - from;
    }
    return 0;
}

uint32_t
moment_part_read(const struct text *t, struct range r, uint32_t at,
                 struct moment *out)
{
    struct lexicon_hit hit;
    uint32_t chars;

    if (at < r.end && (t->codes[at] == CHAR_DI || t->codes[at] == CHAR_MO)) {
        out->is_end = true;
        return 1 + before_chars(t, r, at + 1);
    }
    if (!lexicon_longest(&lexicon_period_words, t->codes + at, r.end - at,
                         &hit)) {
        chars = year_part_first_months(t, r, at, &out->last_month);
        out->first_month = chars > 0 ? 1 : out->first_month;
        return chars;
    }
    if (period_words_rows[hit.row].role == PERIOD_WORDS_ROLE_YEAR_END)
        out->is_end = true;
    else if (!year_part_months(period_words_rows[hit.row].role,
                               &out->first_month, &out->last_month))
        return 0;
    return hit.chars;
}

uint32_t
moment_parts_read(const struct text *t, struct range r, uint32_t at,
                  struct moment *out)
{
    uint32_t chars = moment_part_read(t, r, at, out);

    if (chars > 0 && !out->is_end && at + chars < r.end &&
        t->codes[at + chars] == CHAR_ORDINAL)
        chars += moment_part_read(t, r, at + chars, out);
    return chars;
}
