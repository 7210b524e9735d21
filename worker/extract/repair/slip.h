/*
 * slip - stretches of GBK text whose bytes slipped by one.
 */
#ifndef WORKER_EXTRACT_REPAIR_SLIP_H
#define WORKER_EXTRACT_REPAIR_SLIP_H

#include "base/arena.h"
#include "record/record.h"

enum { SLIP_PROPOSALS = 3 };

/* A damaged stretch and what it may have meant, the likeliest first. */
struct slip {
    struct span span;
    struct str proposals[SLIP_PROPOSALS];
    int costs[SLIP_PROPOSALS]; /* eighths of a bit */
    size_t count;
    int gain; /* eighths of a bit better than what stands there */
};

/*
 * What all searches in a document share: the work they may spend, which
 * grows with its length up to a bound, and the room they search in.
 */
struct slip_work {
    struct str document;
    struct arena *arena;
    uint64_t steps;
    struct beam *beam;     /* NULL until it is needed */
    struct recall *recall; /* likewise */
};

struct slip_work slip_work_for(struct str document, struct arena *arena);

/*
 * All slips of `source`, in text order and without overlap. Undamaged text
 * is none: a proposal must read clearly better than what stands there. The
 * work is bounded; past the bound the rest of a hopeless text is left as it
 * is. The arena's limit is the only cause of failure: it is `exhausted`.
 */
struct slip *slip_find(struct str source, struct slip_work *work,
                       size_t *count);

#endif
