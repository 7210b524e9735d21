/*
 * total - how many rows a whole answer has, as far as there is time to
 * count them.
 */
#ifndef PUBLISHER_QUERY_TOTAL_H
#define PUBLISHER_QUERY_TOTAL_H

#include "publisher/query/cursor.h"
#include "publisher/query/scan.h"

/* Beyond this nobody counts: exact to here, at least as many past it. */
enum { TOTAL_MAX = 10000 };

struct total {
    uint64_t count;
    bool is_at_least; /* there may be more */
};

/*
 * Add to *total the rows behind `from`, until it has TOTAL_MAX or the
 * scan's bounds are met. Statuses as of scan_run().
 */
enum status total_count(const struct scan *scan, const struct position *from,
                        struct total *total, struct error *err)
    __attribute__((warn_unused_result));

#endif
