#include "worker/outbox.h"

#include "base/clock.h"
#include "base/log.h"

enum {
    WAIT_MS = 2, /* less than the head takes to commit */
    RESULTS_MAX = 64,
    RESULTS_MAX_BYTES = 1 << 20,
};

bool
outbox_add(struct outbox *o, struct message result)
{
    struct message *moved = arena_grow(&o->arena, o->results, o->count,
                                       &o->capacity, sizeof *moved);

    if (!moved)
        return false;
    if (o->count == 0)
        o->since_ms = clock_monotonic_ms();
    o->results = moved;
    moved[o->count++] = result;
    return true;
}

bool
outbox_is_due(const struct outbox *o)
{
    return o->count >= RESULTS_MAX ||
           o->arena.used_bytes >= RESULTS_MAX_BYTES ||
           clock_monotonic_ms() >= outbox_due_ms(o);
}

int64_t
outbox_due_ms(const struct outbox *o)
{
    return o->count > 0 ? o->since_ms + WAIT_MS : INT64_MAX;
}

void
outbox_send(struct outbox *o, struct socket *head)
{
    struct error err;

    if (o->count > 0 &&
        socket_send(head, NULL, o->results, o->count, &err) != STATUS_OK)
        log_debug("results not sent", log_number("results", o->count),
                  log_cause(err.text));
    arena_release(&o->arena);
    *o = (struct outbox){0};
}
