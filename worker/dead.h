/*
 * dead - dead letters: tried again, or dropped for good.
 *
 * dead_retry() and dead_drop() write one document of an order: `step` names
 * its number, `result` its id, and gets what came of it. Once the batch is
 * on disk, what they did is applied to what the head has in memory.
 */
#ifndef WORKER_DEAD_H
#define WORKER_DEAD_H

#include "store/batch.h"
#include "worker/head.h"

/* Its generation goes up, its attempts to 0, and it waits again. */
enum status dead_retry(struct batch *batch, struct order_step *step,
                       struct order_result *result, struct arena *a,
                       struct error *err);
enum status dead_apply_retry(struct head *head, const struct order_step *step,
                             struct error *err);

/*
 * Its bytes and rows go; the same bytes may be submitted again. One that has
 * records of an earlier reading keeps them, and is done.
 */
enum status dead_drop(struct batch *batch, struct order_step *step,
                      struct order_result *result, struct arena *a,
                      struct error *err);
enum status dead_apply_drop(struct head *head, const struct order_step *step,
                            struct error *err);

#endif
