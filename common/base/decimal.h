/*
 * decimal - exact decimal numbers: digits / 10^scale.
 *
 * What a report states as 5.2 stays 5.2; no double ever holds it. A number
 * that does not fit 64 bits is refused, never rounded.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/str.h"

struct decimal {
    int64_t digits;
    uint8_t scale; /* 0 to 18 digits after the point */
};

enum { DECIMAL_TEXT_BYTES = 32 }; /* sign, 19 digits, point, zeros, NUL */

/* "-12.50" to {-125, 1}; false: not a number, or too long to be exact. */
bool decimal_parse(struct str text, struct decimal *out);
/* Plain notation, without exponent or trailing zeros; the bytes written. */
size_t decimal_print(struct decimal d, char out[DECIMAL_TEXT_BYTES]);

/* d * 10^power, power -18 to 18; false when it does not fit. */
bool decimal_shift(struct decimal d, int power, struct decimal *out);
/* a + b; false when it does not fit. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *out);
/* <0, 0, >0: the order of the two values, exact at every scale. */
int decimal_compare(struct decimal a, struct decimal b);

#endif
