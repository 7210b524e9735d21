/*
 * apart - work on a store in a process of its own.
 *
 * LMDB trusts its file, and may die of a damaged one: a child does the work,
 * and what it leaves in shared memory outlives it. It ends with the parent,
 * and leaves no core of the archive.
 */
#ifndef CLIENT_APART_H
#define CLIENT_APART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct apart {
    /* In the child. */
    enum status (*work)(void *context, struct error *err);
    /*
     * In the parent, some times a second: anything but STATUS_OK ends the
     * child, and is the outcome. NULL: nobody looks.
     */
    enum status (*look)(void *context, struct error *err);
    void *context; /* of apart_share(), or never read after the work */
};

/* Zeroed memory that a child shares; NULL: there is none, see errno. */
void *apart_share(size_t bytes);

/*
 * Do the work. What it returned; or *has_died: the child died of what it
 * read, STATUS_CORRUPT, and err says how, not of what.
 * STATUS_UNAVAILABLE: likewise, or it was ended.
 */
enum status apart_run(const struct apart *a, bool *has_died, struct error *err)
    __attribute__((warn_unused_result));

/*
 * Called by the work where another step begins: each may take so much
 * processor time, which a slow disk does not use. LMDB follows a page that
 * leads back to itself for ever; the largest document takes a few seconds.
 */
void apart_begin_step(void);

/*
 * From now on SIGINT, SIGTERM and SIGHUP end no process, but the work, as
 * what cannot be done now; apart_is_stopped() tells where there is none.
 */
void apart_hold_signals(void);
/* STATUS_UNAVAILABLE: a signal that was held has come. */
enum status apart_is_stopped(struct error *err)
    __attribute__((warn_unused_result));

#endif
