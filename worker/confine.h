/*
 * confine - shut this process in: it reads bytes, computes, and answers.
 *
 * A document may take over the code that reads it. After confine() that code
 * can open nothing, reach no network, start no program and touch no other
 * process; it is left with its channel, its memory and the clock. Any other
 * system call kills the process (SIGSYS), and its parent starts another.
 *
 * Built with sanitizers, such a call fails with EPERM instead and memory is
 * not limited, since their run-time needs much of it and, to report what it
 * found, many calls; leaks are then not looked for at the end.
 */
#ifndef WORKER_CONFINE_H
#define WORKER_CONFINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct confinement {
    int channel_fd;        /* read and written; standard error is written */
    uint64_t memory_bytes; /* of address space, 0: as it was */
};

/*
 * Confine this process, which has one thread, until it ends. Whatever loads
 * files when first used must have been used: see extract_prepare().
 * STATUS_UNAVAILABLE: the system cannot; the process may be partly confined
 * and should end.
 */
enum status confine(const struct confinement *c, struct error *err)
    __attribute__((warn_unused_result));

/* Whether this build confines as above, or as one with sanitizers does. */
bool confine_is_strict(void);

#endif
