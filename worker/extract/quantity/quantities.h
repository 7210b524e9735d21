/*
 * quantities - every quantity a sentence states, in text order.
 */
#ifndef WORKER_EXTRACT_QUANTITY_QUANTITIES_H
#define WORKER_EXTRACT_QUANTITY_QUANTITIES_H

#include "worker/extract/quantity/quantity.h"

struct quantity_list {
    struct quantity *items;
    size_t count;
    size_t capacity;
};

/*
 * Append the quantities of the sentence `within` to `list`, which lives in
 * `arena`, whose limit is the only cause of failure.
 */
enum status quantities_read(const struct text *t, struct range within,
                            struct arena *arena, struct quantity_list *list,
                            struct error *err)
    __attribute__((warn_unused_result));

#endif
