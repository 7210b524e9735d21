#include "worker/reserve.h"

#include <sys/statvfs.h>

/* In so short a time no disk takes in more than a reserve. */
enum { LOOK_EVERY_MS = 200 };

void
reserve_look(struct reserve *r, int64_t now_ms)
{
    struct statvfs fs;

    if (r->looked_ms && now_ms - r->looked_ms < LOOK_EVERY_MS)
        return;
    r->looked_ms = now_ms;
    /* A file system that cannot tell is not held against anybody. */
    r->free_bytes = statvfs(r->directory, &fs) == 0
                        ? (uint64_t)fs.f_bavail * fs.f_frsize
                        : UINT64_MAX;
}

bool
reserve_is_touched(struct reserve *r, int64_t now_ms)
{
    if (r->bytes == 0)
        return false;
    reserve_look(r, now_ms);
    return r->free_bytes < r->bytes;
}
