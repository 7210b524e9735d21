/*
 * exclude_time - numbers that are dates, years, spans or times of day.
 */
#ifndef WORKER_EXTRACT_QUANTITY_EXCLUDE_TIME_H
#define WORKER_EXTRACT_QUANTITY_EXCLUDE_TIME_H

#include "worker/extract/quantity/exclude_context.h"

/* An Arabic 2012, a Chinese 二〇一二: a year as it is written. */
bool exclude_is_year(const struct quantity *q);
/* A date, a year, a span of years or a time of day. */
bool exclude_is_time(const struct context *c);

#endif
