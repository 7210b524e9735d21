/*
 * ready - telling whoever started a daemon that it is ready.
 *
 * The starter hands over a descriptor; the daemon writes a newline to it
 * and closes it once it listens, so that nobody has to guess or sleep.
 */
#ifndef DAEMON_READY_H
#define DAEMON_READY_H

#include "base/error.h"

enum { READY_NOBODY = -1 };

/* The descriptor's number; STATUS_INVALID: it is not open. */
enum status ready_parse(const char *text, int *out, struct error *err)
    __attribute__((warn_unused_result));

/* Tell, close, and set *fd to READY_NOBODY; nothing where it is that. */
void ready_tell(int *fd);

#endif
