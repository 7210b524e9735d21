#include "worker/queue.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/clock.h"

/* Every so manieth document is one of a lower priority. */
enum { TURNS = 10 };

struct document *
queue_add(struct queue *q, uint64_t number, const struct inbox_row *row)
{
    struct document *d = calloc(1, sizeof *d);

    if (!d)
        return NULL;
    d->id = row->document_id;
    d->number = number;
    d->bytes = row->bytes;
    d->accepted_ms = row->accepted_ms;
    d->generation = row->generation;
    d->attempts = row->attempts;
    d->priority = row->priority < PRIORITIES ? row->priority : PRIORITIES - 1;
    d->not_before_ms = row->not_before_ms;
    HASH_ADD(by_id, q->documents_by_id, id, sizeof d->id, d);
    HASH_ADD(by_number, q->documents_by_number, number, sizeof d->number, d);
    q->count++;
    q->bytes += d->bytes;
    queue_give_back(q, d);
    return d;
}

struct document *
queue_find(const struct queue *q, struct document_id id)
{
    struct document *d;

    HASH_FIND(by_id, q->documents_by_id, &id, sizeof id, d);
    return d;
}

struct document *
queue_find_number(const struct queue *q, uint64_t number)
{
    struct document *d;

    HASH_FIND(by_number, q->documents_by_number, &number, sizeof number, d);
    return d;
}

static struct document *
document_at(struct heap_node *node)
{
    return node ? (struct document *)((char *)node -
                                      offsetof(struct document, place))
                : NULL;
}

static void
put(struct document *d, struct heap *heap, uint64_t rank)
{
    heap_add(heap, &d->place, rank);
    d->heap = heap;
}

void
queue_wake(struct queue *q, int64_t now_ms)
{
    struct document *d;

    while ((d = document_at(q->held_back.least)) != NULL &&
           d->not_before_ms <= now_ms) {
        heap_remove(&q->held_back, &d->place);
        put(d, &q->ready[d->priority], d->number);
    }
}

int64_t
queue_next_wake_ms(const struct queue *q)
{
    const struct document *d = document_at(q->held_back.least);

    return d ? d->not_before_ms : INT64_MAX;
}

/* The oldest ready one of priorities from `priority` on. */
static struct document *
oldest_from(const struct queue *q, int priority)
{
    struct heap_node *oldest = NULL;

    for (; priority < PRIORITIES; priority++) {
        struct heap_node *node = q->ready[priority].least;
        if (node && (!oldest || node->rank < oldest->rank))
            oldest = node;
    }
    return document_at(oldest);
}

struct document *
queue_first(const struct queue *q)
{
    struct document *lower;
    int first = 0;

    while (first < PRIORITIES && !q->ready[first].least)
        first++;
    if (first == PRIORITIES)
        return NULL;
    lower = q->turn == TURNS - 1 ? oldest_from(q, first + 1) : NULL;
    return lower ? lower : document_at(q->ready[first].least);
}

/* Take it from where it waits, if it does. */
static void
lift(struct document *d)
{
    if (!d->heap)
        return;
    heap_remove(d->heap, &d->place);
    d->heap = NULL;
}

void
queue_take(struct queue *q, struct document *d)
{
    lift(d);
    q->turn = (q->turn + 1) % TURNS;
}

void
queue_give_back(struct queue *q, struct document *d)
{
    if (d->heap)
        return;
    if (d->not_before_ms && d->not_before_ms > clock_wall_ms())
        put(d, &q->held_back, (uint64_t)d->not_before_ms);
    else
        put(d, &q->ready[d->priority], d->number);
}

void
queue_remove(struct queue *q, struct document *d)
{
    lift(d);
    HASH_DELETE(by_id, q->documents_by_id, d);
    HASH_DELETE(by_number, q->documents_by_number, d);
    q->count--;
    q->bytes -= d->bytes;
    free(d);
}

int64_t
queue_oldest_ms(const struct queue *q)
{
    /* uthash keeps insertion order, which is acceptance order. */
    return q->documents_by_number ? q->documents_by_number->accepted_ms : 0;
}

void
queue_release(struct queue *q)
{
    struct document *d, *next;

    HASH_ITER(by_number, q->documents_by_number, d, next)
    {
        queue_remove(q, d);
    }
}
