#include "publisher/feed/news.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/snapshot.h"

enum {
    /* From the writer's last write to its commit: a few instructions. */
    SETTLE_MS = 5,
    /* Should the writer be stopped between the two. */
    QUIET_MS = 1000,
};

enum status
news_open(struct news *n, const char *path, struct error *err)
{
    char file[4096];
    int len = snprintf(file, sizeof file, "%s/data.mdb", path);

    n->descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (n->descriptor < 0 || len < 0 || (size_t)len >= sizeof file ||
        inotify_add_watch(n->descriptor, file, IN_MODIFY) < 0) {
        enum status st =
            error_set(err, STATUS_UNAVAILABLE, "cannot watch %s: %s", path,
                      strerror(errno));
        news_close(n);
        return st;
    }
    return STATUS_OK;
}

void
news_close(struct news *n)
{
    if (n->descriptor >= 0)
        close(n->descriptor);
    n->descriptor = -1;
}

int
news_timeout_ms(const struct news *n)
{
    int64_t left_ms = n->look_at_ms - clock_monotonic_ms();

    return left_ms < 0 ? 0 : (int)left_ms;
}

/* Whether there were any. */
static bool
drop_events(struct news *n)
{
    char events[16 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
    bool were_any = false;

    while (n->descriptor >= 0 && read(n->descriptor, events, sizeof events) > 0)
        were_any = true;
    return were_any;
}

static uint64_t
newest_change(struct store *store, uint64_t otherwise)
{
    struct snapshot *snap = NULL;
    uint64_t number;
    struct error err;
    enum status st = snapshot_open(store, &snap, &err);

    if (st == STATUS_OK)
        st = snapshot_change_no(snap, &number, &err);
    snapshot_close(&snap);
    return st == STATUS_OK ? number : otherwise;
}

bool
news_look(struct news *n, struct store *store, bool is_told)
{
    int64_t now_ms = clock_monotonic_ms();
    uint64_t before = n->newest;

    if (drop_events(n))
        n->look_at_ms = now_ms + SETTLE_MS;
    else if (now_ms >= n->look_at_ms)
        n->look_at_ms = now_ms + QUIET_MS;
    else if (!is_told)
        return false;
    n->newest = newest_change(store, before);
    return n->newest != before;
}
