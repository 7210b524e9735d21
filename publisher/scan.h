/*
 * scan - from candidate documents to the rows of one page.
 *
 * A scan looks at records in the order of pages: by document number, then
 * as they stand in the document. It ends when the page is full, when its
 * time or memory is spent, or when the caller has no further document. It
 * remembers the last record it has settled, where the next page goes on.
 */
#ifndef PUBLISHER_SCAN_H
#define PUBLISHER_SCAN_H

#include "publisher/cursor.h"
#include "publisher/plan.h"
#include "wire/message.h"

struct scan {
    const struct query *query;
    const struct plan *plan;
    struct snapshot *snapshot;
    struct arena *arena; /* of the rows */
    int64_t deadline_ms; /* of clock_monotonic_ms() */
    size_t max_arena_bytes;
    struct position position; /* everything up to here is settled */
    bool is_over;             /* the page ends here, more may follow */

    struct row *rows;
    size_t row_count;
    size_t row_capacity;
};

/*
 * Look at one document's records behind `position`. A document without
 * records has no rows. STATUS_CORRUPT: its records are damaged.
 */
enum status scan_document(struct scan *scan, uint64_t document_no,
                          struct error *err)
    __attribute__((warn_unused_result));

#endif
