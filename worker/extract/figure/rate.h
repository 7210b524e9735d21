/*
 * rate - what a figure is counted by, where its clause begins with it.
 */
#ifndef WORKER_EXTRACT_FIGURE_RATE_H
#define WORKER_EXTRACT_FIGURE_RATE_H

#include "worker/extract/figure/clause.h"

/*
 * 百户 of 每百户拥有电脑85台, in `arena`; no value where the clause begins
 * otherwise or with a span of time, which tells how it was counted.
 */
struct str rate_of_clause(const struct text *t, const struct slot *slot,
                          struct arena *arena);

#endif
