#include "worker/queue.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/clock.h"

/* Every so manieth document is one of a lower priority. */
enum { TURNS = 10 };

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

/* To where it waits its turn. */
static void
place(struct queue *q, struct document *d)
{
    if (d->not_before_ms && d->not_before_ms > clock_wall_ms())
        put(d, &q->held_back, (uint64_t)d->not_before_ms);
    else if (d->returns >= RETURNS_MAX)
        put(d, &q->alone, d->number);
    else
        put(d, &q->ready[d->priority], d->number);
}

/* Take it from where it waits its turn. */
static void
lift(struct document *d)
{
    heap_remove(d->heap, &d->place);
    d->heap = NULL;
}

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
    d->waiting_ms = row->waiting_ms ? row->waiting_ms : row->accepted_ms;
    d->has_records = row->has_records;
    d->generation = row->generation;
    d->attempts = row->attempts;
    d->priority = row->priority < PRIORITIES ? row->priority : PRIORITIES - 1;
    d->not_before_ms = row->not_before_ms;
    d->caps = caps_of(&q->caps, row->tags, row->tag_count);
    HASH_ADD(by_id, q->documents_by_id, id, sizeof d->id, d);
    HASH_ADD(by_number, q->documents_by_number, number, sizeof d->number, d);
    q->count++;
    q->bytes += d->bytes;
    place(q, d);
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

/* By priority and number, whatever their tags; NULL: none is ready. */
static struct document *
next_in_order(const struct queue *q)
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

/* Where these caps have room, one that is parked gets its turn back. */
static void
use_room(struct queue *q, uint32_t mask)
{
    struct cap *cap;

    while ((cap = caps_with_room(&q->caps, &mask)) != NULL) {
        struct document *d = document_at(cap->parked.least);
        lift(d);
        place(q, d);
    }
}

static void
park(struct queue *q, struct document *d, struct cap *cap)
{
    uint64_t rank = (uint64_t)d->priority << 56 | d->number;

    lift(d);
    put(d, &cap->parked, rank);
    /* It may have had its turn on the room that another tag has. */
    use_room(q, d->caps);
}

struct document *
queue_first(struct queue *q)
{
    struct document *d;
    struct cap *cap;

    while ((d = next_in_order(q)) != NULL) {
        cap = caps_reached(&q->caps, d->caps);
        if (!cap)
            break;
        park(q, d, cap);
    }
    return d;
}

struct document *
queue_first_alone(struct queue *q)
{
    struct document *d = document_at(q->alone.least);

    return d && !caps_reached(&q->caps, d->caps) ? d : NULL;
}

void
queue_take(struct queue *q, struct document *d)
{
    lift(d);
    caps_begin(&q->caps, d->caps);
    q->turn = (q->turn + 1) % TURNS;
}

void
queue_give_back(struct queue *q, struct document *d)
{
    if (d->heap)
        return; /* a result came after its lease had ended */
    caps_end(&q->caps, d->caps);
    place(q, d);
    use_room(q, d->caps);
}

void
queue_remove(struct queue *q, struct document *d)
{
    if (d->heap)
        lift(d);
    else
        caps_end(&q->caps, d->caps);
    use_room(q, d->caps);
    HASH_DELETE(by_id, q->documents_by_id, d);
    HASH_DELETE(by_number, q->documents_by_number, d);
    q->count--;
    q->bytes -= d->bytes;
    free(d);
}

int64_t
queue_oldest_ms(const struct queue *q)
{
    /* uthash keeps the order of insertion. */
    return q->documents_by_number ? q->documents_by_number->waiting_ms : 0;
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
