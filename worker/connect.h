/*
 * connect - the way of a joined worker to its head.
 */
#ifndef WORKER_CONNECT_H
#define WORKER_CONNECT_H

#include "wire/socket.h"
#include "worker/joined.h"

/*
 * Connect to the head's work endpoint, with this worker's key where the head
 * is not on the same machine; the caller closes *out.
 * STATUS_INVALID: not an endpoint, or a key that cannot be read.
 */
enum status connect_head(struct wire *wire,
                         const struct joined_options *options,
                         struct socket **out, struct error *err)
    __attribute__((warn_unused_result));

#endif
