/*
 * subject_list - several subjects that share what follows: 出口、进口分别增长.
 */
#ifndef WORKER_EXTRACT_FIGURE_SUBJECT_LIST_H
#define WORKER_EXTRACT_FIGURE_SUBJECT_LIST_H

#include "worker/extract/text/words.h"

/* Subjects that 分别 deals its numbers out to, in order. */
struct subjects {
    struct str *names;
    size_t count; /* 0: not shared */
    size_t next;
};

/*
 * A subject that ends with a common noun (食品、石化等产业增加值) gives each
 * of its parts that noun; 城镇和农村居民收入 is 城镇居民收入 as well. A
 * subject of one part is not shared. `wanted` numbers are dealt out: where 、
 * alone makes as many parts, 和 parts none.
 */
struct subjects subjects_split(const struct words *w, struct range subject,
                               size_t wanted, struct arena *arena);

/* Behind 分别 in `r`; r.begin: it is not there. */
uint32_t subjects_dealt_from(const struct text *t, struct range r);

/* 分别 in `r`. */
bool subjects_are_dealt(const struct text *t, struct range r);

#endif
