/*
 * signals - the few signals a daemon takes, as a descriptor to poll.
 */
#ifndef DAEMON_SIGNALS_H
#define DAEMON_SIGNALS_H

#include "base/error.h"

/*
 * Block SIGTERM, SIGINT and SIGCHLD, and SIGHUP where standard error is no
 * terminal; ignore SIGPIPE, and return through *out a descriptor that tells of
 * what is blocked; the caller closes it.
 */
enum status signals_open(int *out, struct error *err)
    __attribute__((warn_unused_result));

/* Take one signal number, 0: none has come. Never blocks. */
int signals_take(int fd);

#endif
