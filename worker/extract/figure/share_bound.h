/*
 * share_bound - a bound that does not stand beside its number.
 */
#ifndef WORKER_EXTRACT_FIGURE_SHARE_BOUND_H
#define WORKER_EXTRACT_FIGURE_SHARE_BOUND_H

#include "record/record.h"
#include "worker/extract/figure/bind.h"

/*
 * Give the figures of one sentence, one a slot, the bound that stands behind
 * the last of their list, 分别控制在4%和6‰以内, in front of its first, 分别突破
 * 3亿、2亿, or in front of the whole that they are of, 约占全国产量的三分之一.
 */
void bounds_share(const struct text *t, const struct slot *slots,
                  const struct binding *bindings, size_t count,
                  struct figure *figures);

#endif
