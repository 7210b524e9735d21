/*
 * blend - runs of the full-text index made fewer, in bounded steps.
 *
 * Internal to the store. Eight runs of a level become one of the next. That
 * goes on over as many commits as it takes: a step reads the runs from
 * where the last one ended, term by term, and each posting is in one run at any
 * time. What is going on at a level stands under a key of its own. Steps
 * are as large as what commits add asks for, so that runs stay few:
 * some seven a level, and levels grow as the logarithm of the documents.
 */
#ifndef STORE_TEXT_BLEND_H
#define STORE_TEXT_BLEND_H

#include "store/schema.h"

enum {
    BLEND_RUNS = 8,
    BLEND_LEVELS = 20,
    /* Read and written in some ten milliseconds. */
    BLEND_STEP_BYTES = 1 << 20,
};

/*
 * Blend where that is due, until some `max_bytes` are written. New runs take
 * numbers from *last_run_no on. STATUS_CORRUPT: a chunk is damaged; what was
 * going on where it is stays as it was.
 */
enum status blend_step(struct store *s, MDB_txn *txn, size_t max_bytes,
                       uint64_t *last_run_no, struct error *err);

#endif
