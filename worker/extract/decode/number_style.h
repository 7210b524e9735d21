/*
 * number_style - a number written as lists write it: 三, ③, iii, 叁.
 */
#ifndef WORKER_EXTRACT_DECODE_NUMBER_STYLE_H
#define WORKER_EXTRACT_DECODE_NUMBER_STYLE_H

#include "base/str.h"

enum { NUMBER_STYLE_MAX_BYTES = 64 };

/*
 * Write `number` in the format that OOXML names, e.g. "chineseCounting".
 * Returns its bytes, at most NUMBER_STYLE_MAX_BYTES; a format that is not
 * known is written in digits.
 */
size_t number_style_write(uint32_t number, struct str format, char *out);

#endif
