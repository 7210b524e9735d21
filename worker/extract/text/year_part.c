#include "worker/extract/text/year_part.h"

#include "worker/extract/text/date.h"

bool
year_part_months(enum period_words_role role, uint8_t *first, uint8_t *last)
{
    static const uint8_t months[][2] = {
        [PERIOD_WORDS_ROLE_HALF_FIRST] = {1, 6},
        [PERIOD_WORDS_ROLE_HALF_SECOND] = {7, 12},
        [PERIOD_WORDS_ROLE_QUARTER_FIRST] = {1, 3},
        [PERIOD_WORDS_ROLE_QUARTER_SECOND] = {4, 6},
        [PERIOD_WORDS_ROLE_QUARTER_THIRD] = {7, 9},
        [PERIOD_WORDS_ROLE_QUARTER_FOURTH] = {10, 12},
        [PERIOD_WORDS_ROLE_QUARTERS_THREE] = {1, 9},
    };

    if ((size_t)role >= sizeof months / sizeof *months)
        return false;
    *first = months[role][0];
    *last = months[role][1];
    return true;
}

struct str
year_part_iso(enum period_words_role role, unsigned year, struct arena *arena)
{
    uint8_t first, last;

    if (year_part_months(role, &first, &last))
        return arena_format(arena, "%04u-%02u/%04u-%02u", year, first, year,
                            last);
    if (role == PERIOD_WORDS_ROLE_YEAR_END)
        return date_iso(&(struct date){(uint16_t)year, 12, 31}, arena);
    if (role == PERIOD_WORDS_ROLE_NEXT)
        return date_iso_year(year + 1, arena);
    return (struct str){NULL, 0};
}

uint32_t
year_part_first_months(const struct text *text, struct range r, uint32_t at,
                       uint8_t *last)
{
    enum {
        HANZI_SHOU = 0x9996,
        HANZI_QIAN = 0x524D,
        HANZI_GE = 0x4E2A,
        HANZI_YUE = 0x6708,
    };
    uint32_t chars;

    if (at >= r.end ||
        (text->codes[at] != HANZI_SHOU && text->codes[at] != HANZI_QIAN))
        return 0;
    chars = date_read_part(text, r, at + 1, HANZI_GE, 12, last);
    if (chars == 0 || at + chars + 1 >= r.end ||
        text->codes[at + chars + 1] != HANZI_YUE)
        return 0;
    return chars + 2;
}
