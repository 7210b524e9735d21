#include "store/snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "store/changes.h"
#include "store/index/segments.h"
#include "store/step.h"
#include "store/value.h"

/* A held snapshot keeps every page that was freed since from being used. */
enum { SNAPSHOT_MAX_MS = 50 };

/*
 * Begin to read. Where the writer outgrew our map, its size is adopted
 * first: that moves the map, so only while no snapshot borrows it.
 */
static enum status
begin(struct snapshot *snap, struct error *err)
{
    struct store *s = snap->store;
    int code = mdb_txn_begin(s->env, NULL, MDB_RDONLY, &snap->txn);

    if (code == MDB_MAP_RESIZED && s->open_snapshots == 0) {
        code = mdb_env_set_mapsize(s->env, 0);
        if (code == MDB_SUCCESS)
            code = mdb_txn_begin(s->env, NULL, MDB_RDONLY, &snap->txn);
    }
    if (code != MDB_SUCCESS) {
        snap->txn = NULL;
        return from_mdb(code, "cannot read the store", err);
    }
    s->open_snapshots++;
    snap->began_ms = clock_monotonic_ms();
    return STATUS_OK;
}

static void
end(struct snapshot *snap)
{
    if (!snap->txn)
        return;
    if (snap->records)
        mdb_cursor_close(snap->records);
    snap->records = NULL;
    mdb_txn_abort(snap->txn);
    snap->txn = NULL;
    snap->store->open_snapshots--;
}

enum status
snapshot_open(struct store *s, struct snapshot **out, struct error *err)
{
    struct snapshot *snap = calloc(1, sizeof *snap);
    enum status st;

    if (!snap)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    snap->store = s;
    st = begin(snap, err);
    if (st == STATUS_OK)
        *out = snap;
    else
        free(snap);
    return st;
}

/* LMDB lets a transaction that has met damage do nothing more. */
static bool
is_broken(const struct snapshot *snap)
{
    MDB_stat unused;

    return mdb_stat(snap->txn, snap->store->databases[DB_META], &unused) !=
           MDB_SUCCESS;
}

enum status
snapshot_refresh(struct snapshot *snap, bool *renewed, struct error *err)
{
    *renewed = clock_monotonic_ms() - snap->began_ms >= SNAPSHOT_MAX_MS ||
               is_broken(snap);
    if (!*renewed)
        return STATUS_OK;
    end(snap);
    return begin(snap, err);
}

void
snapshot_close(struct snapshot **snap)
{
    if (!*snap)
        return;
    end(*snap);
    free(*snap);
    *snap = NULL;
}

/* ---- single values ----------------------------------------------------- */

static enum status
get(struct snapshot *snap, enum database db, struct key key, struct str *out,
    struct error *err)
{
    return value_get(snap->store, snap->txn, db, key, out, err);
}

enum status
snapshot_inbox(struct snapshot *snap, uint64_t document_no, struct str *out,
               struct error *err)
{
    return get(snap, DB_INBOX, key_number(document_no), out, err);
}

enum status
snapshot_source(struct snapshot *snap, uint64_t document_no, struct str *out,
                struct error *err)
{
    return get(snap, DB_SOURCES, key_part(document_no, PART_SOURCE_BYTES), out,
               err);
}

enum status
snapshot_origins(struct snapshot *snap, uint64_t document_no, struct str *out,
                 struct error *err)
{
    return get(snap, DB_SOURCES, key_part(document_no, PART_ORIGINS), out, err);
}

enum status
snapshot_document(struct snapshot *snap, uint64_t document_no, struct str *out,
                  struct error *err)
{
    return get(snap, DB_RECORDS, key_part(document_no, PART_DOCUMENT_ROW), out,
               err);
}

enum status
snapshot_records(struct snapshot *snap, uint64_t document_no, struct str *out,
                 struct error *err)
{
    return get(snap, DB_RECORDS, key_part(document_no, PART_RECORDS), out, err);
}

/* A cursor that stays where it was sooner finds what lies near. */
static int
seek_records(struct snapshot *snap, MDB_cursor_op op, MDB_val *key,
             MDB_val *stored)
{
    int code =
        snap->records
            ? MDB_SUCCESS
            : mdb_cursor_open(snap->txn, snap->store->databases[DB_RECORDS],
                              &snap->records);

    return code == MDB_SUCCESS ? mdb_cursor_get(snap->records, key, stored, op)
                               : code;
}

static enum status
walk_to(struct snapshot *snap, uint64_t document_no, enum part part,
        struct str *out, struct error *err)
{
    struct key key = key_part(document_no, part);
    MDB_val mdb_key = {key.len, key.bytes}, stored;
    int code = seek_records(snap, MDB_SET, &mdb_key, &stored);

    if (code == MDB_NOTFOUND)
        return value_missing(snap->store, snap->txn, DB_RECORDS, key, err);
    if (code != MDB_SUCCESS)
        return from_mdb(code, "cannot read", err);
    return value_check(DB_RECORDS, str_of_mdb(mdb_key), str_of_mdb(stored), out,
                       err);
}

enum status
snapshot_brief(struct snapshot *snap, uint64_t document_no, struct str *out,
               struct error *err)
{
    return walk_to(snap, document_no, PART_BRIEF, out, err);
}

enum status
snapshot_details(struct snapshot *snap, uint64_t document_no, struct str *out,
                 struct error *err)
{
    return walk_to(snap, document_no, PART_DETAILS, out, err);
}

enum status
snapshot_text(struct snapshot *snap, uint64_t document_no, struct str *out,
              struct error *err)
{
    return get(snap, DB_TEXTS, key_number(document_no), out, err);
}

enum status
snapshot_settled(struct snapshot *snap, struct document_id id,
                 struct settled *out, struct error *err)
{
    return changes_find(snap->store, snap->txn, id, out, err);
}

/* ---- walking by key ---------------------------------------------------- */

enum status
snapshot_next_done(struct snapshot *snap, uint64_t after, uint64_t *document_no,
                   struct error *err)
{
    struct key from = key_number(after + 1);
    MDB_val key = {from.len, from.bytes}, unused;
    int code = after == UINT64_MAX
                   ? MDB_NOTFOUND
                   : seek_records(snap, MDB_SET_RANGE, &key, &unused);

    if (code == MDB_NOTFOUND)
        return STATUS_NOT_FOUND;
    return code == MDB_SUCCESS ? step_checked(key, after, document_no, err)
                               : from_mdb(code, "cannot read the store", err);
}

enum status
snapshot_next_inbox(struct snapshot *snap, uint64_t after,
                    uint64_t *document_no, struct error *err)
{
    return step_next_number(snap, DB_INBOX, after, document_no, err);
}

enum status
snapshot_next_change(struct snapshot *snap, uint64_t after,
                     struct noted_change *out, struct error *err)
{
    struct change change;
    struct str value;
    uint64_t number = 0;
    enum status st = step_next_number(snap, DB_CHANGES, after, &number, err);

    if (st == STATUS_OK)
        st = get(snap, DB_CHANGES, key_number(number), &value, err);
    if (st == STATUS_OK &&
        (!change_read(value, &change) || change.state > DOCUMENT_FORGOTTEN))
        st = error_set(err, STATUS_CORRUPT, "change %llu is damaged",
                       (unsigned long long)number);
    if (st == STATUS_OK)
        *out = (struct noted_change){number, change.document_no,
                                     (enum document_state)change.state,
                                     change.document_id};
    return st;
}

enum status
snapshot_change_no(struct snapshot *snap, uint64_t *out, struct error *err)
{
    MDB_val key, value;
    enum status st = step_to(snap, DB_CHANGES, MDB_LAST, &key, &value, err);

    if (st == STATUS_OK)
        *out = number_of_key(key);
    else if (st == STATUS_NOT_FOUND)
        *out = 0;
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

enum status
snapshot_done_count(struct snapshot *snap, uint64_t *out, struct error *err)
{
    MDB_stat stat_of;
    int code =
        mdb_stat(snap->txn, snap->store->databases[DB_RECORDS], &stat_of);

    if (code == MDB_SUCCESS)
        *out = stat_of.ms_entries / RECORD_PARTS;
    return from_mdb(code, "cannot count documents", err);
}

static bool
key_matches(MDB_val key, struct id_prefix prefix)
{
    struct document_id id;

    if (key.mv_size != sizeof id.bytes)
        return false;
    memcpy(id.bytes, key.mv_data, sizeof id.bytes);
    return id_prefix_matches(prefix, id);
}

static enum status
no_such_document(struct snapshot *snap, struct key id, struct error *err)
{
    enum status st = value_missing(snap->store, snap->txn, DB_HASHES, id, err);

    return st == STATUS_NOT_FOUND
               ? error_set(err, STATUS_NOT_FOUND, "no document has this id")
               : st;
}

enum status
snapshot_find(struct snapshot *snap, struct id_prefix prefix,
              uint64_t *document_no, struct error *err)
{
    struct key from = key_document_id(prefix.low);
    MDB_val key = {from.len, from.bytes};
    MDB_val stored;
    MDB_cursor *cursor;
    struct str entry;
    enum status st;
    int code =
        mdb_cursor_open(snap->txn, snap->store->databases[DB_HASHES], &cursor);

    if (code != MDB_SUCCESS)
        return from_mdb(code, "cannot read the store", err);
    code = mdb_cursor_get(cursor, &key, &stored, MDB_SET_RANGE);
    if (code == MDB_NOTFOUND || (code == 0 && !key_matches(key, prefix)))
        st = no_such_document(snap, from, err);
    else if (code != MDB_SUCCESS)
        st = from_mdb(code, "cannot read the store", err);
    else
        st = value_check(DB_HASHES, str_of_mdb(key), str_of_mdb(stored), &entry,
                         err);
    if (st == STATUS_OK &&
        mdb_cursor_get(cursor, &key, &stored, MDB_NEXT) == 0 &&
        key_matches(key, prefix))
        st = error_set(err, STATUS_INVALID,
                       "several documents have ids that begin so: give more "
                       "digits");
    if (st == STATUS_OK)
        *document_no = load_be64(entry.ptr);
    mdb_cursor_close(cursor);
    return st;
}

/* ---- the index --------------------------------------------------------- */

enum status
snapshot_lookup(struct snapshot *snap, struct term_range terms, struct arena *a,
                uint64_t **documents, size_t *document_count, struct error *err)
{
    struct document_list found = {0};
    enum status st =
        segments_find(snap->store, snap->txn, terms, a, &found, err);

    if (st != STATUS_OK)
        return st;
    document_list_sort(&found);
    *documents = found.numbers;
    *document_count = found.count;
    return STATUS_OK;
}

enum status
snapshot_weigh(struct snapshot *snap, uint64_t enough,
               struct term_weight *weights, size_t count, struct error *err)
{
    return segments_weigh(snap->store, snap->txn, enough, weights, count, err);
}
