/*
 * scan - the store looked at entry by entry, as only its check does.
 *
 * Steps go by key and keep no cursor, so that a snapshot may be renewed
 * between any two of them.
 */
#ifndef STORE_CHECK_SCAN_H
#define STORE_CHECK_SCAN_H

#include "store/snapshot.h"

/* How much there is to walk. */
struct scan_size {
    uint64_t entries; /* in all databases */
    uint64_t documents;
    uint64_t runs;
};
enum status scan_size(struct snapshot *snap, struct scan_size *out,
                      struct error *err);

/*
 * The first document after `after` that was accepted.
 * STATUS_NOT_FOUND, err untouched: there is none.
 */
enum status scan_next_accepted(struct snapshot *snap, uint64_t after,
                               uint64_t *document_no, struct error *err);

/* What hashes and changes tell of a document. */
struct settled_change {
    uint64_t document_no;
    uint64_t change_no;
    enum document_state state;
};
/*
 * STATUS_NOT_FOUND, err untouched: it has no change.
 * STATUS_CORRUPT: its hash or its change is missing or damaged.
 */
enum status scan_settled(struct snapshot *snap, struct document_id id,
                         struct settled_change *out, struct error *err);

/* Which run of the index; {0} stands before all of them. */
struct run_id {
    uint8_t level;
    uint64_t number;
};
/*
 * The first run after *at; *at becomes its id. Its checksum is not looked
 * at. A merge puts what a run holds behind it, so a walk misses nothing that
 * was there throughout. STATUS_NOT_FOUND, err untouched: there is none.
 */
enum status scan_next_run(struct snapshot *snap, struct run_id *at,
                          struct str *run, struct error *err);
/* Whether the run is there still; a run's bytes never change. */
bool scan_has_run(struct snapshot *snap, struct run_id id);

/* Which piece of the full-text index; {0} stands before all of them. */
struct scan_piece {
    struct run_id run;
    unsigned char key[32];
    size_t key_bytes;
};
/*
 * The first piece after *at, a chunk; *at becomes its id. Its checksum is not
 * looked at. STATUS_NOT_FOUND, err untouched: there is none.
 */
enum status scan_next_piece(struct snapshot *snap, struct scan_piece *at,
                            struct str *piece, struct error *err);

/*
 * Whether the index has the document under `term`. *hint is where it was
 * found last, and is looked into first: documents near each other share a
 * run.
 */
enum status scan_has_posting(struct snapshot *snap, struct str term,
                             uint64_t document_no, struct run_id *hint,
                             bool *out, struct error *err);

#endif
