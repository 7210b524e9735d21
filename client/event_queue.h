/*
 * event_queue - what became of documents, kept until the program asks.
 */
#ifndef CLIENT_EVENT_QUEUE_H
#define CLIENT_EVENT_QUEUE_H

#include <stdbool.h>

#include "base/str.h"
#include "client/baogao.h"

/* An event with the text it points to; freed with free(). */
struct told_event {
    struct baogao_event event;
    struct told_event *next;
    char text[];
};

/* A copy of id and reason, either of which may be without value; or NULL. */
struct told_event *told_event_new(enum baogao_event_kind kind, uint64_t token,
                                  struct str document_id, struct str reason);

struct event_queue {
    struct told_event *first;
    struct told_event *last;
    size_t count;
};

void event_queue_put(struct event_queue *q, struct told_event *event);
/* The oldest, which the caller then owns; NULL: there is none. */
struct told_event *event_queue_take(struct event_queue *q);
void event_queue_release(struct event_queue *q);

#endif
