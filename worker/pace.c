#include "worker/pace.h"

#include "base/clock.h"

enum { PACE_MS = 100, AHEAD_MAX = 500 };

bool
pace_update(struct pace *pace)
{
    int64_t now_ms = clock_monotonic_ms();
    int64_t passed_ms = now_ms - pace->since_ms;
    uint32_t before = pace->ahead;
    uint32_t ahead;

    if (passed_ms < PACE_MS)
        return false;
    ahead = (uint32_t)(pace->finished * (int64_t)PACE_MS / passed_ms);
    if (ahead > AHEAD_MAX)
        ahead = AHEAD_MAX;
    *pace = (struct pace){.since_ms = now_ms, .ahead = ahead};
    return ahead != before;
}
