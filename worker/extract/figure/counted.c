#include "worker/extract/figure/counted.h"

#include "worker/extract/figure/verb.h"

/* 每年就可以增产: a change that is told of each year, adverbs between. */
static bool
changes_each_year(const struct text *t, struct range r, uint32_t at)
{
    enum { CHAR_MEI = 0x6BCF, CHAR_NIAN = 0x5E74, ADVERBS_MAX = 3 };
    struct lexicon_hit hit;

    if (t->codes[at] != CHAR_MEI || at + 1 >= r.end ||
        t->codes[at + 1] != CHAR_NIAN)
        return false;
    at += 2;
    for (int i = 0; i <= ADVERBS_MAX && at < r.end; i++) {
        if (lexicon_longest(&lexicon_verbs, t->codes + at, r.end - at, &hit) &&
            hit.chars > 1)
            return verb_changes(verbs_rows[hit.row].role);
        if (!lexicon_longest(&lexicon_fillers, t->codes + at, r.end - at, &hit))
            return false;
        at += hit.chars;
    }
    return false;
}

enum accrual
counted_over(const struct text *t, struct range r)
{
    enum { CHAR_DE = 0x7684 };
    enum accrual found = ACCRUAL_YEAR;
    struct lexicon_hit hit, name;

    for (uint32_t at = r.begin; at < r.end; at++) {
        if (t->codes[at] == CHAR_DE && found == ACCRUAL_TOTAL)
            found = ACCRUAL_YEAR;
        if (changes_each_year(t, r, at))
            return ACCRUAL_AVERAGE;
        if (!lexicon_longest(&lexicon_period_words, t->codes + at, r.end - at,
                             &hit) ||
            (lexicon_longest(&lexicon_not_verbs, t->codes + at, r.end - at,
                             &name) &&
             name.chars > hit.chars)) /* 年均气温 */
            continue;
        if (period_words_rows[hit.row].role == PERIOD_WORDS_ROLE_AVERAGE)
            return ACCRUAL_AVERAGE;
        if (period_words_rows[hit.row].role == PERIOD_WORDS_ROLE_TOTAL)
            found = ACCRUAL_TOTAL;
    }
    return found;
}
