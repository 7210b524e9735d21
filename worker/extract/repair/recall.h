/*
 * recall - what a document says elsewhere.
 *
 * A report says its own words again and again. Where a damaged one is whole, it
 * is counted which character follows which, and what the model expects is
 * mixed with that.
 */
#ifndef WORKER_EXTRACT_REPAIR_RECALL_H
#define WORKER_EXTRACT_REPAIR_RECALL_H

#include "base/arena.h"
#include "worker/extract/repair/model/model.h"

struct recall;

/* What the characters just read say about the next. */
struct recall_state {
    struct model_state model;
    uint32_t said; /* the last three or fewer, as the document has them */
};

/*
 * Count the beginning of `document`, as much as may be, but for what stands
 * near signs of damage. NULL: no memory.
 */
struct recall *recall_new(struct str document, struct arena *arena)
    __attribute__((warn_unused_result));

/* At a line's beginning. */
struct recall_state recall_begin(void);

bool recall_is_same(struct recall_state a, struct recall_state b);

/* As model_read(); without `recall` the model alone is asked. */
int recall_read(const struct recall *recall, struct recall_state *state,
                uint32_t folded);

#endif
