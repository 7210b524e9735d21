/*
 * tell - what a joined worker tells its head.
 */
#ifndef WORKER_TELL_H
#define WORKER_TELL_H

#include "worker/joined_state.h"

/* Open the conversation. */
void tell_hello(struct joined *j);
/* The worker's whole state, after the results that are on their way. */
void tell_ready(struct joined *j);
/* What a child made of a document; it lives in the outbox's arena. */
void tell_result(struct joined *j, struct message result);
/* A document was not read; `failure` is copied. */
void tell_failure(struct joined *j, const struct held_job *job,
                  struct failure failure);

#endif
