/*
 * part_file - a file that gets its name only when it is whole.
 *
 * Until then it is called NAME.part; one that an earlier program left behind
 * is written over, one that another program is writing is refused.
 */
#ifndef CLIENT_EXPORT_PART_FILE_H
#define CLIENT_EXPORT_PART_FILE_H

#include <stdbool.h>

#include "base/error.h"

struct part_file {
    const char *path; /* borrowed */
    char *part;
    int fd; /* holds the lock; closed last, as SQLite asks for its files */
};

/*
 * Create it, empty. STATUS_INVALID: `path` is there and may not be replaced.
 * STATUS_UNAVAILABLE: it cannot be written, err says why.
 */
enum status part_file_open(struct part_file *f, const char *path,
                           bool may_replace, struct error *err)
    __attribute__((warn_unused_result));
/* It is whole and on the disk: give it its name. */
enum status part_file_finish(struct part_file *f, struct error *err)
    __attribute__((warn_unused_result));
/* Release; without a finish before, the file goes. */
void part_file_close(struct part_file *f);

#endif
