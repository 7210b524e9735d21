#include "worker/extract/figure/period.h"

#include "tables.h"
#include "worker/extract/text/date.h"
#include "worker/extract/text/edge.h"
#include "worker/extract/text/year_part.h"

/* Earlier words of the sentence than these many tell nothing. */
enum { SENTENCE_REACH_CHARS = 160 };

struct found {
    struct date date;
    uint32_t end;
    bool is_year_end;
};

static bool
is_inside(struct range r, uint32_t at)
{
    return at >= r.begin && at < r.end;
}

/* 比2012年, 较上年: a date to compare with, not the figure's own. */
static bool
is_compared(const struct text *t, struct range r, uint32_t at)
{
    uint32_t before = at > r.begin ? t->codes[at - 1] : 0;

    return before == 0x6BD4 || before == 0x8F83 || before == 0x540C ||
           before == 0x4E0E;
}

/* Nothing but 在, 到 or the like between a mark and the date at `at`. */
static bool
opens_clause(const struct text *t, struct range r, uint32_t at)
{
    if (at == r.begin)
        return true;
    if (edge_is(t->codes[at - 1], EDGES_ROLE_DAY_LEAD))
        return at - 1 == r.begin || opens_clause(t, r, at - 1);
    return t->codes[at - 1] < 0x3400; /* a mark or a blank */
}

/*
 * The last date in `r` that is no base; with `is_opening`, only one that
 * opens its clause.
 */
static bool
last_date(const struct text *t, struct range r, struct range base,
          bool is_opening, struct found *out)
{
    bool found = false;
    struct date date;

    for (uint32_t at = r.begin; at < r.end;) {
        uint32_t chars = date_read(t, (struct range){at, r.end}, at, &date);
        if (chars == 0) {
            at++;
            continue;
        }
        if (date.year > 0 && !is_inside(base, at) && !is_compared(t, r, at) &&
            (!is_opening || opens_clause(t, r, at))) {
            *out = (struct found){.date = date, .end = at + chars};
            out->is_year_end =
                out->end < r.end &&
                (t->codes[out->end] == 0x5E95 || t->codes[out->end] == 0x672B);
            found = true;
        }
        at += chars;
    }
    return found;
}

/* The last row of period_words.tsv in `r` that `wanted` accepts. */
static const struct period_words_row *
last_word(const struct text *t, struct range r, uint32_t wanted)
{
    const struct period_words_row *row = NULL;
    struct lexicon_hit hit;

    for (uint32_t at = r.begin; at < r.end; at++) {
        if (!lexicon_longest(&lexicon_period_words, t->codes + at, r.end - at,
                             &hit))
            continue;
        if (wanted & (1U << period_words_rows[hit.row].role))
            row = &period_words_rows[hit.row];
        at += hit.chars - 1;
    }
    return row;
}

static struct str
date_text(const struct found *found, struct arena *arena)
{
    if (found->is_year_end && found->date.day == 0)
        return arena_format(arena, "%04u-12-31", found->date.year);
    return date_iso(&found->date, arena);
}

enum {
    PARTS = (1U << PERIOD_WORDS_ROLE_PAST) - 1,
    NEXT = 1U << PERIOD_WORDS_ROLE_NEXT,
    AVERAGE = 1U << PERIOD_WORDS_ROLE_AVERAGE,
};

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

/* What the report as a whole says of a figure without a date of its own. */
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

/* A date in `r`, as the figure's period. */
static bool
from_date(const struct text *t, struct range r, const struct binding *binding,
          bool is_opening, struct arena *arena, struct period *out)
{
    struct found found;

    if (!last_date(t, r, binding->base_range, is_opening, &found))
        return false;
    out->text = date_text(&found, arena);
    if (found.is_year_end || found.date.day > 0)
        out->accrual = ACCRUAL_POINT;
    return true;
}

static bool
from_word(const struct text *t, struct range r, const struct report *report,
          struct arena *arena, struct period *out)
{
    const struct period_words_row *row = last_word(t, r, PARTS | NEXT);

    if (!row || report->year == 0)
        return false;
    out->text = year_part_iso(row->role, report->year, arena);
    if (row->role == PERIOD_WORDS_ROLE_YEAR_END)
        out->accrual = ACCRUAL_POINT;
    return record_has(out->text);
}

struct period
period_of_figure(const struct text *t, struct range sentence,
                 const struct slot *slot, const struct binding *binding,
                 const struct report *report, bool is_plan, struct arena *arena)
{
    struct period out = {.accrual = ACCRUAL_YEAR};
    struct range before = {sentence.begin, slot->left.begin};
    bool is_average = last_word(t, slot->left, AVERAGE) != NULL;

    if (before.end - before.begin > SENTENCE_REACH_CHARS)
        before.begin = before.end - SENTENCE_REACH_CHARS;
    if (is_average)
        out.accrual = ACCRUAL_AVERAGE;
    if (is_average && first_year(report) > 0) {
        out.text = report->period;
        return out;
    }
    if (from_date(t, slot->left, binding, false, arena, &out) ||
        from_word(t, slot->left, report, arena, &out))
        return out;
    out.is_inherited = true;
    if (!binding->is_origin && !is_plan &&
        (from_date(t, before, binding, true, arena, &out) ||
         from_word(t, before, report, arena, &out)))
        return out;
    from_report(binding, report, is_plan, arena, &out);
    return out;
}
