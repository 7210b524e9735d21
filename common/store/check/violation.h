/*
 * violation - one thing that a check of the store found wrong.
 */
#ifndef STORE_CHECK_VIOLATION_H
#define STORE_CHECK_VIOLATION_H

#include "record/identity.h"

enum violation_kind {
    VIOLATION_FILE,     /* the file's own structure: LMDB cannot follow it */
    VIOLATION_CHECKSUM, /* a value that is not the one written */
    VIOLATION_KEY,      /* a key or an entry of a wrong form or order */
    VIOLATION_COUNTER,  /* a counter behind the numbers in use */
    VIOLATION_ORPHAN,   /* an entry of a document that is not there */
    VIOLATION_CHANGE,   /* hashes, changes and documents disagree */
    VIOLATION_STATE,    /* not exactly one of waiting, dead, done */
    VIOLATION_SOURCE,   /* source bytes missing, or of another document */
    VIOLATION_ROW,      /* a row that does not parse or fit its document */
    VIOLATION_TEXT,     /* a text that does not inflate or is not UTF-8 */
    VIOLATION_RECORDS,  /* records that do not parse */
    VIOLATION_SPAN,     /* a record that lies outside its text */
    VIOLATION_INDEX,    /* an index run that cannot be read */
    VIOLATION_POSTING,  /* an index entry that leads to nothing */
    VIOLATION_TERM,     /* a document that its term does not find */
    VIOLATION_KIND_COUNT,
};

/* "file", "checksum" and so on, and what such a violation means for a user. */
const char *violation_name(enum violation_kind kind);
const char *violation_meaning(enum violation_kind kind);

struct violation {
    enum violation_kind kind;
    uint64_t document_no; /* 0: of no one document */
    bool has_id;
    struct document_id document_id;
    char what[256]; /* one sentence, no newline; may quote the store's bytes */
};

/* Who is told, while a check runs. */
struct check_watch {
    void *context;
    void (*found)(void *context, const struct violation *violation);
    /* So many of so many steps are done. */
    void (*progress)(void *context, uint64_t done, uint64_t total);
};

#endif
