/*
 * loopback - addresses that only this machine reaches.
 *
 * Whoever reaches a server that has no keys may ask it anything, so that it
 * listens on nothing wider than the machine it runs on; so does HTTP, unless
 * it is told otherwise and everybody shows a token.
 */
#ifndef PUBLISHER_LOOPBACK_H
#define PUBLISHER_LOOPBACK_H

#include <sys/socket.h>

#include "base/error.h"
#include "base/str.h"

/* Where to listen. */
struct listen_address {
    struct sockaddr_storage address; /* IPv4 or IPv6, with its port */
    bool is_wide;                    /* other machines may reach it */
};

/* localhost, 127.0.0.0/8, ::1 or [::1]. */
bool is_loopback_host(struct str host);

/* The host of "HOST", "HOST:PORT" or "[HOST]:PORT", without brackets. */
struct str host_of_authority(struct str authority);

/*
 * Read "ADDRESS:PORT"; port 0 lets the system choose. STATUS_INVALID: not
 * an address.
 */
enum status listen_address_parse(struct str text, struct listen_address *out,
                                 struct error *err)
    __attribute__((warn_unused_result));

/*
 * STATUS_INVALID: neither ipc://PATH nor tcp:// on a loopback address; on
 * any address for a server that has keys.
 */
enum status endpoint_check(struct str endpoint, bool has_keys,
                           struct error *err)
    __attribute__((warn_unused_result));

#endif
