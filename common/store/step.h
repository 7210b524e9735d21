/*
 * step - one step through a database, for snapshots and the check.
 *
 * Internal to the store.
 */
#ifndef STORE_STEP_H
#define STORE_STEP_H

#include "store/schema.h"
#include "store/snapshot.h"

struct snapshot {
    struct store *store;
    MDB_txn *txn; /* NULL: renewing it failed */
    int64_t began_ms;
    MDB_cursor *records; /* for who goes from one to the next; or NULL */
};

/*
 * One move of a cursor of its own; *key and *value borrow the map.
 * STATUS_NOT_FOUND, err untouched: there is nothing.
 */
enum status step_to(struct snapshot *snap, enum database db, MDB_cursor_op op,
                    MDB_val *key, MDB_val *value, struct error *err);

/* The first entry behind `key`, or of all where its size is 0; likewise. */
enum status step_past(struct snapshot *snap, enum database db, MDB_val *key,
                      MDB_val *value, struct error *err);

/* The number of a key that came up behind `after`, as it must. */
enum status step_checked(MDB_val key, uint64_t after, uint64_t *out,
                         struct error *err);

/* The first number behind `after` among the numbered keys; likewise. */
enum status step_next_number(struct snapshot *snap, enum database db,
                             uint64_t after, uint64_t *out, struct error *err);

#endif
