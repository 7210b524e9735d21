/*
 * calendar - the years that a report counts from.
 */
#ifndef WORKER_EXTRACT_FIGURE_CALENDAR_H
#define WORKER_EXTRACT_FIGURE_CALENDAR_H

#include "record/record.h"
#include "worker/extract/figure/moment.h"

/*
 * The calendar of a report, from the year it reviews, the day it was
 * delivered and its place; `is_plan`: where it looks ahead.
 */
struct calendar calendar_of(const struct report *report, bool is_plan);

#endif
