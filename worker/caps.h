/*
 * caps - how many documents with a tag may be with workers at once.
 *
 * A document whose turn comes while one of its tags is at its cap is parked
 * there, out of the others' way, and gets its turn back when another
 * document with the tag has ended.
 */
#ifndef WORKER_CAPS_H
#define WORKER_CAPS_H

#include "base/str.h"
#include "worker/heap.h"

enum { CAPS_MAX = 32 };

struct tag_cap {
    struct str tag;
    uint32_t limit;
};

struct cap {
    struct tag_cap of;
    uint32_t running;
    struct heap parked; /* of the queue's documents */
};

struct caps {
    struct cap caps[CAPS_MAX];
    size_t count;
};

/* Which of a document's tags have a cap: bit i is caps[i]. */
uint32_t caps_of(const struct caps *c, const struct str *tags, size_t count);
/* A cap in `mask` that is reached, NULL: none is. */
struct cap *caps_reached(struct caps *c, uint32_t mask);
/* The next cap in *mask, taken out of it, that has room and documents
 * parked; NULL: there is none. */
struct cap *caps_with_room(struct caps *c, uint32_t *mask);
/* A document was handed out, or is not out any more. */
void caps_begin(struct caps *c, uint32_t mask);
void caps_end(struct caps *c, uint32_t mask);

#endif
