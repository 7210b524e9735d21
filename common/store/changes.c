#include "store/changes.h"

#include <string.h>

#include "base/bytes.h"
#include "store/value.h"

static enum status
read_hash(const struct store *s, MDB_txn *txn, struct document_id id,
          struct hash_entry *out, struct error *err)
{
    struct str entry;
    enum status st =
        value_get(s, txn, DB_HASHES, key_document_id(id), &entry, err);

    if (st == STATUS_OK && !hash_entry_read(entry, out))
        return error_set(err, STATUS_CORRUPT, "a hash entry is damaged");
    return st;
}

static enum status
write_hash(struct store *s, MDB_txn *txn, struct document_id id,
           struct hash_entry entry, struct error *err)
{
    char row[HASH_ENTRY_BYTES];

    save_be64(row, entry.document_no);
    save_be64(row + 8, entry.change_no);
    return value_put(s, txn, DB_HASHES, key_document_id(id),
                     (struct str){row, sizeof row}, 0, err);
}

static enum status
write_change(struct store *s, MDB_txn *txn, uint64_t change_no,
             struct change change, struct error *err)
{
    char row[CHANGE_BYTES];

    save_be64(row, change.document_no);
    row[8] = (char)change.state;
    memcpy(row + CHANGE_HEAD_BYTES, change.document_id.bytes,
           DOCUMENT_ID_BYTES);
    return value_put(s, txn, DB_CHANGES, key_number(change_no),
                     (struct str){row, sizeof row}, MDB_APPEND, err);
}

enum status
changes_note(struct store *s, MDB_txn *txn, uint64_t change_no,
             struct change change, struct error *err)
{
    struct hash_entry entry = {0};
    enum status st = read_hash(s, txn, change.document_id, &entry, err);

    if (st == STATUS_OK)
        st = value_delete(s, txn, DB_CHANGES, key_number(entry.change_no), err);
    else if (st == STATUS_NOT_FOUND)
        st = STATUS_OK;
    if (st != STATUS_OK)
        return st;
    entry = (struct hash_entry){change.document_no, change_no};
    st = write_change(s, txn, change_no, change, err);
    return st == STATUS_OK ? write_hash(s, txn, change.document_id, entry, err)
                           : st;
}

enum status
changes_find(const struct store *s, MDB_txn *txn, struct document_id id,
             struct settled *out, struct error *err)
{
    struct hash_entry entry;
    struct change change;
    struct str value;
    enum status st = read_hash(s, txn, id, &entry, err);

    if (st != STATUS_OK)
        return st;
    st =
        value_get(s, txn, DB_CHANGES, key_number(entry.change_no), &value, err);
    if (st == STATUS_NOT_FOUND ||
        (st == STATUS_OK && !change_read(value, &change)))
        return error_set(err, STATUS_CORRUPT, "a change is missing");
    if (st != STATUS_OK)
        return st;
    out->document_no = entry.document_no;
    out->state = (enum document_state)change.state;
    return STATUS_OK;
}
