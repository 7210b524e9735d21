/*
 * outbox - results on their way to the head.
 *
 * Those that come one soon after the other leave together, since each
 * message wakes threads on both sides. {0} is an empty one.
 */
#ifndef WORKER_OUTBOX_H
#define WORKER_OUTBOX_H

#include "wire/socket.h"

struct outbox {
    struct arena arena; /* the caller puts what a result refers to in here */
    struct message *results;
    size_t count, capacity;
    int64_t since_ms; /* of the oldest */
};

/* Take a result that lives in the outbox's arena; false: out of memory. */
bool outbox_add(struct outbox *o, struct message result);
/* Whether it holds too much, or holds something for too long. */
bool outbox_is_due(const struct outbox *o);
/* When what it holds is due, monotonic; INT64_MAX: it is empty. */
int64_t outbox_due_ms(const struct outbox *o);
/*
 * Send all to `head` and be empty. What cannot leave is dropped: the head
 * hands those documents out again.
 */
void outbox_send(struct outbox *o, struct socket *head);

#endif
