/*
 * reprocess - documents with records are read again.
 *
 * The old records stay readable until the new ones replace them, in one
 * transaction; index entries of old records that no longer hold are
 * harmless, since a query looks at the records.
 */
#ifndef WORKER_REPROCESS_H
#define WORKER_REPROCESS_H

#include "store/batch.h"
#include "worker/head.h"

/* One document of an order waits again, after all that was not yet read. */
enum status reprocess_write(struct batch *batch, struct order_step *step,
                            struct order_result *result, struct arena *a,
                            struct error *err);
enum status reprocess_apply(struct head *head, const struct order_step *step,
                            struct error *err);

#endif
