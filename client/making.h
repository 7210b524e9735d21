/*
 * making - a store is filled, verified and put where it belongs, or nothing
 * of it is left.
 *
 * What backup and restore share. Filling and verifying are done in a process
 * of its own, as bar and report of check show them.
 */
#ifndef CLIENT_MAKING_H
#define CLIENT_MAKING_H

#include "client/check_report.h"

struct making {
    const char *path; /* where the store belongs; borrowed, as the rest */
    /* In the child: fill `directory`, which is there and empty. */
    enum status (*fill)(struct making *m, const char *directory,
                        struct error *err);
    /* On whose disk some space must stay free meanwhile; NULL: on none. */
    const char *spared;
    const char *done; /* what the bar says while it is filled: "copied" */

    /* Shared with the child. */
    const char *directory;
    uint64_t expected_bytes;
    bool is_filled;
    struct check_report report;
};

/*
 * Make it; `m` lies in memory of apart_share(), alone or in a struct of the
 * caller's. It holds signals from then on. Complains itself; EXIT_CODE_DONE:
 * it is there, and on the disk.
 */
enum exit_code making_run(struct making *m, struct invocation *inv);

/*
 * Called by `fill` when it knows how many bytes it will write: make the
 * store's file; *fd is the caller's to close.
 * STATUS_UNAVAILABLE: there is no room for so many, or it cannot be made.
 */
enum status making_open_file(struct making *m, uint64_t bytes, int *fd,
                             struct error *err)
    __attribute__((warn_unused_result));

#endif
