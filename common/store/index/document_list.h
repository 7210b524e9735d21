/*
 * document_list - document numbers that were gathered from the index.
 */
#ifndef STORE_INDEX_DOCUMENT_LIST_H
#define STORE_INDEX_DOCUMENT_LIST_H

#include "base/arena.h"

/* A growing list, in an arena of the caller's. */
struct document_list {
    uint64_t *numbers;
    size_t count;
    size_t capacity;
};

/* False: the arena is exhausted. */
bool document_list_add(struct document_list *list, uint64_t number,
                       struct arena *a);

/* As arena_reserve(). False: the arena is exhausted. */
bool document_list_reserve(struct document_list *list, size_t more,
                           struct arena *a);

/* Sort the list and drop repeats. */
void document_list_sort(struct document_list *list);

#endif
