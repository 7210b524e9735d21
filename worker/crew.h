/*
 * crew - the extractor children of a joined worker.
 *
 * Each has a socketpair and one document at a time. The parent times each
 * document, kills what passes its limit, and starts another in its place.
 */
#ifndef WORKER_CREW_H
#define WORKER_CREW_H

#include <sys/types.h>

#include "worker/channel.h"

/* A document that this worker holds; the payload is its own copy. */
struct held_job {
    struct message message; /* MESSAGE_JOB; slices live in `arena` */
    struct arena arena;
    bool is_pdf;           /* its bytes, as they came */
    uint32_t pdftotext_us; /* how long it took to make text of them */
    struct held_job *prev, *next;
};

void held_job_free(struct held_job *job);

struct child {
    pid_t pid; /* 0: not running */
    struct channel channel;
    struct held_job *job;  /* what it works on, NULL: idle */
    int64_t deadline_ms;   /* of that job, monotonic */
    int64_t limited_ms;    /* when its processor time was, monotonic */
    uint32_t cpu_limit_ms; /* to what, from then on */
    int64_t not_before_ms; /* of its next start */
    bool is_timed_out;
    bool has_served;
};

enum { CREW_MAX = 48 };

struct crew {
    struct child children[CREW_MAX];
    size_t count;
    const char *extractor; /* NULL: this program */
    size_t max_channel_bytes;
    uint32_t memory_mib; /* of address space, for each child */
};

/* Start every child that is not running and may be; failures are logged. */
void crew_start(struct crew *c);
/* A child with nothing to do that lives, NULL: all work, or none runs. */
struct child *crew_idle(struct crew *c);
uint32_t crew_working(const struct crew *c);

/* Give it a document; the child owns the job then. False: it died. */
bool child_begin(struct child *child, struct held_job *job);
/* Write and read what can be. STATUS_UNAVAILABLE: the child is gone. */
enum status child_exchange(struct child *child, bool is_readable,
                           struct error *err)
    __attribute__((warn_unused_result));
/* The job is over: the child is idle and owns nothing. */
void child_finish(struct child *child);

/* Kill children past their deadline; they are then found dead. */
void crew_enforce(struct crew *c, int64_t now_ms);
/* When the next deadline falls, INT64_MAX: none. */
int64_t crew_next_deadline(const struct crew *c);
/*
 * Bury a dead child: close, reap, and say how it ended in `why`. The caller
 * takes its job, if it had one.
 */
struct held_job *child_bury(struct child *child, struct failure *failure,
                            char *why, size_t why_bytes);
/* End all children and free what they held. */
void crew_release(struct crew *c);

#endif
