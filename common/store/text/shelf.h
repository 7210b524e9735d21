/*
 * shelf - the runs of the full-text index, chunk by chunk.
 *
 * Internal to the store. A run is a row of chunks in the order of their
 * terms; a commit adds one of level 0. Keys: level with SHELF_CHUNKS, run
 * number, the beginning of the chunk's first term (zeros behind it), and its
 * place in the run. No chunk has a term before its key's.
 */
#ifndef STORE_TEXT_SHELF_H
#define STORE_TEXT_SHELF_H

#include "base/arena.h"
#include "store/schema.h"
#include "store/text/chunk.h"

struct shelf_run {
    uint8_t level;
    uint64_t number;
};

struct shelf_runs {
    struct shelf_run *items; /* by level, then number */
    size_t count, capacity;
};

/* The runs there are, in `a`. */
enum status shelf_list(const struct store *s, MDB_txn *txn, struct arena *a,
                       struct shelf_runs *out, struct error *err);

/* ---- one run, read ------------------------------------------------------ */

/* Where a walk through a run stands. */
struct shelf_walk {
    const struct store *store;
    MDB_cursor *cursor;
    struct shelf_run run;
    struct key key;   /* of the chunk */
    struct str chunk; /* borrows the map until the next write */
};

/* The caller ends it with shelf_close(). */
enum status shelf_open(const struct store *s, MDB_txn *txn,
                       struct shelf_run run, struct shelf_walk *out,
                       struct error *err);
void shelf_close(struct shelf_walk *w);
/*
 * To the first chunk that may have `term`, from `after` on where that is no
 * NULL. STATUS_NOT_FOUND, err untouched: the run has none.
 */
enum status shelf_seek(struct shelf_walk *w, struct str term,
                       const struct key *after, struct error *err);
/* To the chunk behind; likewise. */
enum status shelf_next(struct shelf_walk *w, struct error *err);
/* Whether the chunk's key is not behind `term`. */
bool shelf_may_have(const struct shelf_walk *w, struct str term);

/* ---- one run, written --------------------------------------------------- */

/* A chunk that is to be put or, where it is empty, deleted. */
struct shelf_change {
    struct key key;
    struct str chunk;
};

/*
 * Changes to be made together at the end: what is read meanwhile borrows
 * the map, and damage that is met on the way leaves all as it was.
 */
struct shelf_changes {
    struct shelf_change *items; /* in `arena`, as their chunks */
    size_t count, capacity;
    struct arena *arena;
};

enum status shelf_change(struct shelf_changes *changes, struct key key,
                         struct str chunk, struct error *err);
enum status shelf_apply(struct store *s, MDB_txn *txn,
                        const struct shelf_changes *changes, struct error *err);

struct key shelf_key(struct shelf_run run, struct str term, uint32_t place);
/* The place that a chunk's key has in it. */
uint32_t shelf_place(const struct key *key);

/* Chunks of one run, on their way into changes. */
struct shelf_writer {
    struct shelf_changes *changes;
    struct shelf_run run;
    uint32_t place; /* of the next chunk */
    struct chunk_writer chunks;
};

/* Its chunks hold no document before `base`. */
void shelf_writer_begin(struct shelf_writer *w, struct shelf_changes *changes,
                        struct shelf_run run, uint32_t place, uint64_t base);

#endif
