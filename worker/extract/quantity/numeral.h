/*
 * numeral - a number at one place of the text: its digits, its magnitude.
 *
 * Reads Arabic numbers (grouped or not), Chinese ones and mixtures of the
 * two: 1,100万, 1亿2千万, 一千三百五十, 2.5个亿, 两三百 (a range), 160余万.
 * Which numbers state a quantity, and of what, is for others to tell.
 */
#ifndef WORKER_EXTRACT_QUANTITY_NUMERAL_H
#define WORKER_EXTRACT_QUANTITY_NUMERAL_H

#include "base/decimal.h"
#include "worker/extract/text/marks.h"

struct numeral {
    uint32_t chars; /* how far it reaches */
    struct decimal value;
    struct decimal upper; /* two adjacent digits, 两三百; else as value */
    uint32_t digits;      /* characters of the first run of digits */
    int magnitude;      /* power of ten of the last 十百千万亿, 0: none */
    bool is_arabic;     /* it begins with an Arabic digit */
    bool is_grouped;    /* 1,100 */
    bool has_point;     /* 7.4, 三点五 */
    bool has_dot;       /* the point is a middle dot, 3·15 */
    bool has_range;     /* upper is above value */
    bool is_over;       /* 余, 多 or 几 inside: 160余万, 十几 */
    bool is_bare;       /* a magnitude without a digit: 百, 千万 */
    bool is_vague;      /* 几, 数 in place of a digit */
    bool is_positional; /* Chinese digits in a row: 二〇一二 */
    bool is_ge_yi;      /* 2.5个亿: of 元, where no unit follows */
    bool is_inexact;    /* more digits than a decimal holds: no value */
};

/* Read the number that begins at codes[0]; false where none does. */
bool numeral_read(const uint32_t *codes, uint32_t count, struct numeral *out);

/* Whether a character may begin a number. */
static inline bool
numeral_begins(uint32_t code)
{
    return mark_has(code, SIGN_NUMBER);
}

#endif
