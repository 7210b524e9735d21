#include "tests/bench/stopwatch.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double
stopwatch_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int
compare(const void *left, const void *right)
{
    const double *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

static double
percentile_ms(const double *sorted, size_t count, size_t percent)
{
    return count ? sorted[(count - 1) * percent / 100] * 1e3 : 0;
}

void
stopwatch_print(double *latencies, size_t count, double seconds)
{
    qsort(latencies, count, sizeof *latencies, compare);
    printf("%zu %.3f %.1f %.3f %.3f\n", count, seconds, (double)count / seconds,
           percentile_ms(latencies, count, 50),
           percentile_ms(latencies, count, 99));
}
