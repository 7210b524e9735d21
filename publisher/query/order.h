/*
 * order - which of two rows comes first in a sorted answer.
 */
#ifndef PUBLISHER_QUERY_ORDER_H
#define PUBLISHER_QUERY_ORDER_H

#include "publisher/query/cursor.h"
#include "publisher/query/match.h"

/* A row's place in a sorted answer. */
struct ranked {
    struct sort_key key;
    struct position at;
};

/* The key of a record of `report`; `figure` is NULL for one of another kind. */
struct sort_key order_key(const struct filter *f, const struct report *report,
                          const struct figure *figure);

/*
 * Whether `x` comes before `y`, both looked at in the same reading of their
 * documents. Rows with equal keys stand in the order of the store.
 */
bool order_is_before(const struct query *q, const struct ranked *x,
                     const struct ranked *y);

/* Whether a row comes after the cursor, maybe of an earlier reading. */
bool order_is_after_cursor(const struct cursor *cursor,
                           const struct ranked *row);

#endif
