#include "worker/rate.h"

/* Seconds that have passed since the last count have none. */
static void
advance(struct rate *r, int64_t now_ms)
{
    int64_t second = now_ms / 1000;

    if (second - r->second > RATE_SECONDS)
        r->second = second - RATE_SECONDS;
    while (r->second < second)
        r->counts[++r->second % RATE_SECONDS] = 0;
}

void
rate_add(struct rate *r, int64_t now_ms, uint64_t count)
{
    advance(r, now_ms);
    r->counts[r->second % RATE_SECONDS] += count;
}

uint64_t
rate_total(struct rate *r, int64_t now_ms)
{
    uint64_t total = 0;

    advance(r, now_ms);
    for (int i = 0; i < RATE_SECONDS; i++)
        total += r->counts[i];
    return total;
}
