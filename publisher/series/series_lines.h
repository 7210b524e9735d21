/*
 * series_lines - figures that count, laid out as lines, steps and points.
 */
#ifndef PUBLISHER_SERIES_SERIES_LINES_H
#define PUBLISHER_SERIES_SERIES_LINES_H

#include "publisher/series/series_gather.h"

/* Where the answer is made, and what it may take there. */
struct series_answer {
    struct snapshot *snapshot;
    struct arena *arena;
    size_t max_arena_bytes; /* what is past this is left out, and is_cut set */
};

/*
 * Put the figures, whose order changes, into lines of *page. The lines
 * borrow nothing from the snapshot.
 */
enum status series_lines_make(const struct series_plan *plan,
                              struct series_figures *figures,
                              const struct series_answer *answer,
                              struct series_page *page, struct error *err)
    __attribute__((warn_unused_result));

#endif
