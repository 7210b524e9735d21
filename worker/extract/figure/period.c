#include "worker/extract/figure/period.h"

#include "tables.h"
#include "worker/extract/figure/moment.h"
#include "worker/extract/text/date.h"
#include "worker/extract/text/edge.h"

/* Earlier words of the sentence than these many tell nothing. */
enum { SENTENCE_REACH_CHARS = 160 };

static bool
is_inside(struct range r, uint32_t at)
{
    return at >= r.begin && at < r.end;
}

/* 比2012年, 较上年: a time to compare with, not the figure's own. */
static bool
is_compared(const struct text *t, struct range r, uint32_t at)
{
    uint32_t before = at > r.begin ? t->codes[at - 1] : 0;

    return before == 0x6BD4 || before == 0x8F83 || before == 0x540C ||
           before == 0x4E0E;
}

/* Nothing but 在, 到 or the like between a mark and the time at `at`. */
static bool
opens_clause(const struct text *t, struct range r, uint32_t at)
{
    struct lexicon_hit hit;

    if (at == r.begin ||
        lexicon_longest_before(&lexicon_causes, t->codes, r.begin, at, &hit))
        return true; /* 我预测2014年… */
    if (edge_is(t->codes[at - 1], EDGES_ROLE_DAY_LEAD))
        return at - 1 == r.begin || opens_clause(t, r, at - 1);
    return t->codes[at - 1] < 0x3400; /* a mark or a blank */
}

/*
 * The last time in `r` that is no base; with `is_opening`, only one that
 * opens its clause.
 */
static bool
last_moment(const struct text *t, struct range r, struct range base,
            bool is_opening, const struct calendar *calendar,
            struct moment *out)
{
    bool found = false;
    struct moment moment;

    for (uint32_t at = r.begin; at < r.end;) {
        uint32_t chars = moment_read(t, r, at, calendar, &moment);
        if (chars == 0) {
            at++;
            continue;
        }
        if (!is_inside(base, at) && !is_compared(t, r, at) &&
            ((!is_opening && !moment.is_named) ||
             (moment_is_span(&moment) && !moment.is_named) ||
             opens_clause(t, r, at))) {
            *out = moment;
            found = true;
        }
        at += chars;
    }
    return found;
}

/* 年均, 平均每年 in `r`. */
static bool
is_averaged(const struct text *t, struct range r)
{
    struct lexicon_hit hit;

    for (uint32_t at = r.begin; at < r.end; at++) {
        if (lexicon_longest(&lexicon_period_words, t->codes + at, r.end - at,
                            &hit) &&
            period_words_rows[hit.row].role == PERIOD_WORDS_ROLE_AVERAGE)
            return true;
    }
    return false;
}

/* 1998 of 1998/2002; 0 where the report reviews one year. */
static unsigned
first_year(const struct report *report)
{
    unsigned year = 0;

    if (!str_contains(report->period, STR("/")))
        return 0;
    for (size_t i = 0; i < 4 && i < report->period.len; i++)
        year = year * 10 + (unsigned)(report->period.ptr[i] - '0');
    return year;
}

/* What the report as a whole says of a figure without a time of its own. */
static void
from_report(const struct binding *binding, const struct report *report,
            bool is_plan, struct arena *arena, struct period *out)
{
    unsigned first = first_year(report);

    out->is_inherited = true;
    if (report->year == 0)
        return;
    if (is_plan) {
        out->text = arena_format(arena, "%04u", report->year + 1U);
        return;
    }
    if (binding->is_origin) {
        out->text = arena_format(arena, "%04u",
                                 first > 0 ? first - 1 : report->year - 1U);
    } else if (first > 0 && !binding->is_level_reached) {
        out->text = report->period;
        if (out->accrual == ACCRUAL_YEAR)
            out->accrual = ACCRUAL_TOTAL;
    } else {
        out->text = arena_format(arena, "%04u", report->year);
    }
}

/* What a time says of the figure. */
static void
from_moment(const struct moment *m, const struct binding *binding,
            struct arena *arena, struct period *out)
{
    struct moment last = {.first_year = m->last_year,
                          .last_year = m->last_year};

    if (moment_is_span(m) && binding->is_level_reached &&
        out->accrual != ACCRUAL_AVERAGE) {
        out->text = moment_text(&last, arena); /* 五年来…达到5万亿元 */
        return;
    }
    out->text = moment_text(m, arena);
    if (m->is_end || m->day > 0)
        out->accrual = ACCRUAL_POINT;
    else if (moment_is_span(m) && out->accrual == ACCRUAL_YEAR)
        out->accrual = ACCRUAL_TOTAL;
}

/* The year a report that looks back on `report->year` is made in. */
static uint16_t
present_year(const struct report *report)
{
    unsigned year = 0;

    for (size_t i = 0; i < 4 && i < report->delivered.len; i++)
        year = year * 10 + (unsigned)(report->delivered.ptr[i] - '0');
    if (year > 0)
        return (uint16_t)year;
    return (uint16_t)(report->year + (report->genre == GENRE_GOVERNMENT));
}

struct period
period_of_figure(const struct text *t, struct range sentence,
                 const struct slot *slot, const struct binding *binding,
                 const struct report *report, bool is_plan, struct arena *arena)
{
    struct calendar calendar = {report->year, present_year(report)};
    struct period out = {.accrual = ACCRUAL_YEAR};
    struct range before = {sentence.begin, slot->left.begin};
    struct moment moment;

    if (before.end - before.begin > SENTENCE_REACH_CHARS)
        before.begin = before.end - SENTENCE_REACH_CHARS;
    if (is_averaged(t, slot->left))
        out.accrual = ACCRUAL_AVERAGE;
    if (last_moment(t, slot->left, binding->base_range, false, &calendar,
                    &moment)) {
        from_moment(&moment, binding, arena, &out);
        out.is_ahead =
            calendar.present > 0 && moment.last_year > calendar.present;
        return out;
    }
    out.is_inherited = true;
    if (!binding->is_origin &&
        last_moment(t, before, binding->base_range, true, &calendar, &moment) &&
        !(out.accrual == ACCRUAL_AVERAGE && !moment_is_span(&moment))) {
        from_moment(&moment, binding, arena, &out);
        out.is_ahead =
            calendar.present > 0 && moment.last_year > calendar.present;
        return out;
    }
    if (out.accrual == ACCRUAL_AVERAGE && first_year(report) > 0 && !is_plan) {
        out.text = report->period;
        return out;
    }
    from_report(binding, report, is_plan, arena, &out);
    return out;
}
