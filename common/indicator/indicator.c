#include "indicator/indicator.h"

#include <stdlib.h>
#include <string.h>

#include "indicator/table.h"

static int
compare(struct str a, struct str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter > 0 ? memcmp(a.ptr, b.ptr, shorter) : 0;

    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

static int
compare_id(const void *key, const void *element)
{
    return compare(*(const struct str *)key,
                   ((const struct indicator *)element)->id);
}

static int
compare_name(const void *key, const void *element)
{
    return compare(*(const struct str *)key,
                   ((const struct indicator_name *)element)->name);
}

const struct indicator *
indicator_by_id(struct str id)
{
    return bsearch(&id, indicator_table, indicator_table_count,
                   sizeof *indicator_table, compare_id);
}

const struct indicator *
indicator_by_name(struct str name)
{
    const struct indicator_name *found =
        bsearch(&name, indicator_names, indicator_name_count,
                sizeof *indicator_names, compare_name);

    return found ? &indicator_table[found->indicator] : NULL;
}

bool
indicator_fits(const struct indicator *indicator, enum kind kind,
               enum measure measure)
{
    if (measure != MEASURE_LEVEL && measure != MEASURE_SHARE)
        return true;
    return (indicator->kinds & (1U << kind)) != 0;
}

size_t
indicator_count(void)
{
    return indicator_table_count;
}

const struct indicator *
indicator_at(size_t index)
{
    return index < indicator_table_count ? &indicator_table[index] : NULL;
}
