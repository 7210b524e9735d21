#include "publisher/query/clauses.h"

#include "record/origin_terms.h"
#include "record/period.h"
#include "record/place.h"
#include "record/value_terms.h"

/* All of four digits: the order of their terms is that of the years. */
enum { YEAR_FIRST = REPORT_YEAR_MIN, YEAR_LAST = REPORT_YEAR_MAX };

struct collecting {
    struct clauses *clauses;
    struct arena *arena;
    unsigned words; /* so far */
};

static void
add_clause(struct collecting *c, struct clause clause)
{
    if (clause.terms && c->clauses->count < CLAUSES_MAX)
        c->clauses->list[c->clauses->count++] = clause;
}

static void
add_piece(struct collecting *c, struct term_range range, unsigned word)
{
    struct term_range *terms = ARENA_NEW(c->arena, struct term_range);

    if (terms)
        *terms = range;
    add_clause(c, (struct clause){terms, 1, word});
}

static void
add_range(struct collecting *c, struct term_range range)
{
    add_piece(c, range, 0);
}

static void
add_term(struct collecting *c, struct str term)
{
    add_range(c, term_alone(term));
}

/* Of the latest word. */
static void
add_word_term(void *context, struct str term)
{
    struct collecting *c = context;

    add_piece(c, term_alone(term), c->words);
}

/*
 * A name may be of several divisions, and the table may lack one that a
 * report names: the place's own term stands beside the lineages'.
 */
static void
add_place(struct collecting *c, struct str place, bool is_exact)
{
    struct str *lineages = NULL;
    size_t count = is_exact ? 0 : place_lineages_of(place, c->arena, &lineages);
    struct term_range *terms =
        ARENA_ARRAY(c->arena, struct term_range, count + 1);

    for (size_t i = 0; terms && i <= count; i++)
        terms[i] = term_alone(i < count ? term_of_lineage(lineages[i], c->arena)
                                        : term_of_place(place, c->arena));
    add_clause(c, (struct clause){terms, count + 1, 0});
}

static void
add_years(struct collecting *c, const struct query *q)
{
    uint32_t first = q->year_from > YEAR_FIRST ? q->year_from : YEAR_FIRST;
    uint32_t last =
        q->year_to && q->year_to < YEAR_LAST ? q->year_to : YEAR_LAST;

    add_range(c, (struct term_range){term_of_year(first, c->arena),
                                     term_of_year(last, c->arena)});
}

/* A figure may be a range: see terms_of_values(). */
static void
add_values(struct collecting *c, const struct query *q)
{
    struct term_range *terms = ARENA_ARRAY(c->arena, struct term_range, 2);
    struct decimal from, to;

    if (!terms)
        return;
    terms[0].first = decimal_parse(q->value_from, &from)
                         ? term_of_value(q->unit, from, c->arena)
                         : term_of_least_value(q->unit, c->arena);
    terms[0].last = decimal_parse(q->value_to, &to)
                        ? term_of_value(q->unit, to, c->arena)
                        : term_of_greatest_value(q->unit, c->arena);
    terms[1] = term_alone(term_of_any_value(q->unit, c->arena));
    add_clause(c, (struct clause){terms, 2, 0});
}

/* What is asked for covers the whole period, so its first day, too. */
static void
add_periods(struct collecting *c, const struct query *q)
{
    struct period from = {.first = 0}, to = {.last = PERIOD_DAY_MAX};

    (void)period_parse(q->period_from, &from);
    (void)period_parse(q->period_to, &to);
    add_range(c, (struct term_range){term_of_month(from.first, c->arena),
                                     term_of_month(to.last, c->arena)});
}

static void
collect_origins(struct collecting *c, const struct query *q)
{
    if (record_has(q->tag))
        add_term(c, term_of_tag(q->tag, c->arena));
    c->words++;
    if (record_has(q->source))
        terms_of_source(q->source, c->arena, add_word_term, c);
}

static void
collect_report(struct collecting *c, const struct query *q)
{
    if (record_has(q->place))
        add_place(c, q->place, q->is_place_exact);
    if (q->year)
        add_term(c, term_of_year(q->year, c->arena));
    else if (q->year_from || q->year_to)
        add_years(c, q);
    if (q->has_genre)
        add_term(c, term_of_genre(q->genre, c->arena));
    if (q->has_author)
        add_term(c, term_of_author(q->author, c->arena));
    if (q->has_section_kind)
        add_term(c, term_of_section_kind(q->section_kind, c->arena));
}

static void
collect_figure(struct collecting *c, const struct query *q)
{
    if (record_has(q->unit))
        add_term(c, term_of_unit(q->unit, c->arena));
    if (q->has_kind)
        add_term(c, term_of_kind(q->kind, c->arena));
    if (q->has_measure)
        add_term(c, term_of_measure(q->measure, c->arena));
    if (q->has_direction)
        add_term(c, term_of_direction(q->direction, c->arena));
    if (q->has_status)
        add_term(c, term_of_status(q->status, c->arena));
    c->words++;
    if (record_has(q->action))
        terms_of_action(q->action, q->is_action_exact, c->arena, add_word_term,
                        c);
    c->words++;
    if (record_has(q->object))
        terms_of_object(q->object, q->is_object_exact, c->arena, add_word_term,
                        c);
    if (record_has(q->value_from) || record_has(q->value_to))
        add_values(c, q);
    if (record_has(q->period_from) || record_has(q->period_to))
        add_periods(c, q);
}

enum status
clauses_of(const struct query *q, struct arena *a, struct clauses *out,
           struct error *err)
{
    struct collecting c = {out, a, 0};

    out->count = 0;
    collect_report(&c, q);
    if (q->has_mention_type)
        add_term(&c, term_of_mention_type(q->mention_type, a));
    c.words++;
    if (record_has(q->mention))
        terms_of_mention(q->mention, a, add_word_term, &c);
    collect_figure(&c, q);
    collect_origins(&c, q);
    if (a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    return STATUS_OK;
}
