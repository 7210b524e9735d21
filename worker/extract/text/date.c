#include "worker/extract/text/date.h"

#include "worker/extract/text/marks.h"

enum {
    HANZI_NIAN = 0x5E74, /* 年 */
    HANZI_YUE = 0x6708,  /* 月 */
    HANZI_RI = 0x65E5,   /* 日 */
    HANZI_TEN = 0x5341,
    YEAR_MIN = 1840,
};

int
date_digit(uint32_t code)
{
    static const uint32_t digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                      0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};

    if (mark_is_digit(code))
        return (int)(code - '0');
    if (!mark_has(code, SIGN_YEAR_DIGIT))
        return -1;
    /* 零, and the circles and letters that pages write for it */
    if (code == 0x96F6 || code == 0x25CB || code == 0x25EF || code == 'O')
        return 0;
    for (int i = 0; i < 10; i++) {
        if (digits[i] == code)
            return i;
    }
    return -1;
}

static uint32_t
skip_blanks(const struct text *text, struct range r, uint32_t at)
{
    while (at < r.end && mark_is_blank(text->codes[at]) &&
           !mark_is_line_end(text->codes[at]))
        at++;
    return at;
}

uint32_t
date_read_part(const struct text *text, struct range r, uint32_t at,
               uint32_t unit, uint8_t max, uint8_t *out)
{
    uint32_t begin = at, value = 0, digits = 0;

    at = skip_blanks(text, r, at);
    for (; at < r.end && digits < 3; at++, digits++) {
        int digit = date_digit(text->codes[at]);

        if (text->codes[at] == HANZI_TEN)
            value = value ? value * 10 : 10;
        else if (digit < 0)
            break;
        else if (at > begin && text->codes[at - 1] == HANZI_TEN)
            value += (uint32_t)digit;
        else
            value = value * 10 + (uint32_t)digit;
    }
    at = skip_blanks(text, r, at);
    if (digits == 0 || value == 0 || value > max || at >= r.end ||
        text->codes[at] != unit)
        return 0;
    *out = (uint8_t)value;
    return at + 1 - begin;
}

uint32_t
date_read(const struct text *text, struct range r, uint32_t at,
          struct date *out)
{
    struct date date = {0};
    uint32_t begin = at, year = 0, taken;

    if (at > r.begin && date_digit(text->codes[at - 1]) >= 0)
        return 0; /* the tail of a longer number */
    for (uint32_t i = 0; i < 4; i++, at++) {
        int digit;

        if (i > 0 && at < r.end && text->codes[at] == ' ')
            at++; /* 1 9 9 7 年 */
        digit = at < r.end ? date_digit(text->codes[at]) : -1;

        if (digit < 0)
            return 0;
        year = year * 10 + (uint32_t)digit;
    }
    at = skip_blanks(text, r, at);
    if (at >= r.end || text->codes[at] != HANZI_NIAN || year < YEAR_MIN ||
        year > DATE_YEAR_MAX)
        return 0;
    at++;
    date.year = (uint16_t)year;
    taken = date_read_part(text, r, at, HANZI_YUE, 12, &date.month);
    at += taken;
    if (taken > 0)
        at += date_read_part(text, r, at, HANZI_RI, 31, &date.day);
    *out = date;
    return at - begin;
}

/* The number of exactly `count` digits at `at`, 0: none. */
static unsigned
digits_at(const struct text *text, struct range r, uint32_t at, uint32_t count)
{
    unsigned value = 0;

    if (at + count > r.end ||
        (at + count < r.end && date_digit(text->codes[at + count]) >= 0))
        return 0;
    for (uint32_t i = 0; i < count; i++) {
        int digit = date_digit(text->codes[at + i]);

        if (digit < 0)
            return 0;
        value = value * 10 + (unsigned)digit;
    }
    return value;
}

static bool
joins_years(uint32_t code)
{
    enum { HANZI_ZHI = 0x81F3, HANZI_DAO = 0x5230 };

    return code == HANZI_ZHI || code == HANZI_DAO || code == '~' ||
           code == '/' || mark_is_dash(code);
}

uint32_t
date_read_years(const struct text *text, struct range r, uint32_t at,
                uint16_t *first, uint16_t *last)
{
    enum { YEAR_CHARS = 4, SHORT_CHARS = 2, CENTURY = 100 };
    unsigned from = digits_at(text, r, at, YEAR_CHARS), to;
    uint32_t begin = at, joint;

    if (from < YEAR_MIN || from > DATE_YEAR_MAX ||
        (at > r.begin && date_digit(text->codes[at - 1]) >= 0))
        return 0;
    at += YEAR_CHARS;
    if (at < r.end && text->codes[at] == HANZI_NIAN)
        at++;
    for (joint = at; at < r.end && joins_years(text->codes[at]);)
        at++;
    if (at == joint)
        return 0;
    to = digits_at(text, r, at, YEAR_CHARS);
    if (to > 0) {
        at += YEAR_CHARS;
    } else {
        to = digits_at(text, r, at, SHORT_CHARS);
        to += to > 0 ? from - from % CENTURY : 0;
        at += SHORT_CHARS;
    }
    if (to <= from || to > DATE_YEAR_MAX)
        return 0;
    *first = (uint16_t)from;
    *last = (uint16_t)to;
    return at - begin;
}

/* Write `value` with so many digits; where they end. */
static char *
write_digits(char *out, unsigned value, size_t digits)
{
    for (size_t i = digits; i > 0; i--) {
        out[i - 1] = (char)('0' + value % 10);
        value /= 10;
    }
    return out + digits;
}

struct str
date_iso(const struct date *date, struct arena *arena)
{
    char text[sizeof "2013-02-28"], *end = write_digits(text, date->year, 4);

    if (date->month > 0) {
        *end++ = '-';
        end = write_digits(end, date->month, 2);
    }
    if (date->month > 0 && date->day > 0) {
        *end++ = '-';
        end = write_digits(end, date->day, 2);
    }
    return arena_copy(arena, (struct str){text, (size_t)(end - text)});
}

struct str
date_iso_year(unsigned year, struct arena *arena)
{
    return date_iso(&(struct date){.year = (uint16_t)year}, arena);
}

static bool
is_mask(uint32_t code)
{
    return code == 'x' || code == 'X' || code == 0xD7 || code == '*' ||
           code == 0x25CB || code == '_' || code == 0x2573;
}

uint32_t
date_masked_year(const struct text *text, struct range r, uint32_t at)
{
    uint32_t begin = at, masks = 0;

    while (at < r.end && at - begin < 4 &&
           (mark_is_digit(text->codes[at]) || is_mask(text->codes[at]))) {
        masks += is_mask(text->codes[at]);
        at++;
    }
    if (masks == 0 || at >= r.end || text->codes[at] != HANZI_NIAN)
        return 0;
    return at + 1 - begin;
}
