/*
 * plan_term - the years ahead that a section speaks of, a five-year plan or
 * 今后五年, which 五年内 and 这个期间 mean where they tell what is planned.
 */
#ifndef WORKER_EXTRACT_FIGURE_PLAN_TERM_H
#define WORKER_EXTRACT_FIGURE_PLAN_TERM_H

#include "record/record.h"
#include "worker/extract/figure/moment.h"

/*
 * The last term that `sentence` names: 今后五年, or a five-year plan if the
 * report is made when it begins (a later one has a term of its own in mind);
 * false: it names none, and `*out` is as it was.
 */
bool plan_term_read(const struct text *t, struct range sentence,
                    const struct report *report, struct moment *out);

/*
 * Whether a heading that names a term names no other time, unlike
 * 第二个五年计划的第二年——1959年的任务.
 */
bool plan_term_alone(const struct text *t, struct range heading,
                     const struct report *report);

/*
 * The one year that `heading` names if it is beyond the one after the year
 * reviewed, as in a report of 1980 on the plan for 1981.
 */
bool plan_term_year(const struct text *t, struct range heading,
                    const struct report *report, struct moment *out);

enum plan_term_sense {
    PLAN_TERM_NONE,
    PLAN_TERM_YEARS, /* 五年内, 计划期间 */
    PLAN_TERM_SUM,   /* 五年合计 */
};

/* How `r` means the term spoken of. */
enum plan_term_sense plan_term_sense(const struct text *t, struct range r);

#endif
