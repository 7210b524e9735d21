/*
 * norm - a figure in the canonical unit of its kind: 3亩 as 2000 m2.
 */
#ifndef WORKER_EXTRACT_FIGURE_NORM_H
#define WORKER_EXTRACT_FIGURE_NORM_H

#include "worker/extract/quantity/quantity.h"

/*
 * Convert value and upper of `q`; exact where the fraction allows, else
 * rounded to six places. The unit has no value where canonical.tsv does not
 * know the unit or a number does not fit.
 */
struct norm norm_of(const struct quantity *q);

#endif
