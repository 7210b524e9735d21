/*
 * timing - how long a figure's period is, and which comes first.
 */
#ifndef PUBLISHER_WORKS_TIMING_H
#define PUBLISHER_WORKS_TIMING_H

#include "record/period.h"

/* Whole months it covers, a begun one too; 0: a single day. */
unsigned period_months(const struct period *p);
unsigned period_last_year(const struct period *p);
/* By the end, then by the beginning. */
int period_compare(const struct period *a, const struct period *b);

#endif
