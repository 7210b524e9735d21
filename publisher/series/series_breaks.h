/*
 * series_breaks - what keeps a line's steps from comparing: the definition
 * of its indicator, the boundary of its place.
 */
#ifndef PUBLISHER_SERIES_SERIES_BREAKS_H
#define PUBLISHER_SERIES_SERIES_BREAKS_H

#include "base/arena.h"
#include "base/error.h"
#include "indicator/indicator.h"
#include "wire/series.h"

/*
 * Set the breaks of a line's steps and its notes, in `a`. `indicator` may be
 * NULL, and so may the line's place.
 */
enum status series_breaks_set(const struct indicator *indicator,
                              struct series_line *line, struct arena *a,
                              struct error *err)
    __attribute__((warn_unused_result));

#endif
