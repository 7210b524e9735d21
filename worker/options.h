/*
 * options - the command line of baogao-worker.
 */
#ifndef WORKER_OPTIONS_H
#define WORKER_OPTIONS_H

#include "base/log.h"
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
    int ready_fd;
    struct head_options head;
    struct joined_options joined;
    /* The default endpoints' names. */
    char endpoint_names[3][ENDPOINT_BYTES];
};

enum options_verdict {
    OPTIONS_RUN,
    OPTIONS_DONE,  /* --help or --version; it is printed */
    OPTIONS_WRONG, /* one line on standard error says what */
};

/* Strings in *out borrow `argv` and the environment; *out must not move. */
enum options_verdict options_read(int argc, char **argv, struct options *out);

#endif
