/*
 * counted - over what time a figure was counted, as its words say.
 */
#ifndef WORKER_EXTRACT_FIGURE_COUNTED_H
#define WORKER_EXTRACT_FIGURE_COUNTED_H

#include "worker/extract/text/words.h"

/*
 * How the figure was counted as far as `r` says: 年均, 累计. What 累计 says
 * of the noun in front, 累计发言的委员500人, it does not say of the number.
 */
enum accrual counted_over(const struct text *t, struct range r);

#endif
