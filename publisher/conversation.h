/*
 * conversation - the query conversation over ZeroMQ: Hello, Query, Cite,
 * and Changes.
 *
 * No state is kept of a peer but a request that waits for changes: each request is
 * answered by itself, and an answer that cannot leave is dropped, since asking again is safe. Whoever
 * asks has at most REQUESTS_PER_MESSAGE questions open, or loses answers.
 */
#ifndef PUBLISHER_CONVERSATION_H
#define PUBLISHER_CONVERSATION_H

#include "publisher/columns/columns.h"
#include "publisher/feed/waiting.h"
#include "store/store.h"
#include "wire/auth.h"

enum {
    /* Requests are a few hundred bytes. */
    REQUEST_MAX_BYTES = 64 << 10,
    /* More would hold up everybody else, and their answers, each a message
     * of its own, would not all find room in the peer's queue. */
    REQUESTS_PER_MESSAGE = 8,
    /* Answers that may wait for a peer; the next ones are dropped. */
    ANSWERS_MARK = 16,
};

struct conversation {
    struct store *store;
    struct columns *columns; /* for its queries; NULL: none */
    uint64_t boot_id;
    struct auth *auth; /* NULL: DIR holds no keys */
    struct waiting *waiting;
};

/* Take one message from `socket` and answer its requests. */
void conversation_turn(const struct conversation *c, struct socket *socket);

/* Answer those that waited long enough, or for less than `newest`. */
void conversation_wake(const struct conversation *c, uint64_t newest);

/* The answer to one request, in `a`; never a failure, but Refused or Busy. */
void conversation_answer(const struct conversation *c,
                         const struct message *request, struct arena *a,
                         struct message *out);

#endif
