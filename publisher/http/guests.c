#include "publisher/http/guests.h"

#include <stdlib.h>
#include <sys/socket.h>

#include <utlist.h>

#include "base/clock.h"

struct guest {
    int fd;
    int64_t until_ms; /* monotonic; INT64_MAX: no limit */
    struct guest *prev, *next;
};

struct guest *
guest_add(struct guests *g, int fd)
{
    struct guest *guest = calloc(1, sizeof *guest);

    if (!guest)
        return NULL;
    guest->fd = fd;
    guest_allow(guest, GUEST_GREETING_MS);
    DL_APPEND(g->first, guest);
    return guest;
}

void
guest_remove(struct guests *g, struct guest *guest)
{
    if (!guest)
        return;
    DL_DELETE(g->first, guest);
    free(guest);
}

void
guest_allow(struct guest *guest, int64_t ms)
{
    if (guest)
        guest->until_ms =
            ms == GUEST_FOR_EVER ? INT64_MAX : clock_monotonic_ms() + ms;
}

int64_t
guests_left_ms(const struct guests *g)
{
    int64_t until_ms = INT64_MAX;
    int64_t now_ms = clock_monotonic_ms();
    const struct guest *guest;

    DL_FOREACH(g->first, guest)
    {
        if (guest->until_ms < until_ms)
            until_ms = guest->until_ms;
    }
    if (until_ms == INT64_MAX)
        return INT64_MAX;
    return until_ms > now_ms ? until_ms - now_ms : 0;
}

void
guests_turn(struct guests *g)
{
    int64_t now_ms = clock_monotonic_ms();
    struct guest *guest;

    DL_FOREACH(g->first, guest)
    {
        if (guest->until_ms > now_ms)
            continue;
        shutdown(guest->fd, SHUT_RDWR);
        guest->until_ms = INT64_MAX;
    }
}
