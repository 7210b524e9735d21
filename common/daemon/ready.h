/*
 * ready - telling whoever started a daemon that it is ready, and that it reads
 * its options again.
 *
 * A starter that hands over a descriptor reads a newline from it once the
 * daemon listens; one that is a service manager finds a datagram on the
 * socket it named in the environment. So nobody has to guess or sleep.
 */
#ifndef DAEMON_READY_H
#define DAEMON_READY_H

#include "base/error.h"

enum { READY_NOBODY = -1 };

/* The descriptor's number; STATUS_INVALID: it is not open. */
enum status ready_parse(const char *text, int *out, struct error *err)
    __attribute__((warn_unused_result));

/*
 * Tell both, once: close *fd and set it to READY_NOBODY, and remove
 * NOTIFY_SOCKET from the environment, as it is not meant for children.
 * Nothing where neither waits. Not while other threads read the environment.
 */
void ready_tell(int *fd);

/* Tell a manager, if one was told before, that the options are being read
 * again, and that this is over. */
void ready_reload_begins(void);
void ready_reload_ends(void);

#endif
