/*
 * ranked - the reports of one page in the order of relevance.
 *
 * The index tells the order; only the texts that come next are looked into,
 * and the others not at all. So the page tells exactly how many reports match
 * only where it is the last; before, how many documents may.
 */
#ifndef PUBLISHER_QUERY_RANKED_H
#define PUBLISHER_QUERY_RANKED_H

#include "publisher/query/page.h"

/*
 * Fill the rows and totals of *out behind *cursor, which moves on with
 * them; *is_over tells that more may follow. The scan's plan has findings.
 * Statuses as of scan_run().
 */
enum status ranked_fill(const struct scan *scan,
                        const struct page_bounds *bounds, struct cursor *cursor,
                        struct page *out, bool *is_over, struct error *err)
    __attribute__((warn_unused_result));

#endif
