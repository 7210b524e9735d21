/*
 * heap - documents in the order of a rank, the least first.
 *
 * A pairing heap whose nodes live in the documents: adding never fails and
 * takes constant time, removing any one takes logarithmic time on average
 * over many. {0} is an empty heap.
 */
#ifndef WORKER_HEAP_H
#define WORKER_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct heap_node {
    uint64_t rank;
    struct heap_node *child; /* the first of those below it */
    struct heap_node *next;  /* beside it, below the same one */
    struct heap_node *prev;  /* beside it; the one above, for the first */
};

struct heap {
    struct heap_node *least; /* NULL: empty */
    size_t count;
};

/* `node` is in no heap; nodes of like rank come in any order. */
void heap_add(struct heap *h, struct heap_node *node, uint64_t rank);
/* `node` is in this heap. */
void heap_remove(struct heap *h, struct heap_node *node);

#endif
