/*
 * settle - one result into the batch: records, a dead letter, or a charged
 * attempt.
 */
#ifndef WORKER_SETTLE_H
#define WORKER_SETTLE_H

#include "store/filing.h"
#include "worker/head.h"

/* Turn a result that is wrong into a failure of its worker. */
void settle_distrust(const struct head *head, struct settlement *settlement,
                     struct str fault, struct arena *a);

/*
 * Write the result, if its document is in the inbox with the same
 * generation and no other result of this batch came before; set its
 * verdict. The index entries are added to `entries`, in `a`.
 */
enum status settle_write(struct head *head, struct batch *batch,
                         struct settlement *settlement,
                         struct filing_entries *entries, struct arena *a,
                         struct error *err);

/* The batch is on disk: queue, leases, tally and watchers follow. */
void settle_apply(struct head *head, const struct settlement *settlement);

#endif
