/*
 * timing - how often something happened, and how long it took: a histogram.
 */
#ifndef BASE_TIMING_H
#define BASE_TIMING_H

#include <stdint.h>

enum { TIMING_BOUNDS = 16 };

/* Rising, from 0.1 ms to 3000 s, two in ten times as much. */
extern const uint64_t timing_bound_us[TIMING_BOUNDS];

/* {0} has seen nothing. */
struct timing {
    uint64_t count;
    uint64_t us;                    /* of all of them */
    uint64_t within[TIMING_BOUNDS]; /* how many took no longer */
};

void timing_add(struct timing *t, uint64_t us);

#endif
