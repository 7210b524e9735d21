/*
 * handshake - whether a connected socket and the other side took to each
 * other: ZeroMQ itself says nothing and goes on trying.
 *
 * Internal to the wire, like every header that speaks of ZeroMQ's handles.
 */
#ifndef WIRE_HANDSHAKE_H
#define WIRE_HANDSHAKE_H

#include <stdbool.h>

#include "base/error.h"

enum handshake_state {
    HANDSHAKE_PENDING,
    HANDSHAKE_DONE,
    HANDSHAKE_KEY_REFUSED, /* the server knows our key not; it said so */
    HANDSHAKE_WANTS_KEYS,  /* one side has keys, the other has not */
    HANDSHAKE_BROKEN,      /* it ended midway: another server's key? */
};

struct handshake {
    void *monitor; /* NULL: not watched */
    enum handshake_state state;
};

/* Watch `handle`, which is not connected yet; without memory it is not. */
void handshake_watch(struct handshake *h, void *context, void *handle);
void handshake_release(struct handshake *h);

/* Take in what has come to pass. */
void handshake_update(struct handshake *h);
/* Whether the socket has given up: what it was told will not change. */
bool handshake_is_final(const struct handshake *h);

/*
 * Why there is none: `has_keys` says whether we show a key. STATUS_OK: there
 * is one, or nothing is known. STATUS_INVALID: this socket tries no more.
 * STATUS_UNAVAILABLE: it goes on trying.
 */
enum status handshake_trouble(const struct handshake *h, bool has_keys,
                              const char *endpoint, struct error *err);

#endif
