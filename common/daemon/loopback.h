/*
 * loopback - addresses that only this machine reaches.
 *
 * Whoever reaches HTTP, or a server that has no keys, may ask it anything,
 * so that it listens on nothing wider than the machine it runs on.
 */
#ifndef PUBLISHER_LOOPBACK_H
#define PUBLISHER_LOOPBACK_H

#include <sys/socket.h>

#include "base/error.h"
#include "base/str.h"

struct loopback {
    struct sockaddr_storage address; /* IPv4 or IPv6, with its port */
};

/* localhost, 127.0.0.0/8, ::1 or [::1]. */
bool is_loopback_host(struct str host);

/* The host of "HOST", "HOST:PORT" or "[HOST]:PORT", without brackets. */
struct str host_of_authority(struct str authority);

/*
 * Read "ADDRESS:PORT"; port 0 lets the system choose. STATUS_INVALID: not
 * an address, or a wider one than loopback.
 */
enum status loopback_parse(struct str text, struct loopback *out,
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
