/*
 * metas - the two meta pages, which say where everything else stands.
 *
 * Internal to the store. LMDB takes what the newer one says on trust, and
 * the newer one is the one that says so: a flipped bit in its number would
 * bring back the state of one commit before. Every commit writes the other
 * page under the next number, so that the two always fit together.
 */
#ifndef STORE_CHECK_METAS_H
#define STORE_CHECK_METAS_H

#include "base/error.h"
#include "store/check/page.h"

/* The file, as the meta page of one transaction has it. */
struct layout {
    size_t page_bytes;
    uint64_t last_page;
    uint64_t transaction;
    struct tree free_pages;
    struct tree names; /* the main tree: of the named databases */
};

/*
 * Verify the meta pages of the store in `path`, before LMDB opens it. A file
 * that is not there or empty is none of ours to judge: STATUS_OK.
 * STATUS_CORRUPT: they are damaged, or the file is shorter than they say.
 */
enum status metas_verify(const char *path, struct error *err)
    __attribute__((warn_unused_result));

/*
 * The layout that a transaction sees, which began just now. STATUS_NOT_FOUND,
 * err untouched: two commits have passed since.
 */
enum status metas_find(int fd, uint64_t transaction, struct layout *out,
                       struct error *err) __attribute__((warn_unused_result));

#endif
