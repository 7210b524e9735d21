/*
 * period - the time a figure is about, and how it was counted over it.
 */
#ifndef WORKER_EXTRACT_FIGURE_PERIOD_H
#define WORKER_EXTRACT_FIGURE_PERIOD_H

#include "worker/extract/figure/bind.h"

struct period {
    struct str text; /* ISO 8601; no value: not told */
    enum accrual accrual;
    bool is_inherited; /* not from the figure's own clause */
    bool is_ahead;     /* after the year the report is made in */
};

/* The period of the figure in `slot`, bound as `binding`. */
struct period period_of_figure(const struct text *t, struct range sentence,
                               const struct slot *slot,
                               const struct binding *binding,
                               const struct report *report, bool is_plan,
                               struct arena *arena);

#endif
