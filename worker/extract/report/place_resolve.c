#include "worker/extract/report/place_resolve.h"

#include "division/division.h"

enum {
    /* More divisions than ever had one name (城区, 郊区 come near it). */
    CANDIDATES_MAX = 48,
    AROUND_MAX = 2, /* its prefecture and its province */
    /* How much a place named in the text says of what lies inside it. */
    WEIGHT_PROVINCE = 1,
    WEIGHT_PREFECTURE = 3,
    WEIGHT_TITLE = 8,
};

/* One of the divisions that a name may stand for. */
struct candidate {
    const struct division *division; /* the version that has the name */
    struct str around[AROUND_MAX];   /* lineages; empty: none */
    uint32_t weight;
};

struct candidates {
    struct candidate items[CANDIDATES_MAX];
    size_t count;
};

static bool
is_in_force(const struct division *d, unsigned year)
{
    return year == 0 ? division_at(d, 0) == d
                     : d->first_year <= year && year <= d->last_year;
}

static bool
lies_in(const struct candidate *c, struct str lineage)
{
    for (size_t i = 0; i < AROUND_MAX; i++) {
        if (c->around[i].len > 0 && str_equal(c->around[i], lineage))
            return true;
    }
    return false;
}

/* Those called `name`, each lineage once: the version in force, if any. */
static void
find_candidates(struct str name, unsigned year, struct candidates *out)
{
    struct division_list list = division_named(name);

    out->count = 0;
    for (size_t i = 0; i < list.count && out->count < CANDIDATES_MAX; i++) {
        const struct division *d = division_row(list.rows[i]), *above = d;
        struct candidate *last =
            out->count > 0 ? &out->items[out->count - 1] : NULL;

        if (last && str_equal(last->division->lineage, d->lineage)) {
            if (is_in_force(d, year))
                last->division = d;
            continue;
        }
        last = &out->items[out->count++];
        *last = (struct candidate){.division = d};
        for (size_t j = 0; j < AROUND_MAX && above; j++) {
            above = division_above(above, year);
            if (above)
                last->around[j] = above->lineage;
        }
    }
}

static bool
keep_in_force(const struct candidate *c, const void *year)
{
    return is_in_force(c->division, *(const unsigned *)year);
}

static bool
keep_within(const struct candidate *c, const void *lineage)
{
    return lies_in(c, *(const struct str *)lineage);
}

/* Keep those that hold, unless none does. */
static void
keep(struct candidates *c,
     bool (*holds)(const struct candidate *, const void *), const void *context)
{
    size_t kept = 0;

    for (size_t i = 0; i < c->count; i++) {
        if (holds(&c->items[i], context))
            c->items[kept++] = c->items[i];
    }
    if (kept > 0)
        c->count = kept;
}

/* The division a row of the lexicon leads to; NULL: several, or none. */
static const struct division *
division_of_row(const struct divisions_row *row)
{
    return record_has(row->code) ? division_coded_at(row->code, 0) : NULL;
}

/* Weigh the candidates by the places that `r` names. */
static void
weigh(const struct text *text, struct range r, uint32_t factor,
      struct candidates *c)
{
    for (uint32_t at = r.begin; at < r.end;) {
        struct lexicon_hit hit;
        const struct division *d = NULL;

        if (!lexicon_longest(&lexicon_divisions, text->codes + at, r.end - at,
                             &hit)) {
            at++;
            continue;
        }
        at += hit.chars;
        if (divisions_rows[hit.row].level < DIVISION_COUNTY)
            d = division_of_row(&divisions_rows[hit.row]);
        for (size_t i = 0; d && i < c->count; i++) {
            if (lies_in(&c->items[i], d->lineage))
                c->items[i].weight += factor * (d->level == DIVISION_PROVINCE
                                                    ? WEIGHT_PROVINCE
                                                    : WEIGHT_PREFECTURE);
        }
    }
}

/* The one that weighs most; NULL where two weigh alike, or nothing weighs. */
static const struct division *
heaviest(const struct candidates *c)
{
    const struct candidate *best = NULL;
    uint32_t most = 0;

    for (size_t i = 0; i < c->count; i++) {
        if (c->items[i].weight == most)
            best = NULL;
        if (c->items[i].weight > most) {
            most = c->items[i].weight;
            best = &c->items[i];
        }
    }
    return best ? best->division : NULL;
}

static const struct division *
choose(const struct text *text, const struct report_range *report,
       const struct place_name *named, struct str name, unsigned year)
{
    struct candidates c;
    const struct division *within =
        named->within ? division_of_row(named->within) : NULL;

    find_candidates(name, year, &c);
    if (within)
        keep(&c, keep_within, &within->lineage);
    keep(&c, keep_in_force, &year);
    if (c.count < 2)
        return c.count > 0 ? c.items[0].division : NULL;
    weigh(text, report->title, WEIGHT_TITLE, &c);
    for (size_t i = 0; i < report->line_count; i++) {
        if (!report->lines[i].is_chrome)
            weigh(text, report->lines[i].range, 1, &c);
    }
    return heaviest(&c);
}

struct place
place_resolve(const struct text *text, const struct report_range *report,
              const struct place_name *named, unsigned year,
              struct arena *arena)
{
    const struct divisions_row *row = named->row;
    struct place place = {0};
    const struct division *d;

    place.name = row ? row->name : text_folded(text, named->range, arena);
    if (row && row->level == DIVISION_COUNTRY) {
        place.code = place.lineage = row->code;
        return place;
    }
    if (row && record_has(row->code) && row->form != DIVISIONS_FORM_FULL) {
        d = division_at(division_of_row(row), year);
        place.name = d->name;
    } else {
        /* What only looks like a name is one where something is around it. */
        d = row || named->within ? choose(text, report, named, place.name, year)
                                 : NULL;
    }
    if (d) {
        place.code = division_at(d, year)->code;
        place.lineage = d->lineage;
    }
    return place;
}
