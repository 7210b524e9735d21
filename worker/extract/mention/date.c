/* Dates: what moment.h reads, years told from the speech, five-year plans. */
#include "worker/extract/mention/moment.h"
#include "worker/extract/mention/readers.h"
#include "worker/extract/report/reviewed.h"
#include "worker/extract/text/marks.h"

enum { PLAN_YEARS = 5 };

/*
 * 十四五时期; by its number alone only where no other thing is meant. False:
 * no plan is named at `begin`.
 */
static bool
read_plan_period(struct scan *s, uint32_t begin)
{
    const struct plan_terms_row *row;
    struct range range = {begin, 0};
    struct lexicon_hit hit;
    bool is_quoted, is_time;

    if (!lexicon_longest(&lexicon_plan_terms, s->t->codes + begin,
                         s->sentence.end - begin, &hit))
        return false;
    row = &plan_terms_rows[hit.row];
    range.end = begin + hit.chars;
    is_quoted = mark_is_closing(s->t->codes[range.end]);
    is_time = lexicon_longest(&lexicon_plan_times,
                              s->t->codes + range.end + is_quoted,
                              s->sentence.end - range.end - is_quoted, &hit);
    if (is_time) {
        range.end += is_quoted + hit.chars;
        range.begin -= is_quoted && begin > s->sentence.begin;
    } else if (!row->alone) {
        return is_quoted;
    }
    scan_add(s, range, MENTION_DATE,
             arena_format(s->arena, "%04u/%04u", (unsigned)row->first_year,
                          (unsigned)row->first_year + PLAN_YEARS - 1));
    return true;
}

/* 今年6月, 去年上半年; 今年 alone. */
static bool
read_told_year(struct scan *s, uint32_t begin)
{
    const struct year_words_row *row;
    struct moment m = {.end = 0}, rest;
    struct lexicon_hit hit;
    unsigned year;

    if (!lexicon_longest(&lexicon_year_words, s->t->codes + begin,
                         s->sentence.end - begin, &hit))
        return false;
    row = &year_words_rows[hit.row];
    year = row->from == YEAR_WORDS_FROM_SPEECH ? year_made(s->report) : s->year;
    if (year > 0)
        year += (unsigned)row->shift;
    m.end = begin + hit.chars;
    m.date.year = (uint16_t)year;
    rest = moment_plain(s, m.end, year);
    if (rest.end > 0 && rest.date.month > 0)
        m = rest;
    else
        moment_close_year(s, &m);
    if (m.end > begin + hit.chars || row->alone) {
        moment_join(s, &m);
        scan_add(s, (struct range){begin, m.end}, MENTION_DATE,
                 moment_value(s, &m));
    }
    return true;
}

void
read_date(struct scan *s, size_t i)
{
    uint32_t begin = s->pieces.items[i].range.begin;
    unsigned year = s->year > 0 ? s->year : s->report->year;
    struct moment m;

    if (scan_is(s, i, ROLE(PLAN_PERIOD) | ROLE(PHRASE)) &&
        read_plan_period(s, begin))
        return;
    if (scan_is(s, i, ROLE(PHRASE)) || read_told_year(s, begin))
        return;
    if (scan_is(s, i, ROLE(PERIOD))) {
        m = (struct moment){.date = {.year = (uint16_t)year}};
        m.end = moment_part(s, begin, year, &m.value);
        if (m.end > 0)
            scan_add(s, (struct range){begin, m.end}, MENTION_DATE, m.value);
        return;
    }
    m = moment_at(s, begin, year);
    if (m.end == 0)
        return;
    if (m.date.year > 0)
        s->year = m.date.year;
    scan_add(s, (struct range){begin - m.before, m.end}, MENTION_DATE,
             moment_value(s, &m));
}
