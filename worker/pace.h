/*
 * pace - how many documents a worker reads in a tenth of a second.
 *
 * So many may wait with it beyond the children's own: a head that commits
 * hands none out for a while. {0} is one that has read none yet.
 */
#ifndef WORKER_PACE_H
#define WORKER_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct pace {
    int64_t since_ms;  /* monotonic */
    uint32_t finished; /* since then; the caller counts up */
    uint32_t ahead;    /* documents that may wait */
};

/* Look at the time; true: `ahead` is another number now. */
bool pace_update(struct pace *pace);

#endif
