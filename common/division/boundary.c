#include "division/boundary.h"

#include "division/table.h"

struct changes {
    struct boundary_change *list;
    size_t count, max;
};

static void
add(struct changes *changes, struct boundary_change change)
{
    if (changes->count < changes->max)
        changes->list[changes->count++] = change;
}

/* The lineage of the division around `row` when it was in force. */
static struct str
lineage_above(const struct division *row, unsigned year)
{
    const struct division *above = division_above(row, year);

    return above ? above->lineage : (struct str){0};
}

/* One version of a division and the next: did it move out of or into it? */
static void
compare_versions(struct str lineage, const struct division *before,
                 const struct division *after, struct changes *changes)
{
    struct str from = lineage_above(before, before->last_year);
    struct str to = lineage_above(after, after->first_year);
    struct boundary_change change = {after->first_year, after->name, true};

    if (str_equal(from, to))
        return;
    if (str_equal(to, lineage))
        add(changes, change);
    change.is_gain = false;
    if (str_equal(from, lineage))
        add(changes, change);
}

size_t
boundary_changes(struct str lineage, struct boundary_change *out, size_t max)
{
    struct changes changes = {.list = out, .max = max};

    for (size_t i = 0; i < boundary_row_count; i++)
        if (str_equal(boundary_rows[i].lineage, lineage))
            add(&changes, boundary_rows[i].change);
    for (size_t i = 1; i < division_count; i++) {
        const struct division *row = &division_rows[i];
        if (str_equal(row[-1].lineage, row->lineage) &&
            !str_equal(row[-1].code, row->code))
            compare_versions(lineage, &row[-1], row, &changes);
    }
    return changes.count;
}
