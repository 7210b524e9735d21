#include "store/value.h"

#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>
#include <xxhash.h>

#include "base/bytes.h"

enum { FULL_BELOW_BYTES = 1 << 20 };

/* LMDB calls a write that was cut short EIO: nearly always the disk is full. */
static int
name_full_disk(const struct store *s, int code)
{
    struct statvfs fs;
    int fd;

    if (code == EIO && mdb_env_get_fd(s->env, &fd) == MDB_SUCCESS &&
        fstatvfs(fd, &fs) == 0 && fs.f_bavail * fs.f_frsize < FULL_BELOW_BYTES)
        return ENOSPC;
    return code;
}

enum status
store_failed(struct store *s, int code, const char *what, struct error *err)
{
    code = name_full_disk(s, code);
    if (code == MDB_MAP_FULL)
        s->is_full = true;
    if (code == ENOSPC || code == EDQUOT)
        s->lacks_space = true;
    return from_mdb(code, what, err);
}

static uint64_t
checksum(enum database db, struct str key, struct str value)
{
    uint64_t of_key = XXH3_64bits_withSeed(key.ptr, key.len, (uint64_t)db);

    return XXH3_64bits_withSeed(value.ptr, value.len, of_key);
}

enum status
value_put(struct store *s, MDB_txn *txn, enum database db, struct key key,
          struct str value, unsigned flags, struct error *err)
{
    MDB_val mdb_key = {key.len, key.bytes};
    MDB_val room = {value.len + CHECKSUM_BYTES, NULL};
    int code =
        mdb_put(txn, s->databases[db], &mdb_key, &room, flags | MDB_RESERVE);

    if (code != MDB_SUCCESS)
        return store_failed(s, code, "cannot write", err);
    if (value.len)
        memcpy(room.mv_data, value.ptr, value.len);
    save_be64((char *)room.mv_data + value.len,
              checksum(db, str_of_mdb(mdb_key),
                       (struct str){room.mv_data, value.len}));
    return STATUS_OK;
}

enum status
value_check(enum database db, struct str key, struct str stored,
            struct str *out, struct error *err)
{
    struct str value = value_unchecked(stored);

    if (stored.len < CHECKSUM_BYTES ||
        checksum(db, key, value) != load_be64(value.ptr + value.len))
        return error_set(err, STATUS_CORRUPT,
                         "a stored value fails its checksum: restore the "
                         "store from a backup");
    *out = value;
    return STATUS_OK;
}

struct str
value_unchecked(struct str stored)
{
    if (stored.len < CHECKSUM_BYTES)
        return STR("");
    return (struct str){stored.ptr, stored.len - CHECKSUM_BYTES};
}

/* Whether the entry `op` leads to, if there is one, is whole. */
static enum status
check_neighbour(MDB_cursor *cursor, enum database db, MDB_val key,
                MDB_cursor_op op, struct error *err)
{
    MDB_val stored;
    struct str unused;
    int code = mdb_cursor_get(cursor, &key, &stored, op);

    if (code == MDB_NOTFOUND)
        return STATUS_OK;
    if (code != MDB_SUCCESS)
        return from_mdb(code, "cannot read", err);
    return value_check(db, str_of_mdb(key), str_of_mdb(stored), &unused, err);
}

enum status
value_missing(const struct store *s, MDB_txn *txn, enum database db,
              struct key key, struct error *err)
{
    MDB_val mdb_key = {key.len, key.bytes};
    MDB_cursor *cursor;
    enum status st;
    int code = mdb_cursor_open(txn, s->databases[db], &cursor);

    if (code != MDB_SUCCESS)
        return from_mdb(code, "cannot read", err);
    st = check_neighbour(cursor, db, mdb_key, MDB_SET_RANGE, err);
    if (st == STATUS_OK)
        st = check_neighbour(cursor, db, mdb_key, MDB_PREV, err);
    mdb_cursor_close(cursor);
    return st == STATUS_OK ? STATUS_NOT_FOUND : st;
}

enum status
value_get(const struct store *s, MDB_txn *txn, enum database db, struct key key,
          struct str *out, struct error *err)
{
    MDB_val mdb_key = {key.len, key.bytes};
    MDB_val stored;
    int code = mdb_get(txn, s->databases[db], &mdb_key, &stored);

    if (code == MDB_NOTFOUND)
        return value_missing(s, txn, db, key, err);
    if (code != MDB_SUCCESS)
        return from_mdb(code, "cannot read", err);
    return value_check(db, str_of_mdb(mdb_key), str_of_mdb(stored), out, err);
}

enum status
value_delete(struct store *s, MDB_txn *txn, enum database db, struct key key,
             struct error *err)
{
    MDB_val mdb_key = {key.len, key.bytes};
    int code = mdb_del(txn, s->databases[db], &mdb_key, NULL);

    if (code == MDB_NOTFOUND)
        return STATUS_OK;
    return store_failed(s, code, "cannot delete", err);
}
