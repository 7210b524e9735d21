/*
 * options - the options of baogao-worker.
 */
#ifndef WORKER_OPTIONS_H
#define WORKER_OPTIONS_H

#include "base/log.h"
#include "config/settings.h"
#include "worker/head.h"
#include "worker/joined.h"

enum worker_role {
    ROLE_HEAD,
    ROLE_JOINED,
    ROLE_CHILD, /* started by a joined worker, never by a person */
};

enum { ENDPOINT_BYTES = 256 };

struct options {
    enum worker_role role;
    enum log_level log_level;
    enum log_format log_format;
    int ready_fd;
    struct settings_reading *reading;
    struct head_options head;
    struct joined_options joined;
    /* The default endpoints' names. */
    char endpoint_names[3][ENDPOINT_BYTES];
};

/*
 * Strings in *out borrow `argv`, the environment and out->reading, which
 * the caller closes; *out must not move.
 */
enum settings_verdict options_read(int argc, char **argv, struct options *out);

#endif
