#include "publisher/query/match.h"

#include "record/place.h"

struct filter
filter_of(const struct query *q)
{
    struct filter f = {.query = q, .period = {0, UINT32_MAX}};
    struct period given;

    (void)decimal_parse(q->value_from, &f.value_from);
    (void)decimal_parse(q->value_to, &f.value_to);
    if (period_parse(q->period_from, &given))
        f.period.first = given.first;
    if (period_parse(q->period_to, &given))
        f.period.last = given.last;
    return f;
}

bool
filter_needs_origins(const struct filter *f)
{
    return record_has(f->query->source) || record_has(f->query->tag);
}

static bool
has_value_range(const struct query *q)
{
    return record_has(q->value_from) || record_has(q->value_to);
}

static bool
has_period_range(const struct query *q)
{
    return record_has(q->period_from) || record_has(q->period_to);
}

bool
filter_needs_figures(const struct filter *f)
{
    const struct query *q = f->query;

    return record_has(q->object) || record_has(q->action) ||
           record_has(q->unit) || q->has_kind || q->has_measure ||
           q->has_direction || q->has_status || has_value_range(q) ||
           has_period_range(q);
}

bool
filter_needs_mentions(const struct filter *f)
{
    return record_has(f->query->mention) || f->query->has_mention_type;
}

/* ---- documents and reports --------------------------------------------- */

static bool
is_tagged(const struct origin *origin, struct str tag)
{
    for (size_t i = 0; i < origin->tag_count; i++)
        if (str_equal(origin->tags[i], tag))
            return true;
    return false;
}

static bool
is_called(const struct origin *origin, struct str part)
{
    return str_contains(origin->name, part) ||
           str_contains(origin->source_uri, part);
}

bool
match_origins(const struct filter *f, const struct origins_row *origins)
{
    bool has_source = !record_has(f->query->source);
    bool has_tag = !record_has(f->query->tag);

    for (size_t i = 0; i < origins->origin_count; i++) {
        const struct origin *origin = &origins->origins[i];
        has_source = has_source || is_called(origin, f->query->source);
        has_tag = has_tag || is_tagged(origin, f->query->tag);
    }
    return has_source && has_tag;
}

static bool
match_place(const struct query *q, const struct report *r)
{
    return !record_has(q->place) ||
           (q->is_place_exact ? place_is(&r->place, q->place)
                              : place_lies_in(&r->place, r->year, q->place));
}

/* A report without a year is of none that is asked for. */
static bool
match_year(const struct query *q, uint32_t year)
{
    if (q->year && year != q->year)
        return false;
    if (q->year_from && year < q->year_from)
        return false;
    return !q->year_to || (year > 0 && year <= q->year_to);
}

bool
match_report(const struct filter *f, const struct report *r)
{
    const struct query *q = f->query;

    return match_place(q, r) && match_year(q, r->year) &&
           (!q->has_genre || r->genre == q->genre) &&
           (!q->has_author || r->author == q->author);
}

/* ---- what a report holds ----------------------------------------------- */

bool
match_section(const struct filter *f, const struct section *s)
{
    return !f->query->has_section_kind ||
           (s && s->kind == f->query->section_kind);
}

static bool
match_words(struct str asked, bool is_exact, struct str words)
{
    if (!record_has(asked))
        return true;
    return record_has(words) &&
           (is_exact ? str_equal(words, asked) : str_contains(words, asked));
}

/* Numbers in unlike units are compared as normed, where they are. */
static bool
is_normed(const struct filter *f, const struct figure *figure)
{
    return !record_has(f->query->unit) && record_has(figure->norm.unit);
}

struct decimal
match_value_of(const struct filter *f, const struct figure *figure)
{
    return is_normed(f, figure) ? figure->norm.value : figure->value;
}

/* A range matches by any part of it. */
static bool
match_value(const struct filter *f, const struct figure *figure)
{
    const struct query *q = f->query;
    struct decimal low = match_value_of(f, figure), high = low;

    if (figure->has_upper)
        high = is_normed(f, figure) ? figure->norm.upper : figure->upper;
    return (!record_has(q->value_from) ||
            decimal_compare(high, f->value_from) >= 0) &&
           (!record_has(q->value_to) || decimal_compare(low, f->value_to) <= 0);
}

static bool
match_period(const struct filter *f, struct str period)
{
    struct period p;

    return !has_period_range(f->query) ||
           (period_parse(period, &p) && p.first >= f->period.first &&
            p.last <= f->period.last);
}

bool
match_figure(const struct filter *f, const struct figure *figure)
{
    const struct query *q = f->query;

    return (!q->has_kind || figure->kind == q->kind) &&
           (!q->has_status || figure->status == q->status) &&
           (!q->has_measure || figure->measure == q->measure) &&
           (!q->has_direction || figure->direction == q->direction) &&
           (!record_has(q->unit) || str_equal(figure->unit, q->unit)) &&
           match_words(q->object, q->is_object_exact, figure->object) &&
           match_words(q->action, q->is_action_exact, figure->action) &&
           match_value(f, figure) && match_period(f, figure->period);
}

bool
match_mention(const struct filter *f, const struct mention *m)
{
    const struct query *q = f->query;

    return (!q->has_mention_type || m->type == q->mention_type) &&
           (!record_has(q->mention) || str_contains(m->text, q->mention) ||
            (record_has(m->value) && str_contains(m->value, q->mention)));
}
