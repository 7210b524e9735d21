/*
 * page - from candidate documents to the rows of one page, in the order of
 * the store.
 *
 * A page ends when it is full, when its time or memory is spent, or when
 * there is no further document. It remembers the last record it has
 * settled, where the next page goes on.
 */
#ifndef PUBLISHER_QUERY_PAGE_H
#define PUBLISHER_QUERY_PAGE_H

#include "publisher/query/cursor.h"
#include "publisher/query/scan.h"

/* What a page of rows may cost besides the scan. */
struct page_bounds {
    struct arena *arena; /* of the rows */
    size_t max_arena_bytes;
};

/*
 * Fill *rows behind *position, which moves on with them; *is_over tells
 * that more may follow. Statuses as of scan_run().
 */
enum status page_fill(const struct scan *scan, const struct page_bounds *bounds,
                      struct position *position, struct page *out,
                      bool *is_over, struct error *err)
    __attribute__((warn_unused_result));

#endif
