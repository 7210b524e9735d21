#include "record/terms.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "record/place.h"

/* One letter a field; a letter is never given another meaning. */
enum field_letter {
    FIELD_PLACE = 'p',
    FIELD_LINEAGE = 'l',
    FIELD_YEAR = 'y',
    FIELD_GENRE = 'g',
    FIELD_UNIT = 'u',
    FIELD_KIND = 'k',
    FIELD_STATUS = 's',
    FIELD_SECTION_KIND = 'c',
    FIELD_OBJECT = 'o',
    FIELD_MENTION_TYPE = 't',
    FIELD_MENTION = 'm',
    FIELD_AUTHOR = 'w',
    FIELD_ACTION = 'a',
    FIELD_MEASURE = 'e',
    FIELD_DIRECTION = 'd',
    FIELD_WORK = 'b',
};

/*
 * A value is told from others by its beginning, in records and in queries
 * alike: the index takes no term of any length, and need not.
 */
enum { VALUE_MAX_BYTES = 255 };

static struct str
term(enum field_letter field, struct str value, struct arena *a)
{
    value = str_slice(value, 0, VALUE_MAX_BYTES);
    return arena_format(a, "%c%.*s", (int)field, STR_ARG(value));
}

static struct str
term_of_number(enum field_letter field, unsigned value, struct arena *a)
{
    return arena_format(a, "%c%u", (int)field, value);
}

struct str
term_of_place(struct str name_or_code, struct arena *a)
{
    return term(FIELD_PLACE, name_or_code, a);
}

struct str
term_of_lineage(struct str lineage, struct arena *a)
{
    return term(FIELD_LINEAGE, lineage, a);
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
    return term(FIELD_UNIT, unit, a);
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
    place = str_slice(place, 0, VALUE_MAX_BYTES);
    return arena_format(a, "%c%u/%u/%.*s", (int)FIELD_WORK, r->genre, r->year,
                        STR_ARG(place));
}

/* Add each pair of neighbouring characters of `text`. */
static void
terms_of_pairs(enum field_letter field, struct str text, struct arena *a,
               void (*add)(void *context, struct str term), void *context)
{
    size_t first_width, second_width;
    size_t at = 0;

    utf8_decode(text, 0, &first_width);
    for (;;) {
        utf8_decode(text, at + first_width, &second_width);
        if (second_width == 0)
            return;
        add(context,
            term(field, str_slice(text, at, at + first_width + second_width),
                 a));
        at += first_width;
        first_width = second_width;
    }
}

/* The same; a whole text of one character is a term, too. */
static void
terms_of_words(enum field_letter field, struct str words, bool is_whole,
               struct arena *a, void (*add)(void *context, struct str term),
               void *context)
{
    size_t first_width;

    utf8_decode(words, 0, &first_width);
    if (is_whole && first_width > 0 && first_width == words.len)
        add(context, term(field, words, a));
    else
        terms_of_pairs(field, words, a, add, context);
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
    terms_of_pairs(FIELD_MENTION, part, a, add, context);
}

/* A growing list; the arena remembers when there was no room. */
struct collection {
    struct term_list list;
    size_t capacity;
    struct arena *arena;
};

static void
collect(void *context, struct str term)
{
    struct collection *c = context;
    struct str *moved = arena_grow(c->arena, c->list.terms, c->list.count,
                                   &c->capacity, sizeof *moved);

    if (!moved)
        return;
    c->list.terms = moved;
    moved[c->list.count++] = term;
}

static void
collect_place(struct collection *c, const struct report *r)
{
    struct str lineages[PLACE_LINEAGES_MAX];
    size_t count = place_lineages(&r->place, r->year, lineages);

    if (record_has(r->place.name))
        collect(c, term_of_place(r->place.name, c->arena));
    if (record_has(r->place.code))
        collect(c, term_of_place(r->place.code, c->arena));
    for (size_t i = 0; i < count; i++)
        collect(c, term_of_lineage(lineages[i], c->arena));
}

static void
collect_figure(struct collection *c, const struct figure *f)
{
    struct arena *a = c->arena;

    collect(c, term_of_unit(f->unit, a));
    collect(c, term_of_kind(f->kind, a));
    collect(c, term_of_status(f->status, a));
    collect(c, term_of_measure(f->measure, a));
    if (f->direction != DIRECTION_NONE)
        collect(c, term_of_direction(f->direction, a));
    if (record_has(f->object))
        terms_of_object(f->object, true, a, collect, c);
    if (record_has(f->action))
        terms_of_action(f->action, true, a, collect, c);
}

static void
collect_report(struct collection *c, const struct report *r)
{
    struct arena *a = c->arena;

    collect(c, term_of_genre(r->genre, a));
    collect(c, term_of_author(r->author, a));
    if (record_has(term_of_work(r, a)))
        collect(c, term_of_work(r, a));
    if (r->year)
        collect(c, term_of_year(r->year, a));
    collect_place(c, r);
    for (size_t i = 0; i < r->section_count; i++)
        collect(c, term_of_section_kind(r->sections[i].kind, a));
    for (size_t i = 0; i < r->figure_count; i++)
        collect_figure(c, &r->figures[i]);
    for (size_t i = 0; i < r->mention_count; i++) {
        const struct mention *m = &r->mentions[i];
        collect(c, term_of_mention_type(m->type, a));
        terms_of_mention(m->text, a, collect, c);
        if (record_has(m->value))
            terms_of_mention(m->value, a, collect, c);
    }
}

static int
compare_terms(const void *a, const void *b)
{
    const struct str *x = a, *y = b;

    return str_compare(*x, *y);
}

static void
sort_and_drop_repeats(struct term_list *list)
{
    size_t kept = 0;

    if (list->count == 0)
        return;
    qsort(list->terms, list->count, sizeof *list->terms, compare_terms);
    for (size_t i = 1; i < list->count; i++)
        if (!str_equal(list->terms[i], list->terms[kept]))
            list->terms[++kept] = list->terms[i];
    list->count = kept + 1;
}

enum status
terms_of_records(const struct record_set *records, struct arena *a,
                 struct term_list *out, struct error *err)
{
    struct collection c = {.arena = a};

    for (size_t i = 0; i < records->report_count; i++)
        collect_report(&c, &records->reports[i]);
    if (a->exhausted)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    sort_and_drop_repeats(&c.list);
    *out = c.list;
    return STATUS_OK;
}
