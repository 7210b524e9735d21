#include "worker/extract/figure/moment_years.h"

#include "tables.h"
#include "worker/extract/figure/moment_fiscal.h"
#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/date.h"
#include "worker/extract/text/edge.h"
#include "worker/extract/text/marks.h"

enum {
    CHAR_NIAN = 0x5E74, /* 年 */
    CHAR_DE = 0x7684,   /* 的 */
    CHAR_ZHE = 0x8FD9,  /* 这 */
    YEAR_CHARS = 4,
    YEARS_MAX = 50
};

/* What joins two years: —, ~, /, 至. Its characters. */
uint32_t
moment_joint_chars(const struct text *t, struct range r, uint32_t at)
{
    uint32_t begin = at;

    while (at < r.end && mark_is_dash(t->codes[at]))
        at++;
    if (at < r.end && (edge_is(t->codes[at], EDGES_ROLE_DAY_LEAD) ||
                       t->codes[at] == '~' || t->codes[at] == '/'))
        at++;
    return at - begin;
}

/* A year of two or four digits at `at`; the characters, 0: none. */
static uint32_t
read_year(const struct text *t, struct range r, uint32_t at, unsigned century,
          unsigned *out)
{
    uint32_t chars = 0;
    unsigned year = 0;

    for (; at + chars < r.end && date_digit(t->codes[at + chars]) >= 0; chars++)
        year = year * 10 + (unsigned)date_digit(t->codes[at + chars]);
    if (chars == 2 && century > 0)
        year += century * 100;
    else if (chars != YEAR_CHARS)
        return 0;
    *out = year;
    return chars;
}

/* A year and its name at `at`: 2002年, 14年度, 二〇〇二年; the characters. */
static uint32_t
read_named_year(const struct text *t, struct range r, uint32_t at,
                unsigned century, unsigned *year, struct moment *out)
{
    struct lexicon_hit name;
    struct date date;
    uint32_t chars = read_year(t, r, at, century, year);

    if (chars == 0) {
        chars = date_read(t, r, at, &date);
        if (chars == 0 || date.month > 0)
            return 0;
        *year = date.year;
        chars--; /* 年 is the name */
    }
    if (!lexicon_longest(&lexicon_year_names, t->codes + at + chars,
                         r.end - at - chars, &name))
        return 0;
    out->first_month = (uint8_t)year_names_rows[name.row].first_month;
    out->last_month = (uint8_t)year_names_rows[name.row].last_month;
    return chars + name.chars;
}

/* How many years are named at `at`: 五年, 5年; the characters. */
uint32_t
moment_years_counted(const struct text *t, struct range r, uint32_t at,
                     unsigned *out)
{
    enum { CHAR_JI = 0x51E0 };
    struct numeral n;

    if (at >= r.end || !numeral_begins(t->codes[at]) ||
        (at > r.begin && t->codes[at - 1] == CHAR_JI) ||
        !numeral_read(t->codes + at, r.end - at, &n) || n.value.scale > 0 ||
        n.is_vague || /* 几十年: no one knows since when */
        n.value.digits < 2 || n.value.digits > YEARS_MAX ||
        at + n.chars >= r.end || t->codes[at + n.chars] != CHAR_NIAN)
        return 0;
    *out = (unsigned)n.value.digits;
    return n.chars + 1;
}

/* 期间, or 间 that begins no other word (间接). */
static uint32_t
between_chars(const struct text *t, struct range r, uint32_t at)
{
    enum { CHAR_JIAN = 0x95F4, CHAR_QI = 0x671F, CHAR_JIE = 0x63A5 };

    if (at + 1 < r.end && t->codes[at] == CHAR_QI &&
        t->codes[at + 1] == CHAR_JIAN)
        return 2;
    return at < r.end && t->codes[at] == CHAR_JIAN &&
                   (at + 1 >= r.end || t->codes[at + 1] != CHAR_JIE)
               ? 1
               : 0;
}

/* …的四年间 behind two years counts them once more; its characters. */
static uint32_t
count_chars(const struct text *t, struct range r, uint32_t at)
{
    struct lexicon_hit after;
    uint32_t begin = at, chars;
    unsigned years;

    if (at < r.end && (t->codes[at] == CHAR_DE || t->codes[at] == CHAR_ZHE))
        at++;
    chars = moment_years_counted(t, r, at, &years);
    if (chars == 0)
        return at == begin ? between_chars(t, r, at) : 0;
    at += chars;
    if (lexicon_longest(&lexicon_span_words, t->codes + at, r.end - at,
                        &after) &&
        (span_words_rows[after.row].side == SPAN_WORDS_SIDE_AFTER ||
         span_words_rows[after.row].side == SPAN_WORDS_SIDE_BETWEEN))
        at += after.chars;
    return at - begin;
}

/* 和 of 1955和1956两年; its characters, 0: the two are not counted behind. */
static uint32_t
pair_chars(const struct text *t, struct range r, uint32_t at, unsigned first)
{
    enum { CHAR_HE = 0x548C, CHAR_PAUSE = 0x3001 };
    unsigned last, years;
    uint32_t chars;

    if (at >= r.end || (t->codes[at] != CHAR_HE && t->codes[at] != CHAR_PAUSE))
        return 0;
    chars = read_year(t, r, at + 1, first / 100, &last);
    return chars > 0 && last == first + 1 &&
                   moment_years_counted(t, r, at + 1 + chars, &years) > 0 &&
                   years == 2
               ? 1
               : 0;
}

/* 1998—2002年, 2016年至2020年; 2013-14年度 and 2013/14学年 are one year. */
uint32_t
moment_years_read(const struct text *t, struct range r, uint32_t at,
                  struct moment *out)
{
    struct moment years = {0};
    unsigned first, last;
    uint32_t begin = at, chars, joint, is_pair = 0;

    if ((t->signs[at] & SIGN_YEAR_DIGIT) == 0 ||
        (at > r.begin && date_digit(t->codes[at - 1]) >= 0))
        return 0;
    chars = read_named_year(t, r, at, 0, &first, &years);
    if (chars == 0)
        chars = read_year(t, r, at, 0, &first);
    joint = chars > 0 ? moment_joint_chars(t, r, at + chars) : 0;
    if (chars > 0 && joint == 0)
        joint = is_pair = pair_chars(t, r, at + chars, first);
    if (joint == 0)
        return 0;
    at += chars + joint;
    chars = is_pair ? read_year(t, r, at, first / 100, &last)
                    : read_named_year(t, r, at, first / 100, &last, &years);
    at += chars;
    if (chars == 0 || last <= first || last - first > YEARS_MAX)
        return 0;
    *out = (struct moment){.first_year = (uint16_t)first,
                           .last_year = (uint16_t)last};
    if (last == first + 1 && years.first_month > 0) {
        out->first_month = years.first_month;
        out->last_month = years.last_month;
        return at + fiscal_span(t, r, at, out) - begin;
    }
    out->is_between = true;
    return at + count_chars(t, r, at) - begin;
}
