/*
 * dispatch - the work conversation: workers' accounts and results.
 */
#ifndef WORKER_DISPATCH_H
#define WORKER_DISPATCH_H

#include "worker/head.h"

/*
 * A worker's whole state: adjust its leases, or tell it who this head is
 * where it knows another boot.
 */
void dispatch_ready(struct head *head, const struct client *client,
                    const struct message *m);
/* A result: note it for the next commit. */
void dispatch_result(struct head *head, const struct arrival *arrival,
                     struct round *round);
/* Forget workers that have been silent since `before_ms`. */
void dispatch_expire(struct head *head, int64_t before_ms);

#endif
