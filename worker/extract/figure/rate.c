#include "worker/extract/figure/rate.h"

#include "tables.h"
#include "worker/extract/text/marks.h"

/* 百, 千, 万 in front of a unit: 每万人. */
static uint32_t
magnitude_chars(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    if (!lexicon_longest(&lexicon_numerals, t->codes + r.begin, r.end - r.begin,
                         &hit) ||
        (numerals_rows[hit.row].role != NUMERALS_ROLE_TEN &&
         numerals_rows[hit.row].role != NUMERALS_ROLE_MYRIAD))
        return 0;
    return hit.chars;
}

struct str
rate_of_clause(const struct text *t, const struct slot *slot,
               struct arena *arena)
{
    enum { CHAR_MEI = 0x6BCF };
    struct range r = slot->left;
    struct lexicon_hit hit;
    uint32_t chars;

    while (r.begin < r.end && mark_is_blank(t->codes[r.begin]))
        r.begin++;
    if (r.begin >= r.end || t->codes[r.begin] != CHAR_MEI)
        return (struct str){NULL, 0};
    r.begin++;
    chars = magnitude_chars(t, r);
    if (!lexicon_longest(&lexicon_denominators, t->codes + r.begin + chars,
                         r.end - r.begin - chars, &hit))
        return (struct str){NULL, 0};
    r.end = r.begin + chars + hit.chars;
    return text_folded(t, r, arena);
}
