/*
 * schema - the named databases, their keys, and the handles behind them.
 *
 * Internal to the store. Numbers in keys are big-endian, so that key order
 * is number order. Every value ends in its XXH3 checksum: see value.h.
 *
 *   meta      "format", "store_id", "counters"; "replica" in a follower's
 *             copy; "backup" in a backup: when it was made, in ms since 1970
 *   hashes    document id (16)                -> document no, change no
 *             of documents that have a change: all but those that wait for
 *             the first time
 *   inbox     document no (8)                 -> InboxRow
 *   sources   document no (8), part 0         -> the bytes as they came
 *             document no (8), part 1         -> OriginsRow
 *   texts     document no (8)                 -> decoded text, zstd
 *   records   document no (8), part 0         -> DocumentRow
 *             document no (8), part 1         -> packed records
 *             document no (8), part 2         -> their brief's heads: see
 *                                                record/brief.h
 *             document no (8), part 3         -> its details
 *   segments  level (1), run no (8)           -> index run: see run.h
 *             level (1), run no (8), term (16), place (4)
 *                                             -> piece of the full-text
 *                                                index: see shelf.h
 *             level (1)                       -> merge going on: see blend.h
 *   changes   change no (8)                   -> document no, state (1), id
 *             one entry a document, its latest change
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <lmdb.h>

#include "record/identity.h"
#include "store/store.h"

/*
 * 3: texts are indexed. 4: records have briefs. 5: these have heads of their
 * own, and the index knows values, periods, tags and sources.
 */
enum {
    STORE_FORMAT = 5,
    /* From here on values are as they are now; before, checksums were others. */
    STORE_FORMAT_OLDEST = 2,
};

enum database {
    DB_META,
    DB_HASHES,
    DB_INBOX,
    DB_SOURCES,
    DB_TEXTS,
    DB_RECORDS,
    DB_SEGMENTS,
    DB_CHANGES,
    DB_COUNT,
};
extern const char *const store_database_names[DB_COUNT];

enum part {
    PART_SOURCE_BYTES = 0,
    PART_ORIGINS = 1,
    PART_DOCUMENT_ROW = 0,
    PART_RECORDS = 1,
    PART_BRIEF = 2,
    PART_DETAILS = 3,
    /* Entries in records of each document there. */
    RECORD_PARTS = 4,
};

struct store {
    MDB_env *env;
    MDB_dbi databases[DB_COUNT];
    int writer_lock; /* descriptor, -1 for a reader */
    bool is_full;
    bool lacks_space;
    uint64_t map_bytes;
    uint64_t used_bytes; /* of the data file at the last batch: ahead.h */
    void (*damage_met)(const char *what); /* as in store_options */
    size_t open_snapshots; /* the map may only move while there are none */
    char id[DOCUMENT_ID_DIGITS + 1];
};

/* Numbers handed out so far; one row of meta, rewritten by each batch. */
struct counters {
    uint64_t last_document_no;
    uint64_t last_change_no;
    uint64_t last_run_no;
};

/* What changes and hashes hold about a document. */
struct change {
    uint64_t document_no;
    uint8_t state; /* enum document_state */
    struct document_id document_id;
};
struct hash_entry {
    uint64_t document_no;
    uint64_t change_no;
};

enum {
    COUNTERS_BYTES = 24,
    HASH_ENTRY_BYTES = 16,
    CHANGE_HEAD_BYTES = 9,
    CHANGE_BYTES = CHANGE_HEAD_BYTES + DOCUMENT_ID_BYTES,
};

/* False: the value has another size, *out is untouched. */
bool counters_read(struct str value, struct counters *out);
bool hash_entry_read(struct str value, struct hash_entry *out);
bool change_read(struct str value, struct change *out);

/* The row of the counters, as counters_read() reads it. */
void counters_save(const struct counters *c, char row[COUNTERS_BYTES]);

enum { KEY_MAX_BYTES = 32 };

struct key {
    unsigned char bytes[KEY_MAX_BYTES];
    size_t len;
};

struct key key_number(uint64_t number);
struct key key_part(uint64_t number, enum part part);
struct key key_segment(uint8_t level, uint64_t run_no);
struct key key_document_id(struct document_id id);
struct key key_text(const char *name);
/* The number a key of one of the numbered databases begins with. */
uint64_t number_of_key(MDB_val key);

/*
 * The first byte of a key of segments: what it is of, and its level. Other
 * keys than these are of index runs.
 */
enum {
    SHELF_CHUNKS = 0x80,
    SHELF_MERGES = 0xC0,
    SHELF_KINDS = 0xC0,
    SHELF_TERM_BYTES = 16,
    SHELF_KEY_BYTES = 1 + 8 + SHELF_TERM_BYTES + 4,
};

/* LMDB's slice as ours. */
struct str str_of_mdb(MDB_val value);
/* LMDB's code as a status, its text in `err` after `what`. */
enum status from_mdb(int code, const char *what, struct error *err);

#endif
