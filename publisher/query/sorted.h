/*
 * sorted - the rows of one page of a sorted answer.
 *
 * All rows that match are looked at for each page, SORTED_MAX at most and
 * within the scan's bounds; where that cuts some off, the page says so.
 */
#ifndef PUBLISHER_QUERY_SORTED_H
#define PUBLISHER_QUERY_SORTED_H

#include "publisher/query/cursor.h"
#include "publisher/query/page.h"

enum { SORTED_MAX = 100000 };

/*
 * Fill the rows and totals of *out behind *cursor, which moves on with
 * them; *is_over tells that more follow. Statuses as of scan_run().
 */
enum status sorted_fill(const struct scan *scan,
                        const struct page_bounds *bounds, struct cursor *cursor,
                        struct page *out, bool *is_over, struct error *err)
    __attribute__((warn_unused_result));

#endif
