/*
 * rate - what a figure is counted by, where its clause says so.
 */
#ifndef WORKER_EXTRACT_FIGURE_RATE_H
#define WORKER_EXTRACT_FIGURE_RATE_H

#include "worker/extract/figure/clause.h"

/*
 * 百户 of 每百户拥有电脑85台, 星期 of 共提供每星期380个航班, in `arena`; no
 * value where there is none, or a year or month, which tells how it was
 * counted.
 */
struct str rate_of_clause(const struct text *t, const struct slot *slot,
                          struct arena *arena);

/* 户 of 户均增收3000元: what a change is told by; no value: nothing. */
struct str rate_of_change(const struct text *t, const struct slot *slot);

/* 月, 星期: an average of it is told by how the figure was counted. */
bool rate_is_calendar(struct str per);

#endif
