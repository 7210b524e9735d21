/*
 * check_entry - what must hold of one entry, by its key and its neighbours.
 *
 * Internal to the store.
 */
#ifndef STORE_CHECK_CHECK_ENTRY_H
#define STORE_CHECK_CHECK_ENTRY_H

#include "store/check/check.h"
#include "store/schema.h"

struct check {
    struct snapshot *snap;
    const struct check_watch *watch;
};

/* Tell of a violation; `document_no` 0: of no one document. */
void check_tell(const struct check *c, enum violation_kind kind,
                uint64_t document_no, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* Look over an entry of `db` as LMDB has it. */
void check_entry(const struct check *c, enum database db, MDB_val key,
                 MDB_val stored);

#endif
