/*
 * identity - the names under which documents and records are known.
 *
 * A document's id is the BLAKE2b-128 hash of what was submitted. A record's
 * public id is its document's id, a kind letter and its span, as in
 *     5f0c…9a.f1204-1215
 * so that it stays the same when the document is read again.
 */
#ifndef RECORD_IDENTITY_H
#define RECORD_IDENTITY_H

#include "base/arena.h"
#include "record/record.h"

enum {
    DOCUMENT_ID_BYTES = 16,
    DOCUMENT_ID_DIGITS = 2 * DOCUMENT_ID_BYTES,
    /* Fewer digits of an id would be ambiguous in a small archive. */
    DOCUMENT_ID_MIN_DIGITS = 4,
};

struct document_id {
    uint8_t bytes[DOCUMENT_ID_BYTES];
};

/*
 * The id of a document: the hash of media type, NUL, charset, NUL, bytes,
 * with type and charset as the submitter declared them, empty where not.
 */
struct document_id document_id_of(struct str bytes, struct str media_type,
                                  struct str charset);
bool document_id_equal(struct document_id a, struct document_id b);

/* 32 lower-case hexadecimal digits and a NUL; returns `out`. */
const char *document_id_print(struct document_id id,
                              char out[DOCUMENT_ID_DIGITS + 1]);
/* All 32 digits, in either case; false: not an id. */
bool document_id_parse(struct str text, struct document_id *out);

/* The first digits of a document's id, as people shorten it. */
struct id_prefix {
    struct document_id low; /* the prefix, filled up with zeros */
    unsigned digits;        /* 4 to 32 */
};

bool id_prefix_parse(struct str text, struct id_prefix *out);
bool id_prefix_matches(struct id_prefix prefix, struct document_id id);

enum record_letter {
    RECORD_REPORT = 'r',
    RECORD_SECTION = 's',
    RECORD_FIGURE = 'f',
    RECORD_MENTION = 'm',
};

/* The public id of a record, in `a`. */
struct str record_id_print(struct document_id id, enum record_letter letter,
                           struct span span, struct arena *a);

struct record_ref {
    struct id_prefix document;
    enum record_letter letter;
    struct span span;
};

/* Read a public id, whose document part may be a prefix. */
bool record_ref_parse(struct str text, struct record_ref *out);

#endif
