/*
 * clock - the two times a process needs: one to measure, one to record.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds that only grow, from an arbitrary start; for intervals. */
int64_t clock_monotonic_ms(void);
int64_t clock_monotonic_us(void);
/* Milliseconds since 1970-01-01T00:00:00Z; for records. */
int64_t clock_wall_ms(void);

enum { CLOCK_TEXT_BYTES = 32 };
/* A wall time as ISO 8601 in UTC, to the second; returns `out`. */
const char *clock_print(int64_t wall_ms, char out[CLOCK_TEXT_BYTES]);

#endif
