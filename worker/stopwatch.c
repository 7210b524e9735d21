#include "worker/stopwatch.h"

#include "base/clock.h"

void
stopwatch_start(struct stopwatch *w)
{
    *w = (struct stopwatch){.since_us = clock_monotonic_us()};
}

void
stopwatch_ended(void *context, enum extract_stage stage)
{
    struct stopwatch *w = context;
    int64_t now_us = clock_monotonic_us();
    uint64_t us = w->times.us[stage] + (uint64_t)(now_us - w->since_us);

    /* 0 would say that it never happened. */
    w->times.us[stage] = us == 0           ? 1
                         : us > UINT32_MAX ? UINT32_MAX
                                           : (uint32_t)us;
    w->since_us = now_us;
}
