/*
 * stopwatch - how long each of many requests took.
 */
#ifndef BENCH_STOPWATCH_H
#define BENCH_STOPWATCH_H

#include <stddef.h>

enum { DOCUMENT_BYTES = 10240 };

/* Monotonic, from an arbitrary start. */
double stopwatch_seconds(void);

/*
 * One line: how many, in how many seconds, how many a second, and the
 * median and 99th percentile of `latencies` (in seconds; sorted here) in ms.
 */
void stopwatch_print(double *latencies, size_t count, double seconds);

#endif
