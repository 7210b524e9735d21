/*
 * share_bound - a bound behind the last of several numbers, said of each.
 */
#ifndef WORKER_EXTRACT_FIGURE_SHARE_BOUND_H
#define WORKER_EXTRACT_FIGURE_SHARE_BOUND_H

#include "record/record.h"
#include "worker/extract/figure/clause.h"

/*
 * 分别控制在4%和6‰以内: give the figures of one sentence, one a slot, the
 * bound that stands behind the last of their list.
 */
void bounds_share(const struct text *t, const struct slot *slots, size_t count,
                  struct figure *figures);

#endif
