/*
 * accept - one submission into the batch: a new document, or one more
 * origin of a document that is known.
 */
#ifndef WORKER_ACCEPT_H
#define WORKER_ACCEPT_H

#include "store/filing.h"
#include "worker/head.h"

/* What a submission would write, the most last. */
enum accept_need {
    ACCEPT_NEEDS_NOTHING, /* all of it is known */
    ACCEPT_NEEDS_ORIGIN,  /* a known document came by another name or way */
    ACCEPT_NEEDS_ROOM,    /* a new one */
};

/* As things stand; what cannot be told needs room. Rows go to `a`. */
enum accept_need accept_need(struct head *head,
                             const struct acceptance *acceptance,
                             struct arena *a);

/*
 * Write `acceptance` and fill its answer. `seen` holds the new documents of
 * this batch so far, by id, and gets this one if it is new; `entries` gets
 * what leads to a known document by an origin that is new.
 */
enum status accept_write(struct head *head, struct batch *batch,
                         struct acceptance *acceptance,
                         struct acceptance **seen,
                         struct filing_entries *entries, struct arena *a,
                         struct error *err);

#endif
