/*
 * full - the head while the disk has no room for a commit.
 *
 * What was to be written is given back to those who sent it. For a while
 * then nothing new is taken in and no document handed out; after it, that is
 * tried again. Results and orders that come are tried at once: they are
 * small, or make room.
 */
#ifndef WORKER_FULL_H
#define WORKER_FULL_H

#include "worker/head.h"

bool full_is_now(const struct head *head);

/*
 * The round's commit has found no room, as `err` says, and nothing of it is in
 * the store: answer Busy to requests, and let documents whose results are
 * lost with it wait again, uncharged.
 */
void full_put_off(struct head *head, struct round *round,
                  const struct error *err);

#endif
