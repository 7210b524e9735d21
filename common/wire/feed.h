/*
 * feed - the feed conversation in C; proto/wire.proto documents the fields.
 *
 * Slices borrow, as message.h says.
 */
#ifndef WIRE_FEED_H
#define WIRE_FEED_H

#include "base/arena.h"
#include "base/error.h"
#include "record/row.h"

enum {
    CHANGES_LIMIT_DEFAULT = 100,
    CHANGES_LIMIT_MAX = 1000,
    CHANGES_WAIT_MAX_MS = 60000,
};

struct changes {
    struct str store_id; /* no value: any */
    uint64_t after;
    uint32_t limit; /* 0: CHANGES_LIMIT_DEFAULT */
    uint32_t wait_ms;
    bool with_values;
};

/* What the store holds of a document, as it stands there. */
struct document_values {
    struct str source;
    struct str origins;
    struct str inbox; /* of one that is dead, or waits again */
    struct str document, records, text; /* of one that is done */
};

/* The latest change of one document. */
struct document_change {
    uint64_t change_no;
    struct document_id document_id;
    uint64_t document_no;
    enum document_state state;
    struct str name;
    uint32_t readings; /* done: 1, more where it was read again */
    int64_t finished_ms;
    struct str extractor_version;
    struct str reason;                    /* dead */
    const struct document_values *values; /* NULL: not asked for, or gone */
};

struct change_page {
    struct document_change *changes;
    size_t count;
    struct str store_id;
    uint64_t as_of;
};

/* Whether the page ends with the latest change there is. */
bool change_page_is_last(const struct change_page *page);

/*
 * What happened to it: "done", "reread", "dead", "waiting", "dropped",
 * "forgotten".
 */
const char *document_change_word(const struct document_change *change);

/*
 * Set the field called `name` (store_id, after, limit, wait_ms) from its
 * text, which is borrowed. STATUS_NOT_FOUND: no such field.
 * STATUS_INVALID: the value is none of the field's; err says what it takes.
 */
enum status changes_set(struct changes *m, struct str name, struct str value,
                        struct error *err) __attribute__((warn_unused_result));

#endif
