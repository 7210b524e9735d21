#include "record/terms.h"

#include <inttypes.h>

#include "base/utf8.h"
#include "record/period.h"
#include "record/place.h"
#include "record/term_list.h"
#include "record/value_terms.h"

static struct str
term_of_number(enum field_letter field, unsigned value, struct arena *a)
{
    return arena_format(a, "%c%u", (int)field, value);
}

struct str
term_of_place(struct str name_or_code, struct arena *a)
{
    return term_make(FIELD_PLACE, name_or_code, a);
}

struct str
term_of_lineage(struct str lineage, struct arena *a)
{
    return term_make(FIELD_LINEAGE, lineage, a);
}

struct str
term_of_year(unsigned year, struct arena *a)
{
    return term_of_number(FIELD_YEAR, year, a);
}

struct str
term_of_genre(enum genre genre, struct arena *a)
{
    return term_of_number(FIELD_GENRE, genre, a);
}

struct str
term_of_unit(struct str unit, struct arena *a)
{
    return term_make(FIELD_UNIT, unit, a);
}

struct str
term_of_month(uint32_t day, struct arena *a)
{
    return arena_format(a, "%c%06" PRIu32, (int)FIELD_PERIOD, day / 100);
}

struct str
term_of_author(enum author author, struct arena *a)
{
    return term_of_number(FIELD_AUTHOR, author, a);
}

struct str
term_of_measure(enum measure measure, struct arena *a)
{
    return term_of_number(FIELD_MEASURE, measure, a);
}

struct str
term_of_direction(enum direction direction, struct arena *a)
{
    return term_of_number(FIELD_DIRECTION, direction, a);
}

struct str
term_of_kind(enum kind kind, struct arena *a)
{
    return term_of_number(FIELD_KIND, kind, a);
}

struct str
term_of_status(enum figure_status status, struct arena *a)
{
    return term_of_number(FIELD_STATUS, status, a);
}

struct str
term_of_section_kind(enum section_kind kind, struct arena *a)
{
    return term_of_number(FIELD_SECTION_KIND, kind, a);
}

struct str
term_of_mention_type(enum mention_type type, struct arena *a)
{
    return term_of_number(FIELD_MENTION_TYPE, type, a);
}

struct str
term_of_work(const struct report *r, struct arena *a)
{
    struct str place = place_key(&r->place, r->year);

    if (!record_has(place) || !r->year)
        return (struct str){0};
    return term_make(
        FIELD_WORK,
        arena_format(a, "%u/%u/%.*s", r->genre, r->year, STR_ARG(place)), a);
}

/* Pairs of neighbours; a whole text of one character is a term, too. */
static void
terms_of_words(enum field_letter field, struct str words, bool is_whole,
               struct arena *a, void (*add)(void *context, struct str term),
               void *context)
{
    size_t first_width;

    utf8_decode(words, 0, &first_width);
    if (is_whole && first_width > 0 && first_width == words.len)
        add(context, term_make(field, words, a));
    else
        terms_of_rows(field, words, 2, a, add, context);
}

void
terms_of_object(struct str object, bool is_whole, struct arena *a,
                void (*add)(void *context, struct str term), void *context)
{
    terms_of_words(FIELD_OBJECT, object, is_whole, a, add, context);
}

void
terms_of_action(struct str action, bool is_whole, struct arena *a,
                void (*add)(void *context, struct str term), void *context)
{
    terms_of_words(FIELD_ACTION, action, is_whole, a, add, context);
}

void
terms_of_mention(struct str part, struct arena *a,
                 void (*add)(void *context, struct str term), void *context)
{
    terms_of_rows(FIELD_MENTION, part, 2, a, add, context);
}

static void
collect_place(struct term_collection *c, const struct report *r)
{
    struct str lineages[PLACE_LINEAGES_MAX];
    size_t count = place_lineages(&r->place, r->year, lineages);

    if (record_has(r->place.name))
        term_collect(c, term_of_place(r->place.name, c->arena));
    if (record_has(r->place.code))
        term_collect(c, term_of_place(r->place.code, c->arena));
    for (size_t i = 0; i < count; i++)
        term_collect(c, term_of_lineage(lineages[i], c->arena));
}

static void
collect_figure(struct term_collection *c, const struct figure *f)
{
    struct arena *a = c->arena;
    struct period period;

    term_collect(c, term_of_unit(f->unit, a));
    term_collect(c, term_of_kind(f->kind, a));
    term_collect(c, term_of_status(f->status, a));
    term_collect(c, term_of_measure(f->measure, a));
    if (f->direction != DIRECTION_NONE)
        term_collect(c, term_of_direction(f->direction, a));
    if (record_has(f->object))
        terms_of_object(f->object, true, a, term_collect, c);
    if (record_has(f->action))
        terms_of_action(f->action, true, a, term_collect, c);
    if (period_parse(f->period, &period))
        term_collect(c, term_of_month(period.first, a));
    terms_of_values(f, a, term_collect, c);
}

static void
collect_report(struct term_collection *c, const struct report *r)
{
    struct arena *a = c->arena;

    term_collect(c, term_of_genre(r->genre, a));
    term_collect(c, term_of_author(r->author, a));
    if (record_has(term_of_work(r, a)))
        term_collect(c, term_of_work(r, a));
    if (r->year)
        term_collect(c, term_of_year(r->year, a));
    collect_place(c, r);
    for (size_t i = 0; i < r->section_count; i++)
        term_collect(c, term_of_section_kind(r->sections[i].kind, a));
    for (size_t i = 0; i < r->figure_count; i++)
        collect_figure(c, &r->figures[i]);
    for (size_t i = 0; i < r->mention_count; i++) {
        const struct mention *m = &r->mentions[i];
        term_collect(c, term_of_mention_type(m->type, a));
        terms_of_mention(m->text, a, term_collect, c);
        if (record_has(m->value))
            terms_of_mention(m->value, a, term_collect, c);
    }
}

enum status
terms_of_records(const struct record_set *records, struct arena *a,
                 struct term_list *out, struct error *err)
{
    struct term_collection c = {.arena = a};

    for (size_t i = 0; i < records->report_count; i++)
        collect_report(&c, &records->reports[i]);
    return term_collection_end(&c, out, err);
}
