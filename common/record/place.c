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

bool
place_lies_in(const struct place *place, unsigned year, struct str wanted)
{
    struct str lineages[PLACE_LINEAGES_MAX];
    struct division_list list = rows_of(wanted);
    size_t count;

    if (place_is(place, wanted))
        return true;
    if (list.count == 0)
        return false;
    count = place_lineages(place, year, lineages);
    for (size_t i = 0; i < list.count; i++) {
        struct str lineage = division_row(list.rows[i])->lineage;

        for (size_t j = 0; j < count; j++) {
            if (str_equal(lineage, lineages[j]))
                return true;
        }
    }
    return false;
}
