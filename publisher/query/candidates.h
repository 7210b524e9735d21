/*
 * candidates - the documents that the index knows under all of a query's
 * clauses.
 */
#ifndef PUBLISHER_QUERY_CANDIDATES_H
#define PUBLISHER_QUERY_CANDIDATES_H

#include "publisher/query/clauses.h"
#include "store/snapshot.h"

struct candidates {
    bool is_narrowed;    /* else every document is one */
    uint64_t *documents; /* in rising order, in the arena */
    size_t count;
};

/*
 * Find them, in `a`. Clauses that most documents meet are left aside: it is
 * sooner told from the records than from their lists. STATUS_UNAVAILABLE:
 * past the limit of `a`.
 */
enum status candidates_find(struct snapshot *snap,
                            const struct clauses *clauses, struct arena *a,
                            struct candidates *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
