/*
 * receive - what has come in, read as far as it can be without the head:
 * messages are taken apart, submissions hashed, results looked over.
 *
 * It touches the sockets and the round it fills, and nothing that a commit
 * does: while one round is written, the next one is received.
 */
#ifndef WORKER_RECEIVE_H
#define WORKER_RECEIVE_H

#include "worker/head.h"

/*
 * Take what every listener has, for `budget_ms` each at most and until its
 * share of the round is used up.
 */
void receive(const struct head *head, struct round *round, int budget_ms);
/* Whether that listener may still add to this round. */
bool receive_has_room(const struct round *round, size_t listener);

#endif
