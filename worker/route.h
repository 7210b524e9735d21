/*
 * route - each message to the module that knows what to do with it.
 */
#ifndef WORKER_ROUTE_H
#define WORKER_ROUTE_H

#include "worker/head.h"

/*
 * Take every arrival of the round. What is no message, what does not belong
 * into the conversation and what the sender's key does not allow is refused.
 */
void route(struct head *head, struct round *round);

#endif
