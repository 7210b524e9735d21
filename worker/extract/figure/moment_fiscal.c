#include "worker/extract/figure/moment_fiscal.h"

#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/date.h"
#include "worker/extract/text/edge.h"
#include "worker/extract/text/marks.h"

enum {
    CHAR_NIAN = 0x5E74, /* 年 */
    CHAR_QI = 0x8D77,   /* 起 */
    CHAR_DE = 0x7684,   /* 的 */
    CHAR_GE = 0x4E2A,   /* 个 */
    CHAR_DU = 0x5EA6,   /* 度 */
    SPAN_MAX_YEARS = 20
};

bool
fiscal_year(enum period_words_role role, const struct calendar *calendar,
            struct moment *out)
{
    unsigned first = calendar->reviewed;

    if (role == PERIOD_WORDS_ROLE_FISCAL_NEXT)
        first++;
    else if (role != PERIOD_WORDS_ROLE_FISCAL)
        return false;
    *out = (struct moment){.first_year = (uint16_t)first,
                           .last_year = (uint16_t)(first + 1),
                           .first_month = 4,
                           .last_month = 3,
                           .is_ahead = first > calendar->reviewed};
    return true;
}

static unsigned
read_digits(const struct text *t, struct range r, uint32_t *at)
{
    unsigned number = 0;

    for (; *at < r.end && mark_is_digit(t->codes[*at]); (*at)++)
        number = number * 10 + (t->codes[*at] - '0');
    return number;
}

/* 至2016-2017年度 at `at`, when it ends; its characters, 0: it is none. */
static uint32_t
until_chars(const struct text *t, struct range r, uint32_t at, unsigned *last)
{
    uint32_t begin = at;
    struct lexicon_hit name;
    unsigned first;

    if (at >= r.end || !edge_is(t->codes[at], EDGES_ROLE_DAY_LEAD))
        return 0;
    at++;
    first = read_digits(t, r, &at);
    if (at >= r.end || (!mark_is_dash(t->codes[at]) && t->codes[at] != '/'))
        return 0;
    at++;
    *last = read_digits(t, r, &at);
    if (*last < 100)
        *last += first / 100 * 100;
    if (*last != first + 1 ||
        !lexicon_longest(&lexicon_year_names, t->codes + at, r.end - at, &name))
        return 0;
    return at + name.chars - begin;
}

/* 起的3年内, 起4个年度; its characters, 0: it is none. */
static uint32_t
count_chars(const struct text *t, struct range r, uint32_t at, unsigned *years)
{
    struct lexicon_hit after;
    uint32_t begin = at;
    struct numeral n;

    if (at >= r.end || t->codes[at] != CHAR_QI)
        return 0;
    at++;
    if (at < r.end && t->codes[at] == CHAR_DE)
        at++;
    if (at >= r.end || !numeral_begins(t->codes[at]) ||
        !numeral_read(t->codes + at, r.end - at, &n) || n.value.scale > 0 ||
        n.value.digits < 2 || n.value.digits > SPAN_MAX_YEARS)
        return 0;
    *years = (unsigned)n.value.digits;
    at += n.chars;
    if (at < r.end && t->codes[at] == CHAR_GE)
        at++;
    if (at >= r.end || t->codes[at] != CHAR_NIAN)
        return 0;
    at++;
    if (at < r.end && t->codes[at] == CHAR_DU)
        at++;
    if (lexicon_longest(&lexicon_span_words, t->codes + at, r.end - at,
                        &after) &&
        span_words_rows[after.row].side == SPAN_WORDS_SIDE_BETWEEN)
        at += after.chars;
    return at - begin;
}

uint32_t
fiscal_span(const struct text *t, struct range r, uint32_t at,
            struct moment *out)
{
    struct lexicon_hit after;
    unsigned last = 0, years = 0;
    uint32_t chars = until_chars(t, r, at, &last);

    if (chars > 0 && last > out->last_year &&
        last - out->last_year <= SPAN_MAX_YEARS) {
        out->last_year = (uint16_t)last;
        if (lexicon_longest(&lexicon_span_words, t->codes + at + chars,
                            r.end - at - chars, &after) &&
            span_words_rows[after.row].side != SPAN_WORDS_SIDE_BEFORE &&
            span_words_rows[after.row].side != SPAN_WORDS_SIDE_AHEAD)
            chars += after.chars;
        return chars;
    }
    chars = count_chars(t, r, at, &years);
    if (chars > 0)
        out->last_year = (uint16_t)(out->first_year + years);
    else if (at < r.end && t->codes[at] == CHAR_QI)
        chars = 1;
    return chars;
}
