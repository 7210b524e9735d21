/*
 * confidence - how sure a figure is, from its rule and what it was read of.
 */
#ifndef WORKER_EXTRACT_FIGURE_CONFIDENCE_H
#define WORKER_EXTRACT_FIGURE_CONFIDENCE_H

#include "worker/extract/figure/clause.h"

/*
 * Per mille. `figure` is filled but for its confidence; its rule started
 * with `base`. `is_loose`: no heading says whether its section looks back
 * or ahead.
 */
uint16_t confidence_of(const struct figure *figure, const struct slot *slot,
                       uint16_t base, bool is_loose);

#endif
