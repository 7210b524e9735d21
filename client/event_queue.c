#include "client/event_queue.h"

#include <stdlib.h>
#include <string.h>

/* Copy `s` with a NUL to *at, which moves on; NULL where it has no value. */
static const char *
put_text(char **at, struct str s)
{
    char *text = *at;

    if (!s.ptr)
        return NULL;
    memcpy(text, s.ptr, s.len);
    text[s.len] = '\0';
    *at += s.len + 1;
    return text;
}

struct told_event *
told_event_new(enum baogao_event_kind kind, uint64_t token,
               struct str document_id, struct str reason)
{
    struct told_event *told =
        calloc(1, sizeof *told + document_id.len + reason.len + 2);
    char *at;

    if (!told)
        return NULL;
    at = told->text;
    told->event.kind = kind;
    told->event.token = token;
    told->event.document_id = put_text(&at, document_id);
    told->event.reason = put_text(&at, reason);
    return told;
}

void
event_queue_put(struct event_queue *q, struct told_event *event)
{
    event->next = NULL;
    if (q->last)
        q->last->next = event;
    else
        q->first = event;
    q->last = event;
    q->count++;
}

struct told_event *
event_queue_take(struct event_queue *q)
{
    struct told_event *event = q->first;

    if (!event)
        return NULL;
    q->first = event->next;
    if (!q->first)
        q->last = NULL;
    q->count--;
    return event;
}

void
event_queue_release(struct event_queue *q)
{
    struct told_event *event;

    while ((event = event_queue_take(q)))
        free(event);
}
