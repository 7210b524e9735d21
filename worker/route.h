/*
 * route - each message to the module that knows what to do with it.
 */
#ifndef WORKER_ROUTE_H
#define WORKER_ROUTE_H

#include "worker/head.h"

/*
 * Take all parcels of one message, which the round keeps. What does not
 * belong into the listener's conversation is refused, and what the sender's
 * key does not allow.
 */
void route(struct head *head, const struct listener *listener,
           struct incoming *in, struct round *round);

#endif
