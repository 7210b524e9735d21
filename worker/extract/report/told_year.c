#include "worker/extract/report/told_year.h"

#include "tables.h"
#include "worker/extract/text/date.h"

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
