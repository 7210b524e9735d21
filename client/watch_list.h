/*
 * watch_list - the documents whose end is awaited, in the order they came.
 */
#ifndef CLIENT_WATCH_LIST_H
#define CLIENT_WATCH_LIST_H

#include "record/identity.h"

struct watched;

struct watch_list {
    struct watched *all;    /* a hash by id, which keeps the order */
    struct watched *unsent; /* the first that no Watch named yet */
    size_t count;
};

/* Add `id` once, with the caller's number for it. False: out of memory. */
bool watch_list_add(struct watch_list *w, struct document_id id, uint64_t token)
    __attribute__((warn_unused_result));
bool watch_list_has(const struct watch_list *w, struct document_id id);
/* Remove `id` and tell its number; false: it is not awaited. */
bool watch_list_take(struct watch_list *w, struct document_id id,
                     uint64_t *token);

/* Up to `max` ids that were not handed out yet; they then count as such. */
size_t watch_list_unsent(struct watch_list *w, struct document_id *ids,
                         size_t max);
/* The oldest ids, up to `max`, whether handed out or not. */
size_t watch_list_oldest(const struct watch_list *w, struct document_id *ids,
                         size_t max);

void watch_list_release(struct watch_list *w);

#endif
