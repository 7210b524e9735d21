#include "base/timing.h"

const uint64_t timing_bound_us[TIMING_BOUNDS] = {
    100,       300,       1000,       3000,       10000,    30000,
    100000,    300000,    1000000,    3000000,    10000000, 30000000,
    100000000, 300000000, 1000000000, 3000000000,
};

void
timing_add(struct timing *t, uint64_t us)
{
    t->count++;
    t->us += us;
    for (int i = 0; i < TIMING_BOUNDS; i++)
        t->within[i] += us <= timing_bound_us[i];
}
