/*
 * queue - the documents that wait for extraction, in memory.
 *
 * A mirror of the inbox's small rows: what to hand out next, and what was
 * submitted already. The store has the truth; this is rebuilt from it at
 * start. Documents are handed out by priority, those of one priority in the
 * order of acceptance; every tenth is the oldest of a lower priority, so
 * that none starves. One with a not_before is held back until then.
 */
#ifndef WORKER_QUEUE_H
#define WORKER_QUEUE_H

#include "record/row.h"

#include <uthash.h>

#include "worker/caps.h"
#include "worker/heap.h"

struct lease;
struct settlement;

/* A waiting document; the queue owns it. */
struct document {
    struct document_id id;
    uint64_t number;
    uint64_t bytes;
    int64_t accepted_ms; /* wall time */
    int64_t waiting_ms;  /* wall time, since when it waits */
    bool has_records;    /* of an earlier generation */
    uint32_t generation;
    uint32_t attempts;
    uint32_t returns;       /* how often it came back uncharged */
    uint32_t priority;      /* 0 (first) to 9 */
    int64_t not_before_ms;  /* wall time, 0: at once */
    uint32_t caps;          /* its tags that have one: caps.h */
    struct lease *lease;    /* who has it, NULL: nobody */
    struct heap *heap;      /* where it waits its turn, NULL: handed out */
    struct heap_node place; /* in there */
    /* The result that settles it in the batch being written, or NULL. */
    const struct settlement *settled_by;

    UT_hash_handle by_id;
    UT_hash_handle by_number;
};

enum {
    PRIORITIES = 10,
    /* So often a document may come back before it runs alone. */
    RETURNS_MAX = 10,
};

struct queue {
    struct document *documents_by_id;
    struct document *documents_by_number;
    struct heap ready[PRIORITIES]; /* by number */
    struct heap held_back;         /* by not_before_ms */
    struct heap alone;             /* by number: see queue_first_alone() */
    struct caps caps;              /* set before the first document */
    unsigned turn;                 /* documents handed out, modulo ten */
    uint64_t count;                /* waiting in all, leased ones included */
    uint64_t bytes;                /* of them together */
};

/*
 * Add a document that is on disk; it is ready, or held back.
 * NULL: out of memory.
 */
struct document *queue_add(struct queue *q, uint64_t number,
                           const struct inbox_row *row);
/* NULL: not waiting. */
struct document *queue_find(const struct queue *q, struct document_id id);
struct document *queue_find_number(const struct queue *q, uint64_t number);

/* Those held back until `now_ms` or earlier, a wall time, are ready now. */
void queue_wake(struct queue *q, int64_t now_ms);
/* When the next one is to be woken, INT64_MAX: none is held back. */
int64_t queue_next_wake_ms(const struct queue *q);

/*
 * The next to hand out, left where it is; NULL: none is ready. Those it
 * passes over since a tag is at its cap are parked.
 */
struct document *queue_first(struct queue *q);
/*
 * The same of those that came back RETURNS_MAX times: whatever happens to
 * the workers that have them, it shall happen to no other document.
 */
struct document *queue_first_alone(struct queue *q);
/* It waited its turn and was handed out. */
void queue_take(struct queue *q, struct document *d);
/* It was out and came back: it has its place again. */
void queue_give_back(struct queue *q, struct document *d);
/* It is done or dead: forget it. */
void queue_remove(struct queue *q, struct document *d);

/* Since when the document waits that came first, 0: none waits. */
int64_t queue_oldest_ms(const struct queue *q);

void queue_release(struct queue *q);

#endif
