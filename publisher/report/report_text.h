/*
 * report_text - a report as it was decoded, with what was repaired in it.
 */
#ifndef PUBLISHER_REPORT_REPORT_TEXT_H
#define PUBLISHER_REPORT_REPORT_TEXT_H

#include "store/store.h"
#include "wire/message.h"

enum {
    /* Twenty times the longest report known; one that is made into an answer
     * holds up all others. */
    REPORT_TEXT_MAX_BYTES = 4 << 20,
};

struct report_text {
    struct row row;  /* of the report */
    struct str text; /* of its span */
    const struct repair *repairs;
    size_t repair_count;
    uint64_t as_of;
};

/*
 * The text of the report with the public id `report`, whose document part
 * may be an unambiguous prefix; it lives in `a`.
 * STATUS_INVALID: not a report's id, an ambiguous one, or its text is too
 * long. STATUS_NOT_FOUND: the report is gone or never was.
 * STATUS_CORRUPT: the document's values are damaged.
 * STATUS_UNAVAILABLE: past the arena's limit, or the store cannot be read.
 */
enum status report_text_read(struct store *store, struct str report,
                             struct arena *a, struct report_text *out,
                             struct error *err)
    __attribute__((warn_unused_result));

#endif
