/*
 * check - whether a store is sound, its values included.
 *
 * Each document is looked at within one snapshot, and the snapshot is
 * renewed between documents, so that the answer is right beside a head at
 * work. Memory is bounded by the largest document and the largest index run.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "store/check/violation.h"
#include "store/store.h"

struct check_summary {
    uint64_t documents;
    uint64_t done;
    uint64_t dead;
    uint64_t waiting;
    uint64_t runs;
};

/*
 * Walk all of it. The violations go to watch->found, which also learns the
 * document's id where its number leads to one; *summary grows on the way.
 * STATUS_OK: it was walked to the end, whatever was found.
 * STATUS_UNAVAILABLE: it could not be, for no fault of the store's.
 */
enum status check_store(struct store *s, const struct check_watch *watch,
                        struct check_summary *summary, struct error *err)
    __attribute__((warn_unused_result));

#endif
