/*
 * accept - one submission into the batch: a new document, or one more
 * origin of a document that is known.
 */
#ifndef WORKER_ACCEPT_H
#define WORKER_ACCEPT_H

#include "store/batch.h"
#include "worker/head.h"

/*
 * Write `acceptance` and fill its answer. `seen` holds the new documents of
 * this batch so far, by id, and gets this one if it is new.
 */
enum status accept_write(struct head *head, struct batch *batch,
                         struct acceptance *acceptance,
                         struct acceptance **seen, struct arena *a,
                         struct error *err);

#endif
