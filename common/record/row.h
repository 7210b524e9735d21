/*
 * row - the small rows of the store: what is known of a document besides
 * its bytes and its records. proto/store.proto documents the fields.
 */
#ifndef RECORD_ROW_H
#define RECORD_ROW_H

#include "base/arena.h"
#include "base/error.h"
#include "record/identity.h"

enum document_state {
    DOCUMENT_WAITING,
    DOCUMENT_DONE,
    DOCUMENT_DEAD,
    DOCUMENT_DROPPED,   /* gone; only its id is still known */
    DOCUMENT_FORGOTTEN, /* the same, and not to be taken again */
};

/* Whether nothing but the id is left. */
bool document_is_gone(enum document_state state);

/* "waiting", "done", "dead", "dropped", "forgotten". */
const char *document_state_name(enum document_state state);

/* What the store's change log says of a document. */
struct settled {
    uint64_t document_no;
    enum document_state state;
};

struct inbox_row {
    struct document_id document_id;
    enum document_state state; /* DOCUMENT_WAITING or DOCUMENT_DEAD */
    uint32_t generation;
    uint32_t attempts;
    uint32_t priority;
    int64_t not_before_ms;
    int64_t accepted_ms;
    uint64_t bytes;
    struct str media_type;
    struct str charset;
    struct str reason;
    struct str worker;
    int64_t failed_ms;
    uint32_t time_limit_ms;
    struct str *tags;
    size_t tag_count;
    bool has_records;   /* of an earlier generation */
    int64_t waiting_ms; /* since when it waits; 0: accepted_ms */
};

struct origin {
    struct str name;
    struct str source_uri;
    struct str *tags;
    size_t tag_count;
    int64_t accepted_ms;
};

struct origins_row {
    struct document_id document_id;
    struct str media_type;
    struct str charset;
    struct origin *origins; /* oldest first */
    size_t origin_count;
};

struct document_row {
    struct document_id document_id;
    uint32_t generation;
    int64_t accepted_ms;
    int64_t finished_ms;
    struct str extractor_version;
    struct str lexicon_version;
    uint32_t text_bytes;
    struct str *anchors; /* index terms */
    size_t anchor_count;
    uint32_t readings; /* times that records were written for it */
};

/*
 * Packing and reading. Results live in `a`.
 * STATUS_UNAVAILABLE: past the arena's limit. Reading, STATUS_CORRUPT: the
 * value is not such a row.
 */
enum status inbox_row_pack(const struct inbox_row *row, struct arena *a,
                           struct str *out, struct error *err);
enum status inbox_row_unpack(struct str value, struct arena *a,
                             struct inbox_row *out, struct error *err);
enum status origins_row_pack(const struct origins_row *row, struct arena *a,
                             struct str *out, struct error *err);
enum status origins_row_unpack(struct str value, struct arena *a,
                               struct origins_row *out, struct error *err);
enum status document_row_pack(const struct document_row *row, struct arena *a,
                              struct str *out, struct error *err);
enum status document_row_unpack(struct str value, struct arena *a,
                                struct document_row *out, struct error *err);

#endif
