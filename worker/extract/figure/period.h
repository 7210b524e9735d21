/*
 * period - the time a figure is about, and how it was counted over it.
 */
#ifndef WORKER_EXTRACT_FIGURE_PERIOD_H
#define WORKER_EXTRACT_FIGURE_PERIOD_H

#include "worker/extract/figure/bind.h"
#include "worker/extract/figure/moment.h"

struct period {
    struct str text; /* ISO 8601; no value: not told */
    enum accrual accrual;
    bool is_inherited; /* not from the figure's own clause */
    bool is_over;    /* the report looks back on the time its sentence names */
    bool is_present; /* it is of the year the report is made in */
    bool is_ahead;   /* after the year the report is made in */
};

/* The times spoken of where nothing nearer to a figure is named, or NULL. */
struct spoken_of {
    const struct moment *topic; /* by its paragraph */
    const struct moment *term;  /* of a plan, by its section */
    const struct moment *last;  /* the last term, by any section */
    const struct moment
        *title; /* that a section of what is planned is called by */
};

/* The period of the figure in `slot`, bound as `binding`. */
struct period period_of_figure(const struct text *t, struct range sentence,
                               const struct slot *slot,
                               const struct binding *binding,
                               const struct report *report,
                               struct spoken_of spoken,
                               enum figure_status status, struct arena *arena);

/* The year of a period that is one year, 0: it is none. */
unsigned period_year(struct str text);

/* The time that a period is, but no day: 2024, 2024-01/2024-03, 2022/2024. */
bool period_moment(struct str text, struct moment *out);

/* 1978 of 1978年, 一九七八年, 1978年底, 恢复生产的1978年; 0: another base. */
unsigned period_year_of(struct str base);

/* 年均, 平均每年 in `r`. */
bool period_is_average(const struct text *t, struct range r);

#endif
