/*
 * order - what an operator wants done with documents, into the batch.
 */
#ifndef WORKER_ORDER_H
#define WORKER_ORDER_H

#include "store/batch.h"
#include "worker/head.h"

/* Note an Order for the next commit. */
void order_take(const struct client *client, const struct message *m,
                struct round *round);

/*
 * Write it and fill its results; the change log follows. Rows for
 * order_apply() live in `a`, the round's.
 */
enum status order_write(struct head *head, struct batch *batch,
                        struct errand *errand, struct arena *a,
                        struct error *err);

/*
 * The batch is on disk: queue and tally follow.
 * STATUS_UNAVAILABLE: out of memory.
 */
enum status order_apply(struct head *head, const struct errand *errand,
                        struct error *err);

#endif
