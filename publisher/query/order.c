#include "publisher/query/order.h"

static struct sort_key
key_of_date(const struct report *report, const struct figure *figure)
{
    struct period p;

    if (figure ? period_parse(figure->period, &p)
               : period_parse(report->period, &p))
        return (struct sort_key){true, {p.last, 0}};
    if (!figure && report->year)
        return (struct sort_key){true, {report->year * 10000 + 1231, 0}};
    return (struct sort_key){0};
}

struct sort_key
order_key(const struct filter *f, const struct report *report,
          const struct figure *figure)
{
    switch (f->query->sort) {
    case SORT_VALUE:
        if (figure)
            return (struct sort_key){true, match_value_of(f, figure)};
        break;
    case SORT_DATE:
        return key_of_date(report, figure);
    case SORT_DOCUMENT:
    case SORT_RELEVANCE: /* by no record alone: see ranked.h */
        break;
    }
    return (struct sort_key){0};
}

/* <0, 0, >0; what is not known comes last. */
static int
compare_keys(struct sort_key x, struct sort_key y, bool is_descending)
{
    int order;

    if (x.is_known != y.is_known)
        return x.is_known ? -1 : 1;
    if (!x.is_known)
        return 0;
    order = decimal_compare(x.value, y.value);
    return is_descending ? -order : order;
}

bool
order_is_before(const struct query *q, const struct ranked *x,
                const struct ranked *y)
{
    int order = compare_keys(x->key, y->key, q->is_descending);

    if (order != 0)
        return order < 0;
    return !position_covers(&x->at, &y->at);
}

bool
order_is_after_cursor(const struct cursor *cursor, const struct ranked *row)
{
    int order;

    if (cursor->position.document_no == 0)
        return true;
    order = compare_keys(cursor->key, row->key, cursor->is_descending);
    if (order != 0)
        return order < 0;
    return !position_covers(&cursor->position, &row->at);
}
