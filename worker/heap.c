#include "worker/heap.h"

/* Both without neighbours; the one of greater rank goes below the other. */
static struct heap_node *
meld(struct heap_node *a, struct heap_node *b)
{
    if (!a || !b)
        return a ? a : b;
    if (b->rank < a->rank) {
        struct heap_node *lesser = b;
        b = a;
        a = lesser;
    }
    b->prev = a;
    b->next = a->child;
    if (b->next)
        b->next->prev = b;
    a->child = b;
    return a;
}

static struct heap_node *
take_first(struct heap_node **list)
{
    struct heap_node *first = *list;

    if (first) {
        *list = first->next;
        first->next = first->prev = NULL;
    }
    return first;
}

/* Make one of a row of neighbours: in pairs, then the pairs from the last. */
static struct heap_node *
gather(struct heap_node *list)
{
    struct heap_node *pairs = NULL, *all = NULL;

    while (list) {
        struct heap_node *one = take_first(&list);
        struct heap_node *pair = meld(one, take_first(&list));
        pair->next = pairs;
        pairs = pair;
    }
    while (pairs)
        all = meld(all, take_first(&pairs));
    return all;
}

void
heap_add(struct heap *h, struct heap_node *node, uint64_t rank)
{
    *node = (struct heap_node){.rank = rank};
    h->least = meld(h->least, node);
    h->count++;
}

static void
cut(struct heap_node *node)
{
    if (node->prev->child == node)
        node->prev->child = node->next;
    else
        node->prev->next = node->next;
    if (node->next)
        node->next->prev = node->prev;
    node->next = node->prev = NULL;
}

void
heap_remove(struct heap *h, struct heap_node *node)
{
    struct heap_node *below;

    if (node != h->least)
        cut(node);
    below = gather(node->child);
    h->least = node == h->least ? below : meld(h->least, below);
    h->count--;
}
