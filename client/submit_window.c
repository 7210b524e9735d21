#include "client/submit_window.h"

bool
submit_window_has_room(const struct submit_window *w)
{
    return w->count < WINDOW_DOCUMENTS && w->bytes < WINDOW_BYTES;
}

void
submit_window_add(struct submit_window *w, uint64_t token,
                  const struct submit *submit, struct buffer *bytes)
{
    struct slot *slot = w->slots;

    while (slot->is_used)
        slot++;
    *slot = (struct slot){
        .is_used = true,
        .request_id = ++w->last_request_id,
        .token = token,
        .submit = *submit,
        .bytes = *bytes,
    };
    *bytes = (struct buffer){.max_bytes = bytes->max_bytes};
    w->count++;
    w->bytes += slot->bytes.len;
}

struct slot *
submit_window_find(struct submit_window *w, uint64_t request_id)
{
    for (size_t i = 0; i < WINDOW_DOCUMENTS; i++)
        if (w->slots[i].is_used && w->slots[i].request_id == request_id)
            return &w->slots[i];
    return NULL;
}

void
submit_window_remove(struct submit_window *w, struct slot *slot)
{
    w->count--;
    w->bytes -= slot->bytes.len;
    buffer_release(&slot->bytes);
    *slot = (struct slot){0};
}

bool
submit_window_is_sent(const struct submit_window *w)
{
    for (size_t i = 0; i < WINDOW_DOCUMENTS; i++)
        if (w->slots[i].is_sent)
            return true;
    return false;
}

void
submit_window_restart(struct submit_window *w)
{
    for (size_t i = 0; i < WINDOW_DOCUMENTS; i++)
        if (w->slots[i].is_sent)
            w->slots[i].due_ms = 0;
}

struct slot *
submit_window_due(struct submit_window *w, const struct slot *after,
                  int64_t now)
{
    for (size_t i = after ? (size_t)(after - w->slots) + 1 : 0;
         i < WINDOW_DOCUMENTS; i++)
        if (w->slots[i].is_used && w->slots[i].due_ms <= now)
            return &w->slots[i];
    return NULL;
}

int64_t
submit_window_next_due(const struct submit_window *w, int64_t limit_ms)
{
    int64_t next = limit_ms;

    for (size_t i = 0; i < WINDOW_DOCUMENTS; i++)
        if (w->slots[i].is_used && w->slots[i].due_ms < next)
            next = w->slots[i].due_ms;
    return next;
}

void
submit_window_release(struct submit_window *w)
{
    for (size_t i = 0; i < WINDOW_DOCUMENTS; i++)
        buffer_release(&w->slots[i].bytes);
}
