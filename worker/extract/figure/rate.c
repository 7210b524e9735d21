#include "worker/extract/figure/rate.h"

#include "tables.h"
#include "worker/extract/figure/subject_list.h"
#include "worker/extract/figure/verb.h"
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

/* The characters of what 每 at `r.begin` counts by; 0: nothing known. */
static uint32_t
rate_chars(const struct text *t, struct range r, bool is_first)
{
    enum { CHAR_MEI = 0x6BCF };
    struct lexicon_hit hit;
    uint32_t chars;

    if (t->codes[r.begin] != CHAR_MEI)
        return 0;
    r.begin++;
    chars = magnitude_chars(t, r);
    if (!lexicon_longest(&lexicon_denominators, t->codes + r.begin + chars,
                         r.end - r.begin - chars, &hit) ||
        (!is_first &&
         denominators_rows[hit.row].where == DENOMINATORS_WHERE_BEGIN))
        return 0;
    return chars + hit.chars;
}

static bool
has_pause(const struct text *t, struct range r)
{
    enum { CHAR_PAUSE = 0x3001 };

    while (r.begin < r.end && t->codes[r.begin] != CHAR_PAUSE)
        r.begin++;
    return r.begin < r.end;
}

struct str
rate_of_clause(const struct text *t, const struct slot *slot,
               struct arena *arena)
{
    struct range r = slot->left;
    struct lexicon_hit opener;
    bool is_first = true;

    if (lexicon_longest(&lexicon_openers, t->codes + r.begin, r.end - r.begin,
                        &opener))
        r.begin += opener.chars; /* 如果每吨… */
    for (; r.begin < r.end; r.begin++) {
        uint32_t chars = rate_chars(t, r, is_first);
        if (chars > 0 && !has_pause(t, r)) /* not 每日动态、督查等五项 */
            return text_folded(
                t, (struct range){r.begin + 1, r.begin + 1 + chars}, arena);
        is_first = is_first && mark_is_blank(t->codes[r.begin]);
    }
    return (struct str){NULL, 0};
}

struct str
rate_of_change(const struct text *t, const struct slot *slot)
{
    enum { DEALING_CHARS = 2 };
    struct range r = slot->left;
    struct lexicon_hit verb, each;

    if (!lexicon_longest_before(&lexicon_verbs, t->codes, r.begin, r.end,
                                &verb) ||
        !verb_changes(verbs_rows[verb.row].role))
        return (struct str){NULL, 0};
    r.end -= verb.chars;
    if (subjects_are_dealt(t, r) && subjects_dealt_from(t, r) == r.end)
        r.end -= DEALING_CHARS; /* 人均分别提高 */
    if (!lexicon_longest_before(&lexicon_each_words, t->codes, r.begin, r.end,
                                &each))
        return (struct str){NULL, 0};
    return each_words_rows[each.row].per;
}

bool
rate_is_calendar(struct str per)
{
    struct lexicon_hit hit;

    return record_has(per) &&
           lexicon_exact_text(&lexicon_denominators, per, &hit) &&
           denominators_rows[hit.row].where == DENOMINATORS_WHERE_CALENDAR;
}
