#include "worker/extract/text/year_part.h"

#include "worker/extract/text/date.h"

static struct str
months_text(unsigned year, unsigned first, unsigned last, struct arena *arena)
{
    return arena_format(arena, "%04u-%02u/%04u-%02u", year, first, year, last);
}

struct str
year_part_iso(enum period_words_role role, unsigned year, struct arena *arena)
{
    switch (role) {
    case PERIOD_WORDS_ROLE_HALF_FIRST:
        return months_text(year, 1, 6, arena);
    case PERIOD_WORDS_ROLE_HALF_SECOND:
        return months_text(year, 7, 12, arena);
    case PERIOD_WORDS_ROLE_QUARTER_FIRST:
        return months_text(year, 1, 3, arena);
    case PERIOD_WORDS_ROLE_QUARTER_SECOND:
        return months_text(year, 4, 6, arena);
    case PERIOD_WORDS_ROLE_QUARTER_THIRD:
        return months_text(year, 7, 9, arena);
    case PERIOD_WORDS_ROLE_QUARTER_FOURTH:
        return months_text(year, 10, 12, arena);
    case PERIOD_WORDS_ROLE_QUARTERS_THREE:
        return months_text(year, 1, 9, arena);
    case PERIOD_WORDS_ROLE_YEAR_END:
        return date_iso(&(struct date){(uint16_t)year, 12, 31}, arena);
    case PERIOD_WORDS_ROLE_NEXT:
        return date_iso_year(year + 1, arena);
    default:
        return (struct str){NULL, 0};
    }
}
