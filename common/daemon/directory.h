/*
 * directory - DIR, which holds the store and the sockets.
 *
 * Without keys, whoever can open a socket is trusted; what protects them is
 * that DIR/run belongs to one user alone.
 */
#ifndef DAEMON_DIRECTORY_H
#define DAEMON_DIRECTORY_H

#include "base/error.h"

/* Make `path` if it is missing. STATUS_UNAVAILABLE: it cannot be made. */
enum status directory_make(const char *path, struct error *err)
    __attribute__((warn_unused_result));

/* As above; STATUS_UNAVAILABLE also where other users can enter it. */
enum status directory_make_private(const char *path, struct error *err)
    __attribute__((warn_unused_result));

#endif
