#include "record/place.h"

#include "division/division.h"

size_t
place_lineages(const struct place *place, unsigned year,
               struct str lineages[PLACE_LINEAGES_MAX])
{
    const struct division *row = NULL;
    size_t count = 0;

    if (record_has(place->code))
        row = division_coded_at(place->code, year);
    if (record_has(place->lineage))
        lineages[count++] = place->lineage;
    else if (row)
        lineages[count++] = row->lineage;
    while (row && count < PLACE_LINEAGES_MAX) {
        row = division_above(row, year);
        if (row)
            lineages[count++] = row->lineage;
    }
    return count;
}

struct str
place_key(const struct place *place, unsigned year)
{
    struct str lineages[PLACE_LINEAGES_MAX];

    return place_lineages(place, year, lineages) > 0 ? lineages[0]
                                                     : place->name;
}

/* The rows that `wanted` names, by name or by code. */
static struct division_list
rows_of(struct str wanted)
{
    struct division_list named = division_named(wanted);

    return named.count > 0 ? named : division_coded(wanted);
}

size_t
place_lineages_of(struct str wanted, struct arena *a, struct str **lineages)
{
    struct division_list list = rows_of(wanted);
    struct str *found = ARENA_ARRAY(a, struct str, list.count);
    size_t count = 0;

    if (!found)
        return 0;
    for (size_t i = 0; i < list.count; i++) {
        struct str lineage = division_row(list.rows[i])->lineage;

        /* Rows of one lineage stand side by side in each list. */
        if (count == 0 || !str_equal(found[count - 1], lineage))
            found[count++] = lineage;
    }
    *lineages = found;
    return count;
}

bool
place_is(const struct place *place, struct str wanted)
{
    return (record_has(place->name) && str_equal(place->name, wanted)) ||
           (record_has(place->code) && str_equal(place->code, wanted));
}

size_t
place_codes_of(struct str wanted, struct arena *a, struct str **codes)
{
    struct division_list list = rows_of(wanted);
    size_t count = 0, capacity = 0;

    *codes = NULL;
    for (size_t i = 0; i < list.count; i++) {
        struct division_span versions =
            division_versions(division_row(list.rows[i]));
        for (size_t j = 0; j < versions.count; j++) {
            struct str *moved =
                arena_grow(a, *codes, count, &capacity, sizeof *moved);
            if (!moved)
                return 0;
            *codes = moved;
            moved[count++] = versions.first[j].code;
        }
    }
    return count;
}

/* Whether `wanted` names one of the first `count` lineages. */
static bool
names_one_of(struct str wanted, const struct str *lineages, size_t count)
{
    struct division_list list = rows_of(wanted);

    for (size_t i = 0; i < list.count; i++) {
        struct str lineage = division_row(list.rows[i])->lineage;

        for (size_t j = 0; j < count; j++) {
            if (str_equal(lineage, lineages[j]))
                return true;
        }
    }
    return false;
}

bool
place_is_same(const struct place *place, unsigned year, struct str wanted)
{
    struct str lineages[PLACE_LINEAGES_MAX];

    if (place_is(place, wanted))
        return true;
    return place_lineages(place, year, lineages) > 0 &&
           names_one_of(wanted, lineages, 1);
}

bool
place_lies_in(const struct place *place, unsigned year, struct str wanted)
{
    struct str lineages[PLACE_LINEAGES_MAX];

    if (place_is(place, wanted))
        return true;
    return names_one_of(wanted, lineages,
                        place_lineages(place, year, lineages));
}
