#include "publisher/works/timing.h"

/* 12 * year + 0 to 11, of a day as periods have it. */
static unsigned
month_of(uint32_t day)
{
    return day / 10000 * 12 + day / 100 % 100 - 1;
}

unsigned
period_months(const struct period *p)
{
    if (p->first == p->last)
        return 0;
    return month_of(p->last) - month_of(p->first) + 1;
}

unsigned
period_last_year(const struct period *p)
{
    return p->last / 10000;
}

int
period_compare(const struct period *a, const struct period *b)
{
    if (a->last != b->last)
        return a->last < b->last ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}
