/*
 * source - what a row says of the document it was read from.
 */
#ifndef PUBLISHER_REPORT_SOURCE_H
#define PUBLISHER_REPORT_SOURCE_H

#include "store/snapshot.h"
#include "wire/message.h"

enum {
    /* No document of a size that the head takes has more text than this. */
    SOURCE_TEXT_MAX_BYTES = 64 << 20,
    /* Room for it and its blocks. */
    SOURCE_TEXT_ARENA_BYTES = SOURCE_TEXT_MAX_BYTES + (1 << 20),
};

/* What a document's row and its first origin say, all of it in an arena. */
struct source {
    struct document_id id;
    uint32_t generation;
    uint32_t text_bytes;
    uint32_t readings; /* times that its records were written */
    struct row row;    /* its document fields filled, the others empty */
};

/*
 * Read it. STATUS_NOT_FOUND, err untouched: the document has no records.
 * STATUS_CORRUPT: it has, but its rows are damaged.
 */
enum status source_read(struct snapshot *snap, uint64_t document_no,
                        struct arena *a, struct source *out, struct error *err)
    __attribute__((warn_unused_result));

/*
 * All names, addresses and tags it was submitted with, in `a`; *out stays
 * as it is where they are not known any more.
 */
enum status source_origins(struct snapshot *snap, uint64_t document_no,
                           struct arena *a, struct origins_row *out,
                           struct error *err)
    __attribute__((warn_unused_result));

/*
 * The name and the address it was first submitted under, into *row; nothing
 * where that is not known any more.
 */
enum status source_read_origin(struct snapshot *snap, uint64_t document_no,
                               struct arena *a, struct row *row,
                               struct error *err)
    __attribute__((warn_unused_result));

/* The document's decoded text, in `a`; statuses as above. */
enum status source_text(struct snapshot *snap, const struct source *source,
                        uint64_t document_no, struct arena *a, struct str *out,
                        struct error *err) __attribute__((warn_unused_result));

/* The generation alone; statuses as above. */
enum status source_generation(struct snapshot *snap, uint64_t document_no,
                              struct arena *scratch, uint32_t *out,
                              struct error *err)
    __attribute__((warn_unused_result));

#endif
