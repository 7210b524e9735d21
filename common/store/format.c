#include "store/format.h"

#include <stdint.h>

#include "base/bytes.h"
#include "store/check/tree.h"

/* Past this, and at 0, it is no format but damage. */
enum { FORMAT_MAX = 1000 };

static const char *
cure_of(uint64_t format)
{
    if (format > STORE_FORMAT)
        return "install a newer baogao";
    if (format >= STORE_FORMAT_OLDEST)
        return "move it away, and `baogao upgrade` makes one of this version "
               "of it";
    return "submit its documents to a new store, or install the version that "
           "made it";
}

static void
ignore_damage(void *context, const char *what)
{
    (void)what;
    *(bool *)context = true;
}

/* LMDB may only follow pages that hold together. */
static bool
may_follow(const struct store *s)
{
    bool is_damaged = false;
    struct tree_watch watch = {.context = &is_damaged,
                               .found = ignore_damage,
                               .is_way_in = true,
                               .until_ms = INT64_MAX};
    struct error err;

    return tree_walk(s, &watch, &err) == STATUS_OK && !is_damaged;
}

/* The number in the row, its checksum left aside; 0: none. */
static uint64_t
read_format(const struct store *s)
{
    struct key name = key_text("format");
    MDB_val key = {name.len, name.bytes}, value;
    MDB_txn *txn;
    MDB_dbi meta;
    uint64_t format = 0;

    if (mdb_txn_begin(s->env, NULL, MDB_RDONLY, &txn) != MDB_SUCCESS)
        return 0;
    if (mdb_dbi_open(txn, store_database_names[DB_META], 0, &meta) ==
            MDB_SUCCESS &&
        mdb_get(txn, meta, &key, &value) == MDB_SUCCESS && value.mv_size >= 8)
        format = load_be64(value.mv_data);
    mdb_txn_abort(txn);
    return format;
}

enum status
format_check(const struct store *s, const char *path, enum store_role role,
             struct error *err)
{
    uint64_t format = may_follow(s) ? read_format(s) : 0;

    if (format == 0 || format == STORE_FORMAT || format > FORMAT_MAX)
        return STATUS_OK;
    if (role == STORE_UPGRADE && format >= STORE_FORMAT_OLDEST &&
        format < STORE_FORMAT)
        return STATUS_OK;
    return error_set(err, STATUS_UNAVAILABLE,
                     "the store in %s has format %d, and this version reads "
                     "%d: %s",
                     path, (int)format, STORE_FORMAT, cure_of(format));
}
