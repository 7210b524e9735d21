/*
 * process - starting this program again in another role.
 *
 * A started process inherits standard streams and, where told, one
 * descriptor; everything else is closed, since LMDB leaves its data file
 * inheritable. It is sent a signal when its parent dies.
 */
#ifndef WORKER_PROCESS_H
#define WORKER_PROCESS_H

#include <stdint.h>
#include <sys/types.h>

#include "base/error.h"

enum { PROCESS_CHANNEL_FD = 3 }; /* where the inherited descriptor stands */

/*
 * Run `program` (NULL: this one) with `args`, a NULL-terminated list without
 * the name. `channel_fd` (-1: none) becomes PROCESS_CHANNEL_FD.
 * STATUS_UNAVAILABLE: no process could be made; one that cannot be run ends
 * with exit code 127.
 */
enum status process_start(const char *program, const char *const *args,
                          int channel_fd, int death_signal, pid_t *out,
                          struct error *err)
    __attribute__((warn_unused_result));

enum { PROCESS_CPU_SLACK_MS = 1000 };

/*
 * Let `pid` use no more than `ms` and the slack of processor time from now
 * on, rounded up to seconds; past that it gets SIGXCPU. Best effort: it is a net below a
 * parent's own clock, for when the parent is stopped.
 */
void process_limit_cpu(pid_t pid, uint32_t ms);

struct process_end {
    char text[64];
};

/* What a status of waitpid() says: "exited with code 1", "was killed by …" */
struct process_end process_end_text(int how);

#endif
