/*
 * conversation - the query conversation over ZeroMQ: Hello, Query, Cite.
 *
 * No state is kept of a peer: each request is answered by itself, and an
 * answer that cannot leave is dropped, since asking again is safe.
 */
#ifndef PUBLISHER_CONVERSATION_H
#define PUBLISHER_CONVERSATION_H

#include "store/store.h"
#include "wire/socket.h"

enum {
    /* Requests are a few hundred bytes. */
    REQUEST_MAX_BYTES = 64 << 10,
    /* More parcels in one message would hold up everybody else. */
    REQUESTS_PER_MESSAGE = 16,
};

struct conversation {
    struct store *store;
    uint64_t boot_id;
};

/* Take one message from `socket` and answer its requests. */
void conversation_turn(const struct conversation *c, struct socket *socket);

/* The answer to one request, in `a`; never a failure, but Refused or Busy. */
void conversation_answer(const struct conversation *c,
                         const struct message *request, struct arena *a,
                         struct message *out);

#endif
