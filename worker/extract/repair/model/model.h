/*
 * model - GBK, and which character likely follows which.
 *
 * Costs are in eighths of a bit: the less likely, the dearer. Characters
 * are folded ones but where a pair of GBK bytes is meant.
 */
#ifndef WORKER_EXTRACT_REPAIR_MODEL_MODEL_H
#define WORKER_EXTRACT_REPAIR_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MODEL_LINE_BEGIN = 0, /* what stands before a line's first character */
    MODEL_UNKNOWN_COST = 200,
};

/* The code point of a pair of GBK bytes, 0: it has none. */
uint32_t gbk_decode(uint8_t lead, uint8_t trail);
/* Whether some pair of `lead` and a byte that can be a lead has none. */
bool gbk_has_gaps(uint8_t lead);
/* The pair of a code point (not folded), 0: none. */
uint16_t gbk_encode(uint32_t code);
/* The pairs whose code points fold to `folded`. */
size_t gbk_forms(uint32_t folded, const uint16_t **pairs);

/* What `next` costs after `previous`. */
int model_cost(uint32_t previous, uint32_t next);
/* Whether reports use the character at all. */
bool model_knows(uint32_t code);
/* The characters seen after `previous`, in order, and their costs. */
size_t model_followers_of(uint32_t previous, const uint16_t **followers,
                          const uint8_t **costs);

#endif
