/*
 * whole - what the sentence before said as a whole, and this one divides.
 */
#ifndef WORKER_EXTRACT_FIGURE_WHOLE_H
#define WORKER_EXTRACT_FIGURE_WHOLE_H

#include "worker/extract/figure/bind.h"
#include "worker/extract/figure/moment.h"

/*
 * 总产值达到9亿元。其中，工业7亿元；农业2亿元: fill in `of` of the `count`
 * figures of a sentence that begins so, and the object of those that have
 * none. In front of figures[0] stand the `said` ones of the sentence before.
 */
void whole_share(const struct slot *slots, const struct binding *bindings,
                 size_t count, size_t said, struct figure *figures);

/*
 * The figure whose time `out` is that of the parts, where the sentence begins
 * with 其中. The last `said` of the `count` figures so far are those of the
 * sentence before. NULL: it does not begin so, or none of them has a time.
 */
const struct figure *whole_time(const struct text *t, struct range sentence,
                                const struct figure *figures, size_t count,
                                size_t said, struct moment *out);

#endif
