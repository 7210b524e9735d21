/*
 * classify - whose report it is, of which place, about which year.
 */
#ifndef WORKER_EXTRACT_REPORT_CLASSIFY_H
#define WORKER_EXTRACT_REPORT_CLASSIFY_H

#include "worker/extract/outline/outline.h"

/*
 * Fill the report's genre, author, place, year, period, session, delivered
 * and reporter; what the text does not state stays without a value. The
 * arena's limit is the only cause of failure.
 */
enum status classify(const struct text *text, const struct report_range *range,
                     const struct outline *outline, struct arena *arena,
                     struct report *report, struct error *err)
    __attribute__((warn_unused_result));

#endif
