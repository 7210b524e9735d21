/*
 * foretold - what is still to come although no word of its clause says so.
 *
 * A year that is not over cannot have been compared as a whole, and what goes
 * on from a figure that is planned is planned as well.
 */
#ifndef WORKER_EXTRACT_FIGURE_FORETOLD_H
#define WORKER_EXTRACT_FIGURE_FORETOLD_H

#include "record/record.h"
#include "worker/extract/figure/bind.h"
#include "worker/extract/figure/period.h"

/*
 * 今年收入比去年增长2%, 今年支出要压缩5%: whether the figure in `slot`, of the
 * year the report is made in, can only be meant.
 */
bool foretold_this_year(const struct words *w, const struct slot *slot,
                        const struct binding *binding,
                        const struct period *period);

/*
 * 将达到3亿元，比去年增加5000万元: the second is of the same time. Fills status
 * and period of those of the `count` figures of a sentence that leave it to
 * the one beside them; `reviewed` is the report's year.
 */
void foretold_share(const struct slot *slots, const struct binding *bindings,
                    size_t count, unsigned reviewed, struct figure *figures);

#endif
