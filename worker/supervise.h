/*
 * supervise - the head's own joined worker, kept running.
 */
#ifndef WORKER_SUPERVISE_H
#define WORKER_SUPERVISE_H

#include <sys/types.h>

#include "worker/head.h"

struct supervisor {
    const struct head_options *options;
    const char *endpoint; /* the head's first work endpoint */
    pid_t pid;            /* 0: not running */
    bool is_told_to_end;
    int64_t started_ms;
    int64_t not_before_ms; /* of the next start, after one that failed fast */
};

/* Start it where it should run and does not; a failure is logged. */
void supervisor_start(struct supervisor *s);
/* A child of this process has ended: note it if it was this one. */
void supervisor_reap(struct supervisor *s);
/* Ask it to finish what it is working on and end. */
void supervisor_stop(struct supervisor *s);
/* End it now, and wait for that. */
void supervisor_kill(struct supervisor *s);

#endif
