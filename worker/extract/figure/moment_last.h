/*
 * moment_last - which of the times that words name is a figure's.
 */
#ifndef WORKER_EXTRACT_FIGURE_MOMENT_LAST_H
#define WORKER_EXTRACT_FIGURE_MOMENT_LAST_H

#include "worker/extract/figure/moment.h"

/* Which of the times of a stretch may be a figure's. */
struct moment_choice {
    struct range base; /* none that stands in it */
    bool is_opening;   /* only one that opens its clause */
    bool may_compare;  /* also one behind 比 */
    uint32_t until;    /* where the figure stands; 0: not told */
};

/* The last time in `r` that `choice` allows; false: there is none. */
bool moment_last(const struct text *t, struct range r,
                 struct moment_choice choice, const struct calendar *calendar,
                 struct moment *out);

/* 比2012年, 在2012年的基础上: a time to compare with, not the figure's own. */
bool moment_is_compared(const struct text *t, struct range r,
                        struct range time);

#endif
