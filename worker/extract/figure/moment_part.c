#include "worker/extract/figure/moment_part.h"

#include "tables.h"
#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/year_part.h"

enum {
    CHAR_DI = 0x5E95, /* 底 */
    CHAR_MO = 0x672B, /* 末 */
    CHAR_YUE = 0x6708 /* 月 */
};

/* 首11个月, 前5个月; its characters. */
static uint32_t
read_first_months(const struct text *t, struct range r, uint32_t at,
                  struct moment *out)
{
    enum { CHAR_SHOU = 0x9996, CHAR_QIAN = 0x524D, CHAR_GE = 0x4E2A };
    struct numeral n;

    if (at + 1 >= r.end ||
        (t->codes[at] != CHAR_SHOU && t->codes[at] != CHAR_QIAN) ||
        !numeral_begins(t->codes[at + 1]) ||
        !numeral_read(t->codes + at + 1, r.end - at - 1, &n) ||
        n.value.scale > 0 || n.value.digits < 1 || n.value.digits > 12 ||
        at + n.chars + 2 >= r.end || t->codes[at + n.chars + 1] != CHAR_GE ||
        t->codes[at + n.chars + 2] != CHAR_YUE)
        return 0;
    out->first_month = 1;
    out->last_month = (uint8_t)n.value.digits;
    return n.chars + 3;
}

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

uint32_t
moment_part_read(const struct text *t, struct range r, uint32_t at,
                 struct moment *out)
{
    struct lexicon_hit hit;

    if (at < r.end && (t->codes[at] == CHAR_DI || t->codes[at] == CHAR_MO)) {
        out->is_end = true;
        return 1 + before_chars(t, r, at + 1);
    }
    if (!lexicon_longest(&lexicon_period_words, t->codes + at, r.end - at,
                         &hit))
        return read_first_months(t, r, at, out);
    if (period_words_rows[hit.row].role == PERIOD_WORDS_ROLE_YEAR_END)
        out->is_end = true;
    else if (!year_part_months(period_words_rows[hit.row].role,
                               &out->first_month, &out->last_month))
        return 0;
    return hit.chars;
}
