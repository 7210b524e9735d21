/*
 * rate - how many in the last minute, to the second.
 */
#ifndef WORKER_RATE_H
#define WORKER_RATE_H

#include <stdint.h>

enum { RATE_SECONDS = 60 };

/* {0} has counted nothing. */
struct rate {
    uint64_t counts[RATE_SECONDS]; /* of second s at s modulo 60 */
    int64_t second;                /* the last one counted in */
};

/* Times are clock_monotonic_ms() and never go back. */
void rate_add(struct rate *r, int64_t now_ms, uint64_t count);
uint64_t rate_total(struct rate *r, int64_t now_ms);

#endif
