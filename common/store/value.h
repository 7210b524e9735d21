/*
 * value - reading and writing values with their checksums.
 *
 * Internal to the store. A stored value is its bytes and then 8 bytes of
 * XXH3-64 over them, seeded with database and key: a flipped bit in it, and
 * a value that a damaged page shows under another key, are found by whoever
 * reads it.
 */
#ifndef STORE_VALUE_H
#define STORE_VALUE_H

#include "store/schema.h"

enum { CHECKSUM_BYTES = 8 };

/* Write `value`; `flags` as for mdb_put(), e.g. MDB_APPEND. */
enum status value_put(struct store *s, MDB_txn *txn, enum database db,
                      struct key key, struct str value, unsigned flags,
                      struct error *err);

/*
 * Read the value under `key`; *out borrows the map until the transaction
 * ends. STATUS_NOT_FOUND, with err untouched: no such key. STATUS_CORRUPT:
 * its checksum is wrong, or as value_missing().
 */
enum status value_get(const struct store *s, MDB_txn *txn, enum database db,
                      struct key key, struct str *out, struct error *err);

/*
 * For a key that was not found: STATUS_NOT_FOUND if it is truly absent. A
 * key with a flipped bit that still stands in order is found beside the
 * place of the one it was: STATUS_CORRUPT.
 */
enum status value_missing(const struct store *s, MDB_txn *txn, enum database db,
                          struct key key, struct error *err);

/* Take the checksum off a value found under `key`, and compare it. */
enum status value_check(enum database db, struct str key, struct str stored,
                        struct str *out, struct error *err);

/* The value without a look at its checksum, for index runs: see run.h. */
struct str value_unchecked(struct str stored);

/* Remove the key; its absence is no error. */
enum status value_delete(struct store *s, MDB_txn *txn, enum database db,
                         struct key key, struct error *err);

/* Remember a full map, then as from_mdb(). */
enum status store_failed(struct store *s, int code, const char *what,
                         struct error *err);

#endif
