/*
 * peer - another queue, as one connection of a client sees it.
 *
 * A connection either puts documents or fetches them, and belongs to one
 * thread. A document put counts once the queue has answered that it is on
 * disk. What goes wrong ends the program: see tests/bench/fail.h.
 */
#ifndef BENCH_PEER_H
#define BENCH_PEER_H

#include <stdbool.h>
#include <stddef.h>

#include "tests/bench/peers/traffic.h"

/* No connection holds more documents that are not answered for. */
enum { WINDOW_MAX = 256 };

/* Lives as long as the connection. */
struct peer_options {
    unsigned port;           /* on the loopback address */
    size_t window;           /* documents in flight, up to WINDOW_MAX */
    size_t number;           /* of the connection, from 0 */
    struct traffic *traffic; /* told of what is fetched and acknowledged */
};

/* One kind of queue; `peer` is what its open() made. */
struct peer_kind {
    const char *name;
    void *(*open_producer)(const struct peer_options *options);
    /* Begin to put DOCUMENT_BYTES. */
    void (*put)(void *peer, const char *document);
    /* Wait until the queue has answered for some; how many they are. */
    size_t (*confirm)(void *peer);

    void *(*open_consumer)(const struct peer_options *options);
    /*
     * Acknowledge what the last call has fetched and fetch what there is, up
     * to the window. Without any, come back within a second or so.
     */
    void (*fetch)(void *peer);
    /* Acknowledge what the last call has fetched. */
    void (*settle)(void *peer);

    void (*close)(void *peer);
    /* Once all are closed: nothing is left of the run. NULL: no need. */
    void (*clear)(unsigned port);
};

extern const struct peer_kind peer_beanstalkd;
extern const struct peer_kind peer_redis;
extern const struct peer_kind peer_rabbitmq; /* where its library is */

#endif
