/*
 * commit - a round into the store, in one transaction.
 *
 * Inbox, sources, records, texts, index run and change log change together
 * or not at all. What is in memory follows once it is on disk.
 */
#ifndef WORKER_COMMIT_H
#define WORKER_COMMIT_H

#include "worker/head.h"

/*
 * Write what the round took in; afterwards each acceptance has its answer,
 * each settlement its verdict and each errand its results. Nothing is sent
 * and nobody told, so that a thread of its own may do it. A failure is the
 * store's: unless store_lacks_space(), the head must end, and nothing be
 * answered.
 */
enum status commit_write(struct head *head, struct round *round,
                         struct error *err) __attribute__((warn_unused_result));
/*
 * Then queue and leases follow, and watchers are told, over the sockets: in
 * the thread that holds them. STATUS_UNAVAILABLE: out of memory.
 */
enum status commit_apply(struct head *head, struct round *round,
                         struct error *err) __attribute__((warn_unused_result));
/* Both, one after the other. */
enum status commit_round(struct head *head, struct round *round,
                         struct error *err) __attribute__((warn_unused_result));

#endif
