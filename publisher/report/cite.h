/*
 * cite - the sentence a figure was read from, with the figure marked.
 */
#ifndef PUBLISHER_REPORT_CITE_H
#define PUBLISHER_REPORT_CITE_H

#include "store/store.h"
#include "wire/message.h"

enum {
    /* Where a sentence was not recorded its line stands in for it; a longer
     * one is cut to this many bytes around the figure. */
    CITE_LINE_MAX_BYTES = 4096,
};

/*
 * Find the figure with the public id `figure`, whose document part may be
 * an unambiguous prefix; the citation lives in `a`.
 * STATUS_INVALID: not a figure's id, or an ambiguous one.
 * STATUS_NOT_FOUND: the record is gone or never was.
 * STATUS_CORRUPT: the document's values are damaged.
 * STATUS_UNAVAILABLE: past the arena's limit, or the store cannot be read.
 */
enum status cite_run(struct store *store, struct str figure, struct arena *a,
                     struct citation *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
