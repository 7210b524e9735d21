/*
 * unit - what stands after a number: 亿元, 人次, 微克/立方米.
 */
#ifndef WORKER_EXTRACT_QUANTITY_UNIT_H
#define WORKER_EXTRACT_QUANTITY_UNIT_H

#include "worker/extract/quantity/numeral.h"
#include "worker/extract/text/text.h"

struct unit {
    uint32_t chars; /* with its denominator, 0: no unit */
    uint32_t row;   /* of units.tsv */
    struct str per; /* no value: not a rate */
    bool is_over;   /* 个多月: more of it */
};

/*
 * Read the unit at `at` for the number `n`. False: none stands there, and
 * *out is empty. The denominator is folded into `arena`.
 */
bool unit_read(const struct text *t, struct range within, uint32_t at,
               const struct numeral *n, struct arena *arena, struct unit *out);

/*
 * The denominator in front of an expression at `at`: 每小时, 每人每年. No
 * value: there is none; 每年 is no denominator.
 */
struct str unit_per_before(const struct text *t, struct range within,
                           uint32_t at, struct arena *arena);

#endif
