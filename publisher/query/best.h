/*
 * best - the first few of many rows, in a heap: the last of them on top, so
 * that most of the others are turned away by one comparison.
 */
#ifndef PUBLISHER_QUERY_BEST_H
#define PUBLISHER_QUERY_BEST_H

#include "publisher/query/order.h"

struct best {
    const struct query *query;
    struct ranked *rows;
    size_t count;
    size_t capacity; /* how many are kept */
};

/* Room for `capacity` rows in `a`; false: there is none. */
bool best_open(struct best *b, const struct query *q, size_t capacity,
               struct arena *a);
/* Keep the row if it is among the first. */
void best_add(struct best *b, const struct ranked *row);
/* Put the rows in their order; nothing may be added after. */
void best_sort(struct best *b);

#endif
