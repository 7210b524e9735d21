/*
 * waiting - requests for changes that are answered once there are any.
 *
 * Each has its own time; nobody else is held up by it. Who has gone
 * meanwhile is noticed when it is answered.
 */
#ifndef PUBLISHER_FEED_WAITING_H
#define PUBLISHER_FEED_WAITING_H

#include "wire/socket.h"

enum {
    WAITING_MAX = 1000,
    /* One peer's; it has no use for more than one. */
    WAITING_OF_PEER_MAX = 8,
};

/* One request, with all that its answer needs. */
struct waiter {
    struct socket *socket;
    struct peer peer;
    struct user user;
    struct message request;
    char store_id[DOCUMENT_ID_DIGITS + 1]; /* what request.changes borrows */
    int64_t until_ms;                      /* monotonic */
};

/* {0} is an empty one. */
struct waiting {
    struct waiter *waiters; /* of WAITING_MAX, once there was one */
    size_t count;
};

void waiting_release(struct waiting *w);

/*
 * Keep a Changes of the peer at `socket`, which stays open. False: there
 * are too many, or there is no memory.
 */
bool waiting_add(struct waiting *w, struct socket *socket,
                 const struct incoming *in, const struct message *request);

/*
 * Take out the first request from index *at on that is due: its time is up,
 * or it asks after less than `newest`. *at is where to go on. False: none.
 */
bool waiting_take(struct waiting *w, uint64_t newest, size_t *at,
                  struct waiter *out);

/* Until the first one's time is up; -1: nobody waits. */
int waiting_timeout_ms(const struct waiting *w);

#endif
