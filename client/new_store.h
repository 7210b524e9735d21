/*
 * new_store - a store's directory that gets its name only when it is whole.
 *
 * Until then it is called NAME.part; one that an earlier program left behind
 * is made anew, one that another program is making is refused.
 */
#ifndef CLIENT_NEW_STORE_H
#define CLIENT_NEW_STORE_H

#include "base/error.h"

struct new_store {
    char *path;
    char *part; /* NULL: it has its name, or never was there */
    int fd;     /* of the directory; holds the lock */
};

/*
 * Make NAME.part, empty. What is at `path` may be an empty directory, whose
 * place it takes; slashes at the end of `path` mean nothing.
 * STATUS_INVALID: something else is there.
 * STATUS_UNAVAILABLE: it cannot be made, err says why.
 */
enum status new_store_open(struct new_store *n, const char *path,
                           struct error *err)
    __attribute__((warn_unused_result));
/* It is whole: sync it, and give it its name. As new_store_open(). */
enum status new_store_finish(struct new_store *n, struct error *err)
    __attribute__((warn_unused_result));
/* Release; without a finish before, the directory goes. */
void new_store_close(struct new_store *n);

#endif
