#include "store/step.h"

#include <string.h>

enum status
step_to(struct snapshot *snap, enum database db, MDB_cursor_op op, MDB_val *key,
        MDB_val *value, struct error *err)
{
    MDB_cursor *cursor;
    int code = mdb_cursor_open(snap->txn, snap->store->databases[db], &cursor);

    if (code != MDB_SUCCESS)
        return from_mdb(code, "cannot read the store", err);
    code = mdb_cursor_get(cursor, key, value, op);
    mdb_cursor_close(cursor);
    if (code == MDB_NOTFOUND)
        return STATUS_NOT_FOUND;
    return from_mdb(code, "cannot read the store", err);
}

static bool
same_key(MDB_val a, MDB_val b)
{
    return a.mv_size == b.mv_size &&
           memcmp(a.mv_data, b.mv_data, a.mv_size) == 0;
}

enum status
step_past(struct snapshot *snap, enum database db, MDB_val *key, MDB_val *value,
          struct error *err)
{
    MDB_val before = *key;
    MDB_cursor *cursor;
    int code = mdb_cursor_open(snap->txn, snap->store->databases[db], &cursor);

    if (code != MDB_SUCCESS)
        return from_mdb(code, "cannot read the store", err);
    code = mdb_cursor_get(cursor, key, value,
                          before.mv_size ? MDB_SET_RANGE : MDB_FIRST);
    if (code == MDB_SUCCESS && before.mv_size && same_key(*key, before))
        code = mdb_cursor_get(cursor, key, value, MDB_NEXT);
    mdb_cursor_close(cursor);
    if (code == MDB_NOTFOUND)
        return STATUS_NOT_FOUND;
    return from_mdb(code, "cannot read the store", err);
}

enum status
step_checked(MDB_val key, uint64_t after, uint64_t *out, struct error *err)
{
    uint64_t number = number_of_key(key);

    /* A damaged tree may lead back: whoever walks it would never end. */
    if (number <= after)
        return error_set(err, STATUS_CORRUPT, "its keys are out of order");
    *out = number;
    return STATUS_OK;
}

enum status
step_next_number(struct snapshot *snap, enum database db, uint64_t after,
                 uint64_t *out, struct error *err)
{
    struct key from = key_number(after + 1);
    MDB_val key = {from.len, from.bytes};
    MDB_val value;
    enum status st = after == UINT64_MAX
                         ? STATUS_NOT_FOUND
                         : step_to(snap, db, MDB_SET_RANGE, &key, &value, err);

    return st == STATUS_OK ? step_checked(key, after, out, err) : st;
}
