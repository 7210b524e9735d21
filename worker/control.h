/*
 * control - what an operator asks of the head.
 */
#ifndef WORKER_CONTROL_H
#define WORKER_CONTROL_H

#include "worker/head.h"

void control_status(struct head *head, const struct client *client,
                    const struct message *m, struct arena *a);

#endif
