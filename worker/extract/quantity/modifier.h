/*
 * modifier - the words that bound a number: 近, 超过, 余, 以上, …台阶.
 */
#ifndef WORKER_EXTRACT_QUANTITY_MODIFIER_H
#define WORKER_EXTRACT_QUANTITY_MODIFIER_H

#include "worker/extract/quantity/quantity.h"

/* The characters of the modifier before the number at `at`; 0: none. */
uint32_t modifier_before(const struct text *t, struct range within, uint32_t at,
                         const struct numeral *n, enum bound *bound);

/* The bound of 至少 or 最多 further in front of `at`; exact: there is none. */
enum bound modifier_floating(const struct text *t, struct range within,
                             uint32_t at);

/* The characters of 多, 余 or 来 between a number and its unit. */
uint32_t modifier_middle(const struct text *t, struct range within, uint32_t at,
                         const struct numeral *n);

/* The characters of the modifier after a unit of `kind`. */
uint32_t modifier_after(const struct text *t, struct range within, uint32_t at,
                        enum kind kind, enum bound *bound);

#endif
