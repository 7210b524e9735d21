/*
 * sandbox - what a program that reads strangers' files may do.
 *
 * It reads its libraries and data, computes, and writes to what is open;
 * it makes no process, no socket and no file, whatever takes it over, and
 * with Landlock (where the kernel has it) it sees no file but those of the
 * system. Made before fork(), since little may be called after it.
 */
#ifndef PDFTEXT_SANDBOX_H
#define PDFTEXT_SANDBOX_H

#include "base/error.h"

#include <linux/filter.h>
#include <stdbool.h>

struct sandbox {
    struct sock_fprog filter;
    int rules_fd; /* of Landlock, -1: the kernel has none */
};

/*
 * Make the sandbox that `program` will run in; sandbox_release() ends it.
 * STATUS_UNAVAILABLE: no memory, or no seccomp.
 */
enum status sandbox_make(const char *program, struct sandbox *out,
                         struct error *err) __attribute__((warn_unused_result));
void sandbox_release(struct sandbox *s);

/* Shut this process in, for good; async-signal-safe. False: it failed. */
bool sandbox_enter(const struct sandbox *s);

#endif
