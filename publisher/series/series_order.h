/*
 * series_order - which figures share a line, a step, a point.
 */
#ifndef PUBLISHER_SERIES_SERIES_ORDER_H
#define PUBLISHER_SERIES_SERIES_ORDER_H

#include "publisher/series/series_gather.h"

/* Whether both compare: of one line. Over periods, of one place besides. */
bool is_same_line(bool is_over_places, const struct series_figure *a,
                  const struct series_figure *b);
/* Of one period; over places, of one place. */
bool is_same_step(bool is_over_places, const struct series_figure *a,
                  const struct series_figure *b);
/* Whether both state just the same. */
bool is_same_point(const struct series_figure *a,
                   const struct series_figure *b);

/* Sort by line, then by step, then the newest report's first. */
void series_sort(bool is_over_places, struct series_figure *figures,
                 size_t count);

#endif
