#include "client/time_option.h"

#include <string.h>
#include <time.h>

#include "base/str.h"

/* Further ahead nobody means it. */
enum { AHEAD_MAX_S = 2000000000 };

static bool
read_date(const char *text, int64_t *out_ms)
{
    static const char *const shapes[] = {"%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M",
                                         "%Y-%m-%d"};

    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        struct tm tm = {0};
        const char *end = strptime(text, shapes[i], &tm);
        if (!end || (*end && strcmp(end, "Z") != 0))
            continue;
        *out_ms = (int64_t)timegm(&tm) * 1000;
        return *out_ms >= 0;
    }
    return false;
}

enum status
time_option_read(const char *text, int64_t now_ms, int64_t *out_ms,
                 struct error *err)
{
    uint64_t seconds;

    if (*text == '+' && str_to_u64(str_from(text + 1), &seconds) &&
        seconds <= AHEAD_MAX_S) {
        *out_ms = now_ms + (int64_t)seconds * 1000;
        return STATUS_OK;
    }
    if (read_date(text, out_ms))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "\"%s\" is no time like 2031-05-01T08:30 (UTC) or +90 "
                     "(seconds from now)",
                     text);
}
