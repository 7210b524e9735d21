/*
 * hear - what the head says to a joined worker.
 */
#ifndef WORKER_HEAR_H
#define WORKER_HEAR_H

#include "base/error.h"
#include "worker/joined_state.h"

/*
 * Take all that has come from the head. A message that cannot be read is
 * logged and passed over. STATUS_UNAVAILABLE: nothing more can be heard.
 */
enum status hear_head(struct joined *j, struct error *err)
    __attribute__((warn_unused_result));

/* What keeps us from the head, before a word is said; each told once. */
void look_at_connection(struct joined *j);

/* Of what is held, what was not begun is nobody's concern any more. */
void drop_jobs(struct joined *j);

#endif
