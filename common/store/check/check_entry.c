#include "store/check/check_entry.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "store/step.h"
#include "store/value.h"

/* One entry under the walk; its checksum is right. */
struct entry {
    MDB_val key;
    struct str value;
    uint64_t number; /* the key's first eight bytes, where it is numbered */
};

void
check_tell(const struct check *c, enum violation_kind kind,
           uint64_t document_no, const char *fmt, ...)
{
    struct violation v = {.kind = kind, .document_no = document_no};
    va_list args;

    va_start(args, fmt);
    vsnprintf(v.what, sizeof v.what, fmt, args);
    va_end(args);
    c->watch->found(c->watch->context, &v);
}

static void
tell_of_id(const struct check *c, uint64_t document_no, struct document_id id,
           const char *what)
{
    struct violation v = {VIOLATION_CHANGE, document_no, true, id, ""};

    snprintf(v.what, sizeof v.what, "%s", what);
    c->watch->found(c->watch->context, &v);
}

/*
 * A value that fails its checksum is there, and one that cannot be reached
 * may be: the walk of its own database tells of both.
 */
static bool
is_there(const struct check *c, enum database db, struct key key)
{
    MDB_val mdb_key = {key.len, key.bytes};
    MDB_val stored;

    return mdb_get(c->snap->txn, c->snap->store->databases[db], &mdb_key,
                   &stored) != MDB_NOTFOUND;
}

static bool
read_value(const struct check *c, enum database db, struct key key,
           struct str *out)
{
    return value_get(c->snap->store, c->snap->txn, db, key, out, NULL) ==
           STATUS_OK;
}

/* ---- what must hold of an entry of each database ----------------------- */

static void
check_owner(const struct check *c, const struct entry *e, const char *what)
{
    if (!is_there(c, DB_SOURCES, key_part(e->number, PART_SOURCE_BYTES)))
        check_tell(c, VIOLATION_ORPHAN, e->number,
                   "%s of a document that was never accepted", what);
}

static void
check_inbox(const struct check *c, const struct entry *e)
{
    check_owner(c, e, "an inbox row");
}

static void
check_text(const struct check *c, const struct entry *e)
{
    check_owner(c, e, "a text");
}

static void
check_part(const struct check *c, const struct entry *e, enum part last)
{
    uint8_t part = ((const uint8_t *)e->key.mv_data)[8];

    if (part > last)
        check_tell(c, VIOLATION_KEY, e->number,
                   "a part %u, where 0 to %u are known", part, last);
}

static void
check_source(const struct check *c, const struct entry *e)
{
    check_part(c, e, PART_ORIGINS);
    if (!is_there(c, DB_SOURCES, key_part(e->number, PART_SOURCE_BYTES)))
        check_tell(c, VIOLATION_SOURCE, e->number,
                   "its source bytes are missing");
}

static void
check_records(const struct check *c, const struct entry *e)
{
    check_part(c, e, PART_DETAILS);
    check_owner(c, e, "records");
}

/* Each id leads to the latest change of its document, which leads back. */
static void
check_hash(const struct check *c, const struct entry *e)
{
    struct document_id id;
    struct hash_entry entry;
    struct change change;
    struct str value;

    memcpy(id.bytes, e->key.mv_data, sizeof id.bytes);
    if (!hash_entry_read(e->value, &entry)) {
        tell_of_id(c, 0, id, "its hash entry has a wrong size");
        return;
    }
    if (!is_there(c, DB_CHANGES, key_number(entry.change_no)))
        tell_of_id(c, entry.document_no, id,
                   "its hash leads to a change that is not there");
    else if (read_value(c, DB_CHANGES, key_number(entry.change_no), &value) &&
             change_read(value, &change) &&
             (change.document_no != entry.document_no ||
              !document_id_equal(change.document_id, id)))
        tell_of_id(c, entry.document_no, id,
                   "its hash leads to the change of another document");
}

/* What the latest change of a document says of it, and whether it is so. */
static void
check_presence(const struct check *c, const struct change *change)
{
    bool has_source = is_there(c, DB_SOURCES, key_part(change->document_no, 0));

    switch (change->state) {
    case DOCUMENT_WAITING: /* again, after it was dead */
    case DOCUMENT_DONE:
    case DOCUMENT_DEAD:
        if (!has_source)
            tell_of_id(c, change->document_no, change->document_id,
                       "its hash leads to a document that was never accepted");
        break;
    case DOCUMENT_DROPPED:
    case DOCUMENT_FORGOTTEN:
        if (has_source)
            tell_of_id(c, change->document_no, change->document_id,
                       "its change says it is gone, but it is there");
        break;
    default:
        tell_of_id(c, change->document_no, change->document_id,
                   "its change has an unknown state");
    }
}

static void
check_change(const struct check *c, const struct entry *e)
{
    struct hash_entry entry;
    struct change change;
    struct str value;

    if (!change_read(e->value, &change)) {
        check_tell(c, VIOLATION_CHANGE, 0,
                   "change %" PRIu64 " has a wrong size", e->number);
        return;
    }
    check_presence(c, &change);
    if (!is_there(c, DB_HASHES, key_document_id(change.document_id)))
        tell_of_id(c, change.document_no, change.document_id,
                   "it has a change, but no hash leads to it");
    else if (read_value(c, DB_HASHES, key_document_id(change.document_id),
                        &value) &&
             hash_entry_read(value, &entry) && entry.change_no != e->number)
        tell_of_id(c, change.document_no, change.document_id,
                   "it has a change besides its latest");
}

/* What the index says is looked at elsewhere: here, that keys have a form. */
static void
check_segment(const struct check *c, const struct entry *e)
{
    unsigned kind = *(const uint8_t *)e->key.mv_data & SHELF_KINDS;
    size_t wanted = kind == SHELF_CHUNKS   ? SHELF_KEY_BYTES
                    : kind == SHELF_MERGES ? 1
                                           : 1 + 8;

    if (e->key.mv_size != wanted)
        check_tell(c, VIOLATION_KEY, 0, "a key of %zu bytes in %s",
                   e->key.mv_size, store_database_names[DB_SEGMENTS]);
}

static const struct rule {
    size_t key_bytes; /* 0: of any size */
    void (*check)(const struct check *c, const struct entry *e);
} rules[DB_COUNT] = {
    [DB_META] = {0, NULL},
    [DB_HASHES] = {DOCUMENT_ID_BYTES, check_hash},
    [DB_INBOX] = {8, check_inbox},
    [DB_SOURCES] = {9, check_source},
    [DB_TEXTS] = {8, check_text},
    [DB_RECORDS] = {9, check_records},
    [DB_SEGMENTS] = {0, check_segment},
    [DB_CHANGES] = {8, check_change},
};

/* Which document an entry is of, by its key alone; 0: the key does not tell. */
static uint64_t
document_of(enum database db, MDB_val key)
{
    bool is_numbered = db == DB_INBOX || db == DB_SOURCES || db == DB_TEXTS ||
                       db == DB_RECORDS;

    return is_numbered ? number_of_key(key) : 0;
}

static void
tell_checksum(const struct check *c, enum database db, MDB_val key)
{
    struct violation v = {.kind = VIOLATION_CHECKSUM,
                          .document_no = document_of(db, key)};
    const unsigned char *bytes = key.mv_data;

    snprintf(v.what, sizeof v.what, "a value in %s fails its checksum",
             store_database_names[db]);
    if (db == DB_HASHES) {
        v.has_id = true;
        memcpy(v.document_id.bytes, bytes, sizeof v.document_id.bytes);
    } else if (db == DB_CHANGES) {
        snprintf(v.what, sizeof v.what, "change %" PRIu64 " fails its checksum",
                 number_of_key(key));
    } else if (db == DB_SEGMENTS && key.mv_size == SHELF_KEY_BYTES) {
        snprintf(v.what, sizeof v.what,
                 "a piece of full-text run %" PRIu64
                 " of level %u fails its checksum",
                 load_be64(bytes + 1), bytes[0] & ~SHELF_KINDS);
    } else if (db == DB_SEGMENTS && key.mv_size == 1 + 8) {
        snprintf(v.what, sizeof v.what,
                 "index run %" PRIu64 " of level %u fails its checksum",
                 load_be64(bytes + 1), bytes[0]);
    }
    c->watch->found(c->watch->context, &v);
}

void
check_entry(const struct check *c, enum database db, MDB_val key,
            MDB_val stored)
{
    const struct rule *rule = &rules[db];
    struct entry e = {.key = key, .number = number_of_key(key)};

    if (rule->key_bytes && key.mv_size != rule->key_bytes)
        check_tell(c, VIOLATION_KEY, 0, "a key of %zu bytes in %s", key.mv_size,
                   store_database_names[db]);
    else if (value_check(db, str_of_mdb(key), str_of_mdb(stored), &e.value,
                         NULL) != STATUS_OK)
        tell_checksum(c, db, key);
    else if (rule->check)
        rule->check(c, &e);
}
