/*
 * handout - what waits, to the workers that have room.
 */
#ifndef WORKER_HANDOUT_H
#define WORKER_HANDOUT_H

#include "worker/head.h"

/* Lease what is ready to whoever has credit, many jobs in a message. */
void handout_jobs(struct head *head);

#endif
