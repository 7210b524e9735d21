/*
 * row_make - a row of an answer, of a record and what leads back to its
 * source.
 */
#ifndef PUBLISHER_QUERY_ROW_MAKE_H
#define PUBLISHER_QUERY_ROW_MAKE_H

#include "publisher/query/holds.h"

/*
 * Make *out, in `a`, of record `index` of the document, which is one of
 * those that the filter's query is for; a chapter's rows all use the same arena. STATUS_UNAVAILABLE: past
 * its limit. STATUS_CORRUPT: the record is damaged.
 */
enum status row_make(struct reading *r, struct chapter *c, uint32_t index,
                     const struct filter *f, struct arena *a, struct row *out,
                     struct error *err) __attribute__((warn_unused_result));

/* Rows as they are gathered, in an arena. */
struct row_list {
    struct row *rows;
    size_t count, capacity;
};

/* row_make() at the list's end. */
enum status row_list_add(struct row_list *list, struct reading *r,
                         struct chapter *c, uint32_t index,
                         const struct filter *f, struct arena *a,
                         struct error *err) __attribute__((warn_unused_result));

#endif
