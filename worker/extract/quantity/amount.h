/*
 * amount - a number with its unit: one end of a range, or all of it.
 *
 * Fractions (三分之二, 百分之五, 一又二分之一), halves (两倍半), tenths (一成四)
 * and lower units (三元五角) are folded into the value.
 */
#ifndef WORKER_EXTRACT_QUANTITY_AMOUNT_H
#define WORKER_EXTRACT_QUANTITY_AMOUNT_H

#include "worker/extract/quantity/quantity.h"
#include "worker/extract/quantity/unit.h"

struct amount {
    struct numeral numeral;
    struct decimal value;
    struct decimal upper;
    struct unit unit;
    enum quantity_form form;
    uint32_t begin, end; /* characters, unit and middle modifier included */
    uint32_t unit_begin;
    int power; /* of the "parts of" in 百分之: 2, 3 or 4; else 0 */
    bool is_over;
    bool is_about;
};

/* Where an expression is read: nothing outside `within` belongs to it. */
struct reading {
    const struct text *t;
    struct range within;
    struct arena *arena;
};

/* The character at `at`, 0 past the end. */
uint32_t reading_code(const struct reading *r, uint32_t at);

/* Read the amount at `at`; false: none. *a then says how far was looked. */
bool amount_read(const struct reading *r, uint32_t at, struct amount *a);

/* numerator / denominator, to four places as the records have it. */
bool amount_divide(struct decimal numerator, struct decimal denominator,
                   struct decimal *out);

#endif
