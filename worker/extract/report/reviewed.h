/*
 * reviewed - when a report was made and which years it looks back on.
 */
#ifndef WORKER_EXTRACT_REPORT_REVIEWED_H
#define WORKER_EXTRACT_REPORT_REVIEWED_H

#include "worker/extract/outline/outline.h"
#include "worker/extract/text/date.h"

/* The day the report was made, from its first lines; year 0: not said. */
struct date delivered_find(const struct text *text,
                           const struct report_range *report,
                           size_t front_count);

/* The last year that a report made on that day reviews, 0: not known. */
uint16_t year_before(struct date delivered);

/*
 * The year in which `report` is made, from its day, else the year it reviews;
 * 0: not known.
 */
uint16_t year_made(const struct report *report);

/*
 * The last year the report reviews, 0: not said or made unreadable (20xx).
 * Headings of its review tell it, else the day it was made, else its title,
 * else the year that its text opens with, else what its 去年 is compared with,
 * else, in a speech, the days it looks back on.
 */
uint16_t reviewed_year(const struct text *text,
                       const struct report_range *report, size_t front_count,
                       const struct outline *outline, struct date delivered,
                       enum genre genre);

/* How many years up to that one are reviewed: 5 for 过去五年, else 1. */
int reviewed_years(const struct text *text, const struct report_range *report,
                   size_t front_count, const struct outline *outline);

#endif
