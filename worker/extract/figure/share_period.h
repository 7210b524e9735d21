/*
 * share_period - times that one figure of a sentence says for others.
 */
#ifndef WORKER_EXTRACT_FIGURE_SHARE_PERIOD_H
#define WORKER_EXTRACT_FIGURE_SHARE_PERIOD_H

#include "worker/extract/figure/bind.h"

/*
 * Give the figures of one sentence that name no time of their own that of a
 * row, of what was said of the same subject, or of the change in front; what
 * is said of a level that was reached has been so as well.
 */
void periods_share(const struct binding *bindings, size_t count,
                   struct figure *figures);

#endif
