/*
 * query - one page of an answer, whatever way the question came in.
 *
 * A page shows one snapshot of the store, told in as_of, and a snapshot is
 * held for a short time only: under 100 ms. A page may therefore be short, or empty, and
 * still have a next_cursor: whoever wants all rows asks until there is
 * none. What is in the store throughout is seen exactly once; a document
 * that came or went between two pages may be seen or not.
 */
#ifndef PUBLISHER_QUERY_QUERY_H
#define PUBLISHER_QUERY_QUERY_H

#include "publisher/columns/columns.h"
#include "store/store.h"
#include "wire/message.h"

enum {
    /* Arena that a caller gives to a query, and to pack its answer. */
    QUERY_ARENA_BYTES = 64 << 20,
};

/*
 * What one page may cost, counted from the beginning. It settles one record
 * at least, so that asking on always comes to an end.
 */
struct query_bounds {
    int64_t time_ms;
    int64_t total_ms;  /* until when rows are counted that are not shown */
    int64_t opened_ms; /* likewise, where records have to be opened for it */
    int64_t sorted_ms; /* instead of both, where the rows are sorted */
    int64_t ranked_ms; /* likewise, where that is by relevance */
    size_t documents;  /* to be looked into */
    size_t row_bytes;  /* of memory; rows past this go on the next page */
};

/* Less than a snapshot may last, since the last record may overrun. */
extern const struct query_bounds query_bounds_usual;

/*
 * Answer what is asked, with the help of `columns`, NULL: without; the page lives in `a` and, in its strings, nowhere else.
 * STATUS_INVALID: *field has a value outside its range, err says why.
 * STATUS_NOT_FOUND: the report asked for is gone or never was.
 * STATUS_CORRUPT: a document's values are damaged.
 * STATUS_UNAVAILABLE: past the arena's limit, or the store cannot be read.
 */
enum status query_run(struct store *store, struct columns *columns,
                      const struct query *asked,
                      const struct query_bounds *bounds, struct arena *a,
                      struct page *out, struct str *field, struct error *err)
    __attribute__((warn_unused_result));

#endif
