#include "worker/queue.h"

#include <stdlib.h>
#include <utlist.h>

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

struct document *
queue_first(const struct queue *q)
{
    return q->ready;
}

void
queue_take(struct queue *q, struct document *d)
{
    if (!d->is_ready)
        return;
    DL_DELETE(q->ready, d);
    d->is_ready = false;
}

/* From the front: what comes back is nearly always among the oldest. */
static struct document *
successor(const struct queue *q, const struct document *d)
{
    struct document *at = q->ready;

    while (at && at->number < d->number)
        at = at->next;
    return at;
}

void
queue_give_back(struct queue *q, struct document *d)
{
    if (d->is_ready)
        return;
    d->is_ready = true;
    if (!q->ready || q->ready->prev->number < d->number)
        DL_APPEND(q->ready, d);
    else if (d->number < q->ready->number)
        DL_PREPEND(q->ready, d);
    else
        DL_PREPEND_ELEM(q->ready, successor(q, d), d);
}

void
queue_remove(struct queue *q, struct document *d)
{
    queue_take(q, d);
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
