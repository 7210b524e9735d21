/*
 * check - whether the store's keys, checksums and numbers hold together.
 *
 * Knows nothing of what values mean: common/check/ looks into them.
 */
#ifndef STORE_CHECK_CHECK_H
#define STORE_CHECK_CHECK_H

#include "store/check/scan.h"
#include "store/check/violation.h"

/*
 * Walk the pages of the file, without the values that have pages of their
 * own: whether its trees are whole. One snapshot is held meanwhile.
 * STATUS_UNAVAILABLE: the walk could not go on. STATUS_CORRUPT: it could
 * not begin.
 */
enum status store_check_file(const struct store *s,
                             const struct check_watch *watch, struct error *err)
    __attribute__((warn_unused_result));

/*
 * Walk every entry of every database: its key's form, its value's checksum,
 * that hashes and changes agree both ways, that no entry is of a document
 * that was never accepted, and that no counter is behind. The snapshot is
 * renewed on the way, so that it is right beside a writer at work.
 * `done` counts entries, of `total` told to watch->progress.
 * STATUS_UNAVAILABLE: the walk could not go on, for no fault of the store.
 */
enum status store_check(struct snapshot *snap, const struct check_watch *watch,
                        uint64_t total, uint64_t *done, struct error *err)
    __attribute__((warn_unused_result));

#endif
