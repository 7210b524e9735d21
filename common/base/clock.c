#include "base/clock.h"

#include <time.h>

static int64_t
now_us(clockid_t id)
{
    struct timespec now;

    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t
clock_monotonic_us(void)
{
    return now_us(CLOCK_MONOTONIC);
}

int64_t
clock_monotonic_ms(void)
{
    return now_us(CLOCK_MONOTONIC) / 1000;
}

int64_t
clock_wall_ms(void)
{
    return now_us(CLOCK_REALTIME) / 1000;
}

const char *
clock_print(int64_t wall_ms, char out[CLOCK_TEXT_BYTES])
{
    time_t seconds = (time_t)(wall_ms / 1000);
    struct tm utc;

    if (!gmtime_r(&seconds, &utc) ||
        strftime(out, CLOCK_TEXT_BYTES, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
        out[0] = '\0';
    return out;
}
