/*
 * plain - damage whose cure needs no search.
 *
 * Pinyin put in brackets behind a character, marks set twice, UTF-8 that was
 * read as GBK, and text that is lost: runs of U+FFFD and of what becomes of
 * it in GBK, which are marked and never guessed.
 */
#ifndef WORKER_EXTRACT_REPAIR_PLAIN_H
#define WORKER_EXTRACT_REPAIR_PLAIN_H

#include "base/arena.h"
#include "record/record.h"
#include "worker/extract/repair/slip.h"

struct repair_list {
    struct arena *arena;
    struct repair *items;
    size_t count;
    size_t capacity;
};

/* Out of memory the arena is `exhausted` and the list as it was. */
void repair_add(struct repair_list *list, struct repair repair);

/* Each adds what it finds in `source`, in text order. */
void plain_find(struct str source, struct slip_work *work,
                struct repair_list *list);
void mojibake_find(struct str source, struct repair_list *list);

#endif
