/*
 * alone - a worker is set apart for documents that keep coming back.
 *
 * It finishes what it has, then gets those documents one at a time and
 * nothing else, until none is left.
 */
#ifndef WORKER_ALONE_H
#define WORKER_ALONE_H

#include "worker/head.h"

/*
 * Set a worker apart, or end it, as the queue asks. The worker that is free
 * for a document that runs alone, and the document; NULL: none is now.
 */
struct worker *alone_choose(struct head *head, struct document **out);

#endif
