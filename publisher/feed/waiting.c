#include "publisher/feed/waiting.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

void
waiting_release(struct waiting *w)
{
    free(w->waiters);
    *w = (struct waiting){0};
}

static size_t
count_of(const struct waiting *w, const struct socket *socket,
         const struct peer *peer)
{
    size_t count = 0;

    for (size_t i = 0; i < w->count; i++)
        count += w->waiters[i].socket == socket &&
                 peer_equal(&w->waiters[i].peer, peer);
    return count;
}

bool
waiting_add(struct waiting *w, struct socket *socket, const struct incoming *in,
            const struct message *request)
{
    const struct changes *asked = &request->changes;
    struct waiter *waiter;

    if (!w->waiters)
        w->waiters = calloc(WAITING_MAX, sizeof *w->waiters);
    if (!w->waiters || w->count == WAITING_MAX ||
        asked->store_id.len >= sizeof waiter->store_id ||
        count_of(w, socket, incoming_peer(in)) >= WAITING_OF_PEER_MAX)
        return false;
    waiter = &w->waiters[w->count++];
    *waiter = (struct waiter){
        .socket = socket,
        .peer = *incoming_peer(in),
        .user = *incoming_user(in),
        .request = *request,
        .until_ms = clock_monotonic_ms() + asked->wait_ms,
    };
    memcpy(waiter->store_id, asked->store_id.len ? asked->store_id.ptr : "",
           asked->store_id.len);
    return true;
}

bool
waiting_take(struct waiting *w, uint64_t newest, size_t *at, struct waiter *out)
{
    int64_t now_ms = clock_monotonic_ms();

    for (; *at < w->count; ++*at) {
        struct waiter *waiter = &w->waiters[*at];
        if (waiter->request.changes.after >= newest &&
            now_ms < waiter->until_ms)
            continue;
        *out = *waiter;
        *waiter = w->waiters[--w->count];
        /* It was copied; a request without an id goes on having none. */
        struct str *id = &out->request.changes.store_id;
        if (record_has(*id))
            id->ptr = out->store_id;
        return true;
    }
    return false;
}

int
waiting_timeout_ms(const struct waiting *w)
{
    int64_t now_ms = clock_monotonic_ms();
    int64_t left_ms = CHANGES_WAIT_MAX_MS;

    for (size_t i = 0; i < w->count; i++)
        if (w->waiters[i].until_ms - now_ms < left_ms)
            left_ms = w->waiters[i].until_ms - now_ms;
    if (w->count == 0)
        return -1;
    return left_ms < 0 ? 0 : (int)left_ms;
}
