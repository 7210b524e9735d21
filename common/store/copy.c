#include "store/copy.h"

#include "store/schema.h"
#include "store/value.h"

enum { META_PAGES = 2 };

static uint64_t
pages_of(const MDB_stat *tree)
{
    return (uint64_t)tree->ms_branch_pages + tree->ms_leaf_pages +
           tree->ms_overflow_pages;
}

/* The pages in use: those of the databases, and of the tree that names them. */
static int
count_bytes(const struct store *s, MDB_txn *txn, uint64_t *out)
{
    MDB_stat tree;
    int code = mdb_env_stat(s->env, &tree);
    uint64_t pages = META_PAGES + (code == MDB_SUCCESS ? pages_of(&tree) : 0);

    for (int i = 0; code == MDB_SUCCESS && i < DB_COUNT; i++) {
        code = mdb_stat(txn, s->databases[i], &tree);
        pages += code == MDB_SUCCESS ? pages_of(&tree) : 0;
    }
    if (code == MDB_SUCCESS)
        *out = pages * tree.ms_psize;
    return code;
}

enum status
store_copy_bytes(const struct store *s, uint64_t *out, struct error *err)
{
    MDB_txn *txn;
    int code = mdb_txn_begin(s->env, NULL, MDB_RDONLY, &txn);

    if (code != MDB_SUCCESS)
        return from_mdb(code, "cannot read the store", err);
    code = count_bytes(s, txn, out);
    mdb_txn_abort(txn);
    return from_mdb(code, "cannot read the store", err);
}

static enum status
refuse(const struct store *s, MDB_txn *txn, const char *mark, const char *why,
       struct error *err)
{
    struct str value;
    enum status st = value_get(s, txn, DB_META, key_text(mark), &value, err);

    if (st == STATUS_OK)
        return error_set(err, STATUS_UNAVAILABLE, "%s", why);
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* What is not a head's lacks what was accepted, or is under another's id. */
static enum status
refuse_all_but_heads(const struct store *s, struct error *err)
{
    MDB_txn *txn;
    int code = mdb_txn_begin(s->env, NULL, MDB_RDONLY, &txn);
    enum status st;

    if (code != MDB_SUCCESS)
        return from_mdb(code, "cannot read the store", err);
    st = refuse(s, txn, "replica",
                "it is a copy that a publisher keeps with --follow, and has "
                "not what waits: back up the head's",
                err);
    if (st == STATUS_OK)
        st = refuse(s, txn, "backup",
                    "it is a backup already: copy its directory", err);
    mdb_txn_abort(txn);
    return st;
}

enum status
store_copy(const struct store *s, int fd, struct error *err)
{
    enum status st = refuse_all_but_heads(s, err);

    if (st != STATUS_OK)
        return st;
    return from_mdb(mdb_env_copyfd2(s->env, fd, MDB_CP_COMPACT),
                    "cannot copy the store", err);
}
