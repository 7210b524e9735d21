#include "store/backup.h"

#include <string.h>

#include <sodium.h>

#include "base/bytes.h"
#include "store/schema.h"
#include "store/value.h"

enum { TIME_BYTES = 8 };

/* A store without a document has none. */
static enum status
read_counters(const struct store *s, MDB_txn *txn, struct counters *out,
              struct error *err)
{
    struct str row;
    enum status st =
        value_get(s, txn, DB_META, key_text("counters"), &row, err);

    *out = (struct counters){0};
    if (st == STATUS_OK && !counters_read(row, out))
        return error_set(err, STATUS_CORRUPT, "the counters are damaged");
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static void
note_facts(const struct store *s, const struct counters *counters,
           int64_t made_ms, struct backup_facts *out)
{
    *out = (struct backup_facts){
        .made_ms = made_ms,
        .last_document_no = counters->last_document_no,
        .last_change_no = counters->last_change_no,
    };
    memcpy(out->store_id, store_id(s).ptr, sizeof out->store_id);
}

static enum status
put(struct store *s, MDB_txn *txn, const char *name, struct str value,
    struct error *err)
{
    return value_put(s, txn, DB_META, key_text(name), value, 0, err);
}

static enum status
mark(struct store *s, MDB_txn *txn, int64_t made_ms, struct backup_facts *out,
     struct error *err)
{
    char time[TIME_BYTES];
    struct counters counters;
    enum status st = read_counters(s, txn, &counters, err);

    save_be64(time, (uint64_t)made_ms);
    if (st == STATUS_OK)
        st = put(s, txn, "backup", (struct str){time, sizeof time}, err);
    if (st == STATUS_OK)
        note_facts(s, &counters, made_ms, out);
    return st;
}

static enum status
read_time(const struct store *s, MDB_txn *txn, int64_t *out, struct error *err)
{
    struct str row;
    enum status st = value_get(s, txn, DB_META, key_text("backup"), &row, err);

    if (st == STATUS_OK && row.len != TIME_BYTES)
        return error_set(err, STATUS_CORRUPT, "its mark is damaged");
    if (st == STATUS_OK)
        *out = (int64_t)load_be64(row.ptr);
    return st;
}

static enum status
leave_out_numbers(struct store *s, MDB_txn *txn, struct counters counters,
                  struct error *err)
{
    char row[COUNTERS_BYTES];

    counters.last_document_no += BACKUP_NUMBERS_LEFT_OUT;
    counters.last_change_no += BACKUP_NUMBERS_LEFT_OUT;
    counters_save(&counters, row);
    return put(s, txn, "counters", (struct str){row, sizeof row}, err);
}

static enum status
put_new_id(struct store *s, MDB_txn *txn, char out[DOCUMENT_ID_DIGITS + 1],
           struct error *err)
{
    unsigned char id[DOCUMENT_ID_BYTES];

    randombytes_buf(id, sizeof id);
    sodium_bin2hex(out, DOCUMENT_ID_DIGITS + 1, id, sizeof id);
    return put(s, txn, "store_id", (struct str){(char *)id, sizeof id}, err);
}

static enum status
release(struct store *s, MDB_txn *txn, struct backup_facts *out,
        char new_id[DOCUMENT_ID_DIGITS + 1], struct error *err)
{
    struct counters counters;
    int64_t made_ms = 0;
    enum status st = read_time(s, txn, &made_ms, err);

    if (st == STATUS_OK)
        st = read_counters(s, txn, &counters, err);
    if (st == STATUS_OK)
        st = value_delete(s, txn, DB_META, key_text("backup"), err);
    if (st == STATUS_OK)
        st = leave_out_numbers(s, txn, counters, err);
    if (st == STATUS_OK)
        st = put_new_id(s, txn, new_id, err);
    if (st == STATUS_OK)
        note_facts(s, &counters, made_ms, out);
    return st;
}

/* ---- one transaction each ---------------------------------------------- */

static enum status
finish(struct store **s, MDB_txn *txn, enum status st, struct error *err)
{
    if (st == STATUS_OK)
        st = from_mdb(mdb_txn_commit(txn), "cannot commit", err);
    else
        mdb_txn_abort(txn);
    store_close(s);
    return st;
}

static enum status
begin(const char *path, enum store_role role, struct store **s, MDB_txn **txn,
      struct error *err)
{
    enum status st = store_open(path, role, NULL, s, err);

    if (st == STATUS_OK)
        st = from_mdb(mdb_txn_begin((*s)->env, NULL, 0, txn), path, err);
    if (st != STATUS_OK)
        store_close(s);
    return st;
}

enum status
backup_mark(const char *path, int64_t made_ms, struct backup_facts *out,
            struct error *err)
{
    struct store *s = NULL;
    MDB_txn *txn = NULL;
    enum status st = begin(path, STORE_WRITER, &s, &txn, err);

    if (st == STATUS_OK)
        st = finish(&s, txn, mark(s, txn, made_ms, out, err), err);
    return st;
}

enum status
backup_release(const char *path, struct backup_facts *out,
               char new_id[DOCUMENT_ID_DIGITS + 1], struct error *err)
{
    struct store *s = NULL;
    MDB_txn *txn = NULL;
    enum status st = begin(path, STORE_RESTORE, &s, &txn, err);

    if (st == STATUS_OK)
        st = finish(&s, txn, release(s, txn, out, new_id, err), err);
    return st;
}
