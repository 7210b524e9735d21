/*
 * handles - what stands behind a wire and a socket. Internal to the wire.
 */
#ifndef WIRE_HANDLES_H
#define WIRE_HANDLES_H

#include "wire/handshake.h"

enum { ENDPOINT_BYTES = 256 };

struct wire {
    void *context; /* ZeroMQ's */
};

struct socket {
    void *handle;
    bool is_listener;
    bool is_publisher; /* a listener that only tells */
    bool has_keys; /* a listener that wants them, a client that shows them */
    struct handshake handshake; /* of a connected one */
    char endpoint[ENDPOINT_BYTES];
};

#endif
