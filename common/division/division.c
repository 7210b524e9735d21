#include "division/division.h"

#include <stdbool.h>

#include "division/table.h"

const struct division *
division_row(uint16_t row)
{
    return &division_rows[row];
}

static struct str
name_of_row(uint16_t row)
{
    return division_rows[row].name;
}

static struct str
code_of_row(uint16_t row)
{
    return division_rows[row].code;
}

/* How many rows of the index have a key below `key`, or one up to it. */
static size_t
count_below(const uint16_t *index, struct str (*key_of)(uint16_t),
            struct str key, bool or_equal)
{
    size_t low = 0, high = division_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(key_of(index[middle]), key);

        if (order < 0 || (or_equal && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct division_list
find(const uint16_t *index, struct str (*key_of)(uint16_t), struct str key)
{
    size_t begin = count_below(index, key_of, key, false);
    size_t end = count_below(index, key_of, key, true);

    return (struct division_list){index + begin, end - begin};
}

struct division_list
division_named(struct str name)
{
    return find(division_by_name, name_of_row, name);
}

struct division_list
division_coded(struct str code)
{
    return find(division_by_code, code_of_row, code);
}

struct division_span
division_versions(const struct division *division)
{
    const struct division *end = division_rows + division_count;
    const struct division *first = division;
    const struct division *last = division;

    while (first > division_rows &&
           str_equal(first[-1].lineage, division->lineage))
        first--;
    while (last + 1 < end && str_equal(last[1].lineage, division->lineage))
        last++;
    return (struct division_span){first, (size_t)(last - first) + 1};
}

const struct division *
division_at(const struct division *division, unsigned year)
{
    struct division_span versions = division_versions(division);
    const struct division *at = versions.first;
    const struct division *last = versions.first + versions.count - 1;

    while (at < last && (year == 0 || at->last_year < year))
        at++;
    return at;
}

/* Whether `row` tells more of `year` than `best`, which has the same code. */
static bool
is_nearer(const struct division *row, const struct division *best,
          unsigned year)
{
    if (year == 0)
        return row->first_year > best->first_year;
    if (best->first_year > year)
        return row->first_year < best->first_year;
    return row->first_year <= year && row->first_year > best->first_year;
}

const struct division *
division_coded_at(struct str code, unsigned year)
{
    struct division_list list = division_coded(code);
    const struct division *best = NULL;

    for (size_t i = 0; i < list.count; i++) {
        const struct division *row = division_row(list.rows[i]);

        if (!best || is_nearer(row, best, year))
            best = row;
    }
    return best;
}

const struct division *
division_above(const struct division *division, unsigned year)
{
    char code[] = "000000";
    size_t digits = division->level == DIVISION_COUNTY ? 4 : 2;
    const struct division *above = NULL;

    if (division->level == DIVISION_PROVINCE)
        return NULL;
    for (; digits >= 2 && !above; digits -= 2) {
        for (size_t i = 0; i < 6; i++)
            code[i] = i < digits ? division->code.ptr[i] : '0';
        above = division_coded_at((struct str){code, 6}, year);
    }
    return above;
}
