/*
 * gbk - pairs of GBK bytes and the characters they stand for.
 *
 * A pair is its lead byte, 0x81 to 0xFE, times 256 plus its trail byte, 0x40
 * to 0xFE but 0x7F.
 */
#ifndef WORKER_EXTRACT_REPAIR_MODEL_GBK_H
#define WORKER_EXTRACT_REPAIR_MODEL_GBK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GBK_LEAD_MIN = 0x81, GBK_LEAD_MAX = 0xFE, GBK_TRAIL_MIN = 0x40 };

/* The code point of a pair, 0: it has none. */
uint32_t gbk_decode(uint16_t pair);
/* Whether some pair of `lead` and a byte that can be a lead has none. */
bool gbk_has_gaps(uint8_t lead);
/* The pair of a code point, 0: none. */
uint16_t gbk_encode(uint32_t code);

/* The pairs, with that lead or trail, of characters that reports use. */
size_t gbk_used_with_lead(uint8_t lead, const uint16_t **pairs);
size_t gbk_used_with_trail(uint8_t trail, const uint16_t **pairs);
/* The pairs of all forms of the model's character at `place`. */
size_t gbk_forms(uint16_t place, const uint16_t **pairs);

#endif
