/*
 * settle - one result into the batch: records, a dead letter, or a charged
 * attempt.
 */
#ifndef WORKER_SETTLE_H
#define WORKER_SETTLE_H

#include "store/batch.h"
#include "store/run.h"
#include "worker/head.h"

/*
 * Look a result over before the batch begins: find its index terms, or turn
 * a wrong one into a failure of its worker. False: the round has no memory
 * left for it, which is nobody's fault; the document will be handed out
 * again.
 */
bool settle_verify(struct head *head, struct settlement *settlement,
                   struct arena *a);

/*
 * Write the result, if its document is in the inbox with the same
 * generation and no other result of this batch came before; set its
 * verdict. The records' terms are added to `postings`, in `a`.
 */
enum status settle_write(struct head *head, struct batch *batch,
                         struct settlement *settlement,
                         struct posting_list *postings, struct arena *a,
                         struct error *err);

/* The batch is on disk: queue, leases, tally and watchers follow. */
void settle_apply(struct head *head, const struct settlement *settlement);

#endif
