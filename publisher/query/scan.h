/*
 * scan - the records of candidate documents, held against a query.
 *
 * A scan goes through records in the order of pages: by document number,
 * then as they stand in the document. What is done with each, and when it
 * is enough, a taker decides. Documents whose briefs tell that nothing in
 * them matches are passed over unread.
 */
#ifndef PUBLISHER_QUERY_SCAN_H
#define PUBLISHER_QUERY_SCAN_H

#include "publisher/query/match.h"
#include "publisher/query/plan.h"
#include "publisher/query/sift.h"
#include "publisher/report/reading.h"

/* A record of the kind asked for, or a report that is passed over whole. */
struct looked {
    uint32_t index;
    struct span span;
    bool is_match;
    const struct figure *figure; /* as packed_glance(); NULL: another row */
};

struct taker {
    enum status (*take)(struct taker *t, struct reading *r, struct chapter *c,
                        const struct looked *record, struct error *err);
    /*
     * Instead of take() where briefs tell all that is asked: a row that
     * matches. NULL: the taker wants to see the records.
     */
    void (*note)(struct taker *t, const struct sifted *row);
    /* Of documents up to this one it wants to know where the rows are. */
    uint64_t last_placed;
    bool is_over; /* it wants no more */
};

struct scan {
    const struct filter *filter;
    const struct plan *plan;
    struct snapshot *snapshot;
    struct columns *columns; /* as of the snapshot; NULL: none */
    size_t limit_bytes;      /* of what is kept of one document */
    size_t max_documents;    /* to be looked into */
    int64_t deadline_ms;     /* of clock_monotonic_ms() */
};

/*
 * Show `taker` the records of the plan's documents from `document_no` on.
 * *next becomes the document to go on with, 0: that was the last; where
 * the taker ended it, it knows best. One document is looked into at least.
 * STATUS_CORRUPT: a document's records are damaged.
 */
enum status scan_run(const struct scan *scan, uint64_t document_no,
                     struct taker *taker, uint64_t *next, struct error *err)
    __attribute__((warn_unused_result));

/*
 * The generation of a document that a page goes on in, as it is now: sifted
 * rows do not tell theirs. 0: it has no records.
 */
enum status scan_generation(const struct scan *scan, uint64_t document_no,
                            uint32_t *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
