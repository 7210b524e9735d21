/*
 * segments - where the index runs are kept, and how they grow together.
 *
 * Internal to the store. A commit adds a run of level 0; eight runs of a
 * level make one of the next, so that few are live at any time. What a merge
 * costs is bounded by MERGE_MAX_BYTES: where the next run is too much, fewer
 * are merged, and one that is large enough alone stays as it is.
 */
#ifndef STORE_INDEX_SEGMENTS_H
#define STORE_INDEX_SEGMENTS_H

#include "base/arena.h"
#include "store/batch.h"
#include "store/index/run.h"
#include "store/schema.h"

enum {
    MERGE_FAN_IN = RUN_MERGE_MAX,
    /* Read and written in some twenty milliseconds. */
    MERGE_MAX_BYTES = 4 << 20,
};

enum status segments_add(struct store *s, MDB_txn *txn, uint8_t level,
                         uint64_t run_no, struct str run, struct error *err);
/* One merge, if one is due; the new run takes `run_no` and sets *merged. */
enum status segments_merge(struct store *s, MDB_txn *txn, uint64_t run_no,
                           bool *merged, struct error *err);
/*
 * Write every run anew that holds an entry of `documents`, without them, as
 * another run of its level: *last_run_no goes up by one for each. A
 * document's entries are found by its anchors: see batch_unindex().
 */
enum status segments_unindex(struct store *s, MDB_txn *txn,
                             const struct indexed *documents, size_t count,
                             uint64_t *last_run_no, struct error *err);
/* As run_find() and run_count(), of every live run; counts begin at 0. */
enum status segments_find(const struct store *s, MDB_txn *txn,
                          struct term_range terms, struct arena *a,
                          struct document_list *out, struct error *err);
enum status segments_weigh(const struct store *s, MDB_txn *txn, uint64_t enough,
                           struct term_weight *weights, size_t count,
                           struct error *err);

#endif
