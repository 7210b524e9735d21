/* The year that a time or a base is, read back from its text. */
#include "worker/extract/figure/period.h"

#include "base/utf8.h"

#include "tables.h"
#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/marks.h"

unsigned
period_year(struct str text)
{
    enum { YEAR_BYTES = 4 };
    unsigned year = 0;

    if (text.len != YEAR_BYTES)
        return 0;
    for (size_t i = 0; i < YEAR_BYTES; i++)
        year = year * 10 + (unsigned)(text.ptr[i] - '0');
    return year;
}

unsigned
period_year_of(struct str base)
{
    enum { YEAR_DIGITS = 4, BASE_MAX_CHARS = 6, CHAR_NIAN = 0x5E74 };
    uint32_t codes[BASE_MAX_CHARS], count = 0;
    size_t at = 0, width;
    struct lexicon_hit hit;
    unsigned year = 0;

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
