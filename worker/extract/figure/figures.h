/*
 * figures - the quantities of a report as records.
 */
#ifndef WORKER_EXTRACT_FIGURE_FIGURES_H
#define WORKER_EXTRACT_FIGURE_FIGURES_H

#include "worker/extract/outline/outline.h"

/*
 * Read report->figures out of its sentences, in text order, ids from 1.
 * The report's year and sections are read, so they must be there before.
 * All memory is the arena's, whose limit is the only cause of failure.
 */
enum status figures_read(const struct text *t, struct report *report,
                         const struct sentence *sentences, size_t count,
                         struct arena *arena, struct error *err)
    __attribute__((warn_unused_result));

#endif
