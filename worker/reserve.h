/*
 * reserve - the disk space that submissions must leave free.
 *
 * What was accepted needs room for its records, and a full disk stops every
 * commit; so no more is taken in before that.
 */
#ifndef WORKER_RESERVE_H
#define WORKER_RESERVE_H

#include <stdbool.h>
#include <stdint.h>

struct reserve {
    const char *directory; /* on the file system that is looked at */
    uint64_t bytes;        /* 0: none is kept */
    uint64_t free_bytes;   /* as last looked at */
    int64_t looked_ms;     /* monotonic, 0: never */
};

/* Look at the disk, unless that was done just before; monotonic time. */
void reserve_look(struct reserve *r, int64_t now_ms);
/* Whether less is free than is to be kept. */
bool reserve_is_touched(struct reserve *r, int64_t now_ms);

#endif
