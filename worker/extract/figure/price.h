/*
 * price - in what money and in what prices a figure is counted.
 */
#ifndef WORKER_EXTRACT_FIGURE_PRICE_H
#define WORKER_EXTRACT_FIGURE_PRICE_H

#include "worker/extract/figure/clause.h"

/*
 * The ISO 4217 code of a figure's unit, from the report's place and the
 * year of its `period` (ISO 8601, may have no value). CN0 is the yuan before
 * 1955-03-01, 10,000 of which are one CNY. No value: no money.
 */
struct str price_currency(const struct quantity *q, const struct report *report,
                          struct str period);

/* 实际, 同口径: the basis of the change in `slot`. */
enum basis price_basis(const struct text *t, const struct slot *slot);

#endif
