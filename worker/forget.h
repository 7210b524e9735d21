/*
 * forget - a document goes, with everything that was made of it.
 *
 * Bytes, text, records, rows and index entries are removed in one
 * transaction; a tombstone in the change log stays, by which the same bytes
 * are refused later.
 */
#ifndef WORKER_FORGET_H
#define WORKER_FORGET_H

#include "store/batch.h"
#include "worker/head.h"

/* One document of an order; its index entries are left to the next call. */
enum status forget_write(struct batch *batch, struct order_step *step,
                         struct order_result *result, struct arena *a,
                         struct error *err);
/* The index entries of all documents that the order forgot. */
enum status forget_unindex(struct batch *batch, const struct errand *errand,
                           struct arena *a, struct error *err);
/* The batch is on disk: leases, queue, watchers and tally follow. */
enum status forget_apply(struct head *head, const struct order_step *step,
                         struct error *err);

#endif
