#include "worker/lease.h"

#include <stdio.h>
#include <stdlib.h>
#include <utlist.h>

#include "base/clock.h"
#include "base/utf8.h"

struct worker *
leases_find_worker(const struct leases *l, const struct socket *socket,
                   const struct peer *peer)
{
    struct worker *w;

    DL_FOREACH(l->workers, w)
    {
        if (w->socket == socket && peer_equal(&w->peer, peer))
            return w;
    }
    return NULL;
}

struct worker *
leases_worker(struct leases *l, struct socket *socket, const struct peer *peer)
{
    struct worker *w = leases_find_worker(l, socket, peer);

    if (w)
        return w;
    w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->socket = socket;
    w->peer = *peer;
    DL_APPEND(l->workers, w);
    return w;
}

static bool
is_listed(const struct ready *ready, uint64_t lease_no)
{
    for (size_t i = 0; i < ready->lease_count; i++)
        if (ready->lease_nos[i] == lease_no)
            return true;
    return false;
}

static void
give_back(struct leases *l, struct lease *lease, struct queue *queue)
{
    struct document *d = lease->document;

    lease_end(l, lease);
    d->returns++;
    queue_give_back(queue, d);
}

/* Cut at a character: others read it as UTF-8. */
static void
keep_name(struct worker *w, struct str name)
{
    name = str_slice(name, 0, sizeof w->name - 1);
    name.len = utf8_valid_prefix(name);
    snprintf(w->name, sizeof w->name, "%.*s", STR_ARG(name));
}

void
leases_account(struct leases *l, struct worker *w, const struct ready *ready,
               struct queue *queue)
{
    struct lease *lease, *next;

    w->heard_ms = clock_monotonic_ms();
    w->credit = ready->credit;
    w->children = ready->children;
    w->working = ready->working;
    keep_name(w, ready->name);
    DL_FOREACH_SAFE(w->leases, lease, next)
    {
        if (lease->number <= ready->seen_lease_no &&
            !is_listed(ready, lease->number))
            give_back(l, lease, queue);
    }
}

void
leases_drop_worker(struct leases *l, struct worker *w, struct queue *queue)
{
    struct lease *lease, *next;

    DL_FOREACH_SAFE(w->leases, lease, next)
    {
        give_back(l, lease, queue);
    }
    DL_DELETE(l->workers, w);
    free(w);
}

unsigned
leases_expire(struct leases *l, int64_t before_ms, struct queue *queue)
{
    struct worker *w, *next;
    unsigned dropped = 0;

    DL_FOREACH_SAFE(l->workers, w, next)
    {
        if (w->heard_ms < before_ms) {
            leases_drop_worker(l, w, queue);
            dropped++;
        }
    }
    return dropped;
}

struct lease *
lease_begin(struct leases *l, struct worker *w, struct document *d,
            struct queue *queue)
{
    struct lease *lease = calloc(1, sizeof *lease);

    if (!lease)
        return NULL;
    lease->number = ++l->last_number;
    lease->document = d;
    lease->worker = w;
    lease->since_ms = clock_monotonic_ms();
    DL_APPEND(w->leases, lease);
    w->lease_count++;
    w->lease_bytes += d->bytes;
    l->count++;
    d->lease = lease;
    queue_take(queue, d);
    return lease;
}

void
lease_end(struct leases *l, struct lease *lease)
{
    if (!lease)
        return;
    lease->document->lease = NULL;
    DL_DELETE(lease->worker->leases, lease);
    lease->worker->lease_count--;
    lease->worker->lease_bytes -= lease->document->bytes;
    l->count--;
    free(lease);
}

void
leases_release(struct leases *l, struct queue *queue)
{
    struct worker *w, *next;

    DL_FOREACH_SAFE(l->workers, w, next)
    {
        leases_drop_worker(l, w, queue);
    }
}
