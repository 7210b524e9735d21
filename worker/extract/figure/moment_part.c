#include "worker/extract/figure/moment_part.h"

#include "tables.h"
#include "worker/extract/text/year_part.h"

enum {
    CHAR_DI = 0x5E95, /* 底 */
    CHAR_MO = 0x672B, /* 末 */
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
