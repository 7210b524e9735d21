#include "worker/extract/figure/plan_term.h"

#include "tables.h"
#include "worker/extract/figure/calendar.h"
#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/edge.h"
#include "worker/extract/text/marks.h"

/* 第六个五年计划, “六五”计划, 六五期间 at `at`; 六五 alone is but a number. */
static uint32_t
read_name(const struct text *t, struct range r, uint32_t at,
          struct lexicon_hit *term)
{
    enum { FULL_NAME_CHARS = 4 };
    struct lexicon_hit after;
    uint32_t chars;

    if (!lexicon_longest(&lexicon_plan_terms, t->codes + at, r.end - at, term))
        return 0;
    chars = term->chars;
    if (chars >= FULL_NAME_CHARS)
        return chars;
    if (at + chars < r.end && mark_is_closing(t->codes[at + chars]))
        chars++;
    return lexicon_longest(&lexicon_time_spans, t->codes + at + chars,
                           r.end - at - chars, &after) ||
                   lexicon_longest(&lexicon_term_words, t->codes + at + chars,
                                   r.end - at - chars, &after)
               ? chars
               : 0;
}

enum {
    TERM_YEARS = 5,
    EVE_YEARS = 2,   /* before it that it is spoken of as what comes next */
    BEGUN_YEARS = 1, /* reviewed of a plan that still is a new one */
};

/* The term named at `at` as far as it is ahead; the characters, 0: none. */
static uint32_t
read_term(const struct text *t, struct range r, uint32_t at,
          const struct calendar *calendar, struct moment *out)
{
    struct lexicon_hit term;
    struct moment moment;
    uint32_t chars = read_name(t, r, at, &term);
    unsigned first, now = calendar->reviewed;

    if (chars > 0) {
        first = (unsigned)plan_terms_rows[term.row].first_year;
        if (first > now + EVE_YEARS || first + BEGUN_YEARS < now)
            return 0;
        *out = (struct moment){.first_year = (uint16_t)first,
                               .last_year = (uint16_t)(first + TERM_YEARS - 1),
                               .is_named = true};
        return chars;
    }
    chars = moment_read(t, r, at, calendar, &moment);
    if (chars == 0 || !moment.is_ahead || !moment_is_span(&moment) ||
        moment.last_year - moment.first_year != TERM_YEARS - 1)
        return 0;
    *out = moment;
    return chars;
}

bool
plan_term_read(const struct text *t, struct range sentence,
               const struct report *report, struct moment *out)
{
    struct calendar calendar = calendar_of(report, false);
    bool found = false;

    if (calendar.reviewed == 0)
        return false;
    for (uint32_t at = sentence.begin;
         (at = text_find(t, at, sentence.end, SIGN_MOMENT)) < sentence.end;) {
        uint32_t chars = read_term(t, sentence, at, &calendar, out);
        found |= chars > 0;
        at += chars > 0 ? chars : 1;
    }
    return found;
}

bool
plan_term_alone(const struct text *t, struct range heading,
                const struct report *report)
{
    struct calendar calendar = calendar_of(report, false);
    struct moment moment;

    for (uint32_t at = heading.begin;
         (at = text_find(t, at, heading.end, SIGN_MOMENT)) < heading.end;) {
        uint32_t chars = read_term(t, heading, at, &calendar, &moment);
        if (chars == 0 && moment_read(t, heading, at, &calendar, &moment) > 0)
            return false;
        at += chars > 0 ? chars : 1;
    }
    return true;
}

/*
 * The number at `at` goes on from one in front: 十五年, 1985年, 3—5年,
 * 第一个五年.
 */
static bool
goes_on(const struct text *t, struct range r, uint32_t at)
{
    enum { CHAR_PAUSE = 0x3001, CHAR_GE = 0x4E2A };
    uint32_t before = at > r.begin ? t->codes[at - 1] : 0;

    return numeral_begins(before) || mark_is_dash(before) || before == '.' ||
           before == CHAR_PAUSE || before == CHAR_GE ||
           edge_is(before, EDGES_ROLE_DAY_LEAD);
}

/* 2026 of 2025、2026年, not of the label 二、2026年. */
static bool
is_second_year(const struct text *t, struct range r, uint32_t at)
{
    enum { CHAR_PAUSE = 0x3001, YEAR_DIGITS = 4 };

    if (at < r.begin + YEAR_DIGITS + 1 || t->codes[at - 1] != CHAR_PAUSE)
        return false;
    for (uint32_t back = 2; back < YEAR_DIGITS + 2; back++) {
        if (!numeral_begins(t->codes[at - back]))
            return false;
    }
    return true;
}

bool
plan_term_year(const struct text *t, struct range heading,
               const struct report *report, struct moment *out)
{
    struct calendar calendar = calendar_of(report, false);
    struct moment moment;
    bool found = false;

    if (calendar.reviewed == 0)
        return false;
    for (uint32_t at = heading.begin;
         (at = text_find(t, at, heading.end, SIGN_MOMENT)) < heading.end;) {
        uint32_t chars = moment_read(t, heading, at, &calendar, &moment);
        if (chars > 0 && (found || is_second_year(t, heading, at) ||
                          moment.first_month > 0 || moment.is_end ||
                          moment.first_year != moment.last_year ||
                          moment.last_year <= calendar.reviewed + 1))
            return false;
        if (chars > 0) {
            *out = moment;
            found = true;
        }
        at += chars > 0 ? chars : 1;
    }
    return found;
}

/* 五年 of 五年倍增计划: the years are the name of something else. */
static bool
names_other_plan(const struct text *t, struct range r, uint32_t at,
                 uint32_t chars)
{
    enum { BARE_CHARS = 2, NAME_CHARS = 4 };
    struct lexicon_hit hit;

    if (chars > BARE_CHARS)
        return false;
    for (uint32_t i = 1; i <= NAME_CHARS && at + chars + i < r.end; i++) {
        if (lexicon_longest(&lexicon_plan_names, t->codes + at + chars + i,
                            r.end - at - chars - i, &hit))
            return true;
    }
    return false;
}

enum plan_term_sense
plan_term_sense(const struct text *t, struct range r)
{
    enum plan_years_role role;
    struct lexicon_hit hit;

    for (uint32_t at = r.begin; at < r.end; at++) {
        if (!lexicon_longest(&lexicon_plan_years, t->codes + at, r.end - at,
                             &hit))
            continue;
        role = plan_years_rows[hit.row].role;
        if (role != PLAN_YEARS_ROLE_OTHER && !goes_on(t, r, at) &&
            !names_other_plan(t, r, at, hit.chars))
            return role == PLAN_YEARS_ROLE_SUM ? PLAN_TERM_SUM
                                               : PLAN_TERM_YEARS;
        at += hit.chars - 1;
    }
    return PLAN_TERM_NONE;
}
