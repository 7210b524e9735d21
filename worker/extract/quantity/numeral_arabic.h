/*
 * numeral_arabic - the Arabic part of a number: 1,234.5, 7 500, 1 0 ．0 6.
 *
 * Magnitudes and Chinese digits are the business of numeral.c.
 */
#ifndef WORKER_EXTRACT_QUANTITY_NUMERAL_ARABIC_H
#define WORKER_EXTRACT_QUANTITY_NUMERAL_ARABIC_H

#include "worker/extract/quantity/numeral.h"

/* Append one digit to a decimal; false when it no longer fits. */
bool numeral_push_digit(struct decimal *d, uint32_t digit, bool fraction);

/*
 * Read the digits from codes[at] into *value and set what they say of
 * `out`: groups, point, how many digits, whether they did not fit. Return
 * where they end.
 */
uint32_t arabic_read(const uint32_t *codes, uint32_t count, uint32_t at,
                     struct numeral *out, struct decimal *value);

#endif
