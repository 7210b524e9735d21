/*
 * copy - the whole store as it is at one moment, written into one file.
 *
 * The copy is compact: without the pages that are free. One snapshot is held
 * as long as it takes, so that the store grows by whatever is written
 * meanwhile; the caller looks after the disk.
 */
#ifndef STORE_COPY_H
#define STORE_COPY_H

#include "store/store.h"

/* How many bytes a copy takes now. */
enum status store_copy_bytes(const struct store *s, uint64_t *out,
                             struct error *err)
    __attribute__((warn_unused_result));

/*
 * Write it to `fd`, an empty file, and leave it to the caller to sync it. No
 * page is verified on the way.
 * STATUS_UNAVAILABLE: the file cannot take it, or the store is not a head's,
 * but a follower's copy or a backup. STATUS_CORRUPT: LMDB cannot follow it.
 */
enum status store_copy(const struct store *s, int fd, struct error *err)
    __attribute__((warn_unused_result));

#endif
