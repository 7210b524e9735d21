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
    ROLE_NONE,  /* --help or --version was answered */
};

enum { ENDPOINT_BYTES = 256 };

struct options {
    enum worker_role role;
    enum log_level log_level;
    struct head_options head;
    struct joined_options joined;
    /* The default endpoints' names. */
    char endpoint_names[3][ENDPOINT_BYTES];
};

/*
 * Read the command line; strings borrow it. False: it is wrong, and one
 * line on standard error says in what.
 */
bool options_read(int argc, char **argv, struct options *out);

#endif
