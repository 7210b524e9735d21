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

/*
 * Charge such a document, in the next commit, with the end of a worker that
 * is not heard from since `before_ms`: nothing else was being read there, and
 * uncharged it would go round for ever.
 */
void alone_charge(struct head *head, int64_t before_ms, struct round *round);

#endif
