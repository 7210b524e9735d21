/*
 * watch - who wants to be told when a document is done or dead.
 *
 * Only waiting documents are watched; the others are answered at once.
 * Watches are in memory: after a restart of the head a client asks again.
 */
#ifndef WORKER_WATCH_H
#define WORKER_WATCH_H

#include <uthash.h>

#include "worker/round.h"

struct head;

/* One client's interest in one document. */
struct watcher {
    struct client client;
    uint64_t request_id;
    struct watcher *next;
};

struct watched {
    struct document_id id;
    struct watcher *watchers;
    UT_hash_handle hh;
};

struct watchers {
    struct watched *documents;
    size_t count; /* watchers in all */
};

/* Answer a Watch or a Where, now or, for a Watch, when the time comes. */
void watch_take(struct head *head, const struct client *client,
                const struct message *m, struct arena *a);
/* Tell everybody who waits for this document. */
void watch_tell(struct watchers *w, struct document_id id,
                enum document_state state, struct str reason);
void watch_release(struct watchers *w);

#endif
