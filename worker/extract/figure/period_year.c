/* The year that a time or a base is, read back from its text. */
#include "worker/extract/figure/period.h"

#include "base/utf8.h"

#include "tables.h"
#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/marks.h"

enum {
    YEAR_BYTES = 4,
    MONTH_BYTES = 7, /* 2024-03 */
};

static unsigned
digits_at(struct str text, size_t begin, size_t end)
{
    unsigned value = 0;

    for (size_t i = begin; i < end; i++)
        value = value * 10 + (unsigned)(text.ptr[i] - '0');
    return value;
}

unsigned
period_year(struct str text)
{
    return text.len == YEAR_BYTES ? digits_at(text, 0, YEAR_BYTES) : 0;
}

/* 2024 or 2024-03; *month is 0 where it is none. */
static bool
read_end(struct str text, uint16_t *year, uint8_t *month)
{
    if (text.len != YEAR_BYTES && text.len != MONTH_BYTES)
        return false;
    *year = (uint16_t)digits_at(text, 0, YEAR_BYTES);
    *month = (uint8_t)(text.len == MONTH_BYTES
                           ? digits_at(text, YEAR_BYTES + 1, MONTH_BYTES)
                           : 0);
    return true;
}

bool
period_moment(struct str text, struct moment *out)
{
    struct str last = text, first = str_cut(&last, STR("/"));

    if (last.len == 0)
        last = first;
    *out = (struct moment){0};
    return record_has(text) &&
           read_end(first, &out->first_year, &out->first_month) &&
           read_end(last, &out->last_year, &out->last_month);
}

/* 1952年 of 恢复了生产的1952年: the year is behind what is told of it. */
static struct str
behind_relative(struct str base)
{
    struct str rest = base;

    while (str_contains(rest, STR("的")))
        (void)str_cut(&rest, STR("的"));
    return rest.len > 0 ? rest : base;
}

unsigned
period_year_of(struct str base)
{
    enum { YEAR_DIGITS = 4, BASE_MAX_CHARS = 6, CHAR_NIAN = 0x5E74 };
    uint32_t codes[BASE_MAX_CHARS], count = 0;
    size_t at = 0, width;
    struct lexicon_hit hit;
    unsigned year = 0;

    base = behind_relative(base);
    for (; at < base.len && count < BASE_MAX_CHARS; at += width)
        codes[count++] = utf8_decode(base, at, &width);
    if (at < base.len || count <= YEAR_DIGITS ||
        codes[YEAR_DIGITS] != CHAR_NIAN)
        return 0;
    for (size_t i = 0; i < YEAR_DIGITS; i++) {
        if (mark_is_digit(codes[i]))
            year = year * 10 + (unsigned)(codes[i] - '0');
        else if (lexicon_exact(&lexicon_numerals, codes + i, 1, &hit) &&
                 numerals_rows[hit.row].role == NUMERALS_ROLE_DIGIT)
            year = year * 10 + (unsigned)numerals_rows[hit.row].value;
        else
            return 0;
    }
    return year;
}
