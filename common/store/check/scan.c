#include "store/check/scan.h"

#include <string.h>

#include "base/bytes.h"
#include "store/index/run.h"
#include "store/step.h"
#include "store/value.h"

static enum status
count(struct snapshot *snap, enum database db, uint64_t *out, struct error *err)
{
    MDB_stat stat_of;
    int code = mdb_stat(snap->txn, snap->store->databases[db], &stat_of);

    if (code == MDB_SUCCESS)
        *out = stat_of.ms_entries;
    return from_mdb(code, "cannot count what the store holds", err);
}

enum status
scan_size(struct snapshot *snap, struct scan_size *out, struct error *err)
{
    uint64_t counts[DB_COUNT] = {0};
    struct scan_size size = {0};
    enum status st = STATUS_OK;

    for (int i = 0; st == STATUS_OK && i < DB_COUNT; i++) {
        st = count(snap, (enum database)i, &counts[i], err);
        size.entries += counts[i];
    }
    size.documents = counts[DB_SOURCES] / 2; /* bytes and origins of each */
    size.runs = counts[DB_SEGMENTS];
    if (st == STATUS_OK)
        *out = size;
    return st;
}

enum status
scan_next_accepted(struct snapshot *snap, uint64_t after, uint64_t *document_no,
                   struct error *err)
{
    return step_next_number(snap, DB_SOURCES, after, document_no, err);
}

static enum status
get(struct snapshot *snap, enum database db, struct key key, struct str *out,
    struct error *err)
{
    return value_get(snap->store, snap->txn, db, key, out, err);
}

enum status
scan_settled(struct snapshot *snap, struct document_id id,
             struct settled_change *out, struct error *err)
{
    struct hash_entry entry;
    struct change change;
    struct str value;
    enum status st = get(snap, DB_HASHES, key_document_id(id), &value, err);

    if (st == STATUS_OK && !hash_entry_read(value, &entry))
        return error_set(err, STATUS_CORRUPT, "a hash entry is damaged");
    if (st != STATUS_OK)
        return st;
    st = get(snap, DB_CHANGES, key_number(entry.change_no), &value, err);
    if (st == STATUS_NOT_FOUND ||
        (st == STATUS_OK && !change_read(value, &change)))
        return error_set(err, STATUS_CORRUPT, "a change is missing");
    if (st == STATUS_OK)
        *out = (struct settled_change){
            .document_no = entry.document_no,
            .change_no = entry.change_no,
            .state = (enum document_state)change.state,
        };
    return st;
}

/* ---- the index --------------------------------------------------------- */

/* Whether `key` stands behind `before`: a damaged tree may lead back. */
static bool
rises(MDB_val key, const struct key *before)
{
    size_t common = key.mv_size < before->len ? key.mv_size : before->len;
    int order = memcmp(key.mv_data, before->bytes, common);

    return order > 0 || (order == 0 && key.mv_size > before->len);
}

enum status
scan_next_run(struct snapshot *snap, struct run_id *at, struct str *run,
              struct error *err)
{
    struct key from = key_segment(at->level, at->number);
    MDB_val key = {from.len, from.bytes};
    MDB_val stored;
    enum status st = step_past(snap, DB_SEGMENTS, &key, &stored, err);

    if (st == STATUS_OK && *(const uint8_t *)key.mv_data >= SHELF_CHUNKS)
        st = STATUS_NOT_FOUND;
    if (st != STATUS_OK)
        return st;
    if (key.mv_size != from.len || !rises(key, &from))
        return error_set(err, STATUS_CORRUPT, "its keys are no runs in order");
    at->level = *(const uint8_t *)key.mv_data;
    at->number = load_be64((const char *)key.mv_data + 1);
    *run = value_unchecked(str_of_mdb(stored));
    return STATUS_OK;
}

enum status
scan_next_piece(struct snapshot *snap, struct scan_piece *at, struct str *piece,
                struct error *err)
{
    struct key from = key_segment(SHELF_CHUNKS, 0);
    MDB_val key = {from.len, from.bytes}, stored;
    enum status st;

    _Static_assert(sizeof at->key == sizeof from.bytes, "as long as any key");
    if (at->key_bytes > 0) {
        from.len = at->key_bytes;
        memcpy(from.bytes, at->key, from.len);
        key.mv_size = from.len;
    }
    st = step_past(snap, DB_SEGMENTS, &key, &stored, err);
    if (st == STATUS_OK &&
        (*(const uint8_t *)key.mv_data & SHELF_KINDS) != SHELF_CHUNKS)
        return STATUS_NOT_FOUND;
    if (st != STATUS_OK)
        return st;
    if (key.mv_size != SHELF_KEY_BYTES || !rises(key, &from))
        return error_set(err, STATUS_CORRUPT,
                         "its keys are no pieces of the index in order");
    at->key_bytes = key.mv_size;
    memcpy(at->key, key.mv_data, key.mv_size);
    at->run.level = at->key[0] & (uint8_t)~SHELF_KINDS;
    at->run.number = load_be64(at->key + 1);
    *piece = value_unchecked(str_of_mdb(stored));
    return STATUS_OK;
}

/* The run's bytes, if it is there; its checksum is not looked at. */
static bool
get_run(struct snapshot *snap, struct run_id id, struct str *out)
{
    struct key at = key_segment(id.level, id.number);
    MDB_val key = {at.len, at.bytes};
    MDB_val stored;

    if (mdb_get(snap->txn, snap->store->databases[DB_SEGMENTS], &key,
                &stored) != MDB_SUCCESS)
        return false;
    *out = value_unchecked(str_of_mdb(stored));
    return true;
}

bool
scan_has_run(struct snapshot *snap, struct run_id id)
{
    struct str run;

    return get_run(snap, id, &run);
}

/* A damaged run has nothing: that it is damaged is told of it alone. */
static bool
has(struct str run, struct str term, uint64_t document_no)
{
    bool found;

    return run_has(run, term, document_no, &found, NULL) == STATUS_OK && found;
}

enum status
scan_has_posting(struct snapshot *snap, struct str term, uint64_t document_no,
                 struct run_id *hint, bool *out, struct error *err)
{
    struct run_id id = {0};
    struct str run;
    enum status st = STATUS_OK;

    *out = get_run(snap, *hint, &run) && has(run, term, document_no);
    while (!*out && st == STATUS_OK) {
        st = scan_next_run(snap, &id, &run, err);
        if (st == STATUS_OK && has(run, term, document_no)) {
            *out = true;
            *hint = id;
        }
    }
    return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}
