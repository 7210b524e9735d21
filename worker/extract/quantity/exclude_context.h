/*
 * exclude_context - a number and what stands around it.
 *
 * Internal to exclude.c and exclude_time.c, which ask whether it states a
 * quantity.
 */
#ifndef WORKER_EXTRACT_QUANTITY_EXCLUDE_CONTEXT_H
#define WORKER_EXTRACT_QUANTITY_EXCLUDE_CONTEXT_H

#include "tables.h"
#include "worker/extract/quantity/quantity.h"

struct context {
    const struct text *t;
    struct range within;
    struct range clause;
    const struct quantity *q;
};

/* The character at `at`, 0 outside the sentence. */
uint32_t context_code(const struct context *c, uint32_t at);
/* 3 月: the character after a blank, if there is one. */
uint32_t context_code_past_blank(const struct context *c, uint32_t at);
/* The character before the number, 0 at the sentence's begin. */
uint32_t context_code_before(const struct context *c);
/* The unit's first character, 0 where there is none. */
uint32_t context_unit_code(const struct quantity *q, const struct text *t);
bool context_has_unit(const struct quantity *q);
/* Whether a label of that kind stands at `at`: labels.tsv. */
bool context_has_label(const struct context *c, uint32_t at,
                       enum labels_where where);

#endif
