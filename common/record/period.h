/*
 * period - the days an ISO 8601 time is of, for comparing times of unlike
 * precision: 2024, 2024-06, 2024-06-30, and intervals of two of these.
 */
#ifndef RECORD_PERIOD_H
#define RECORD_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Days as numbers, 20240630. Every month goes to its 31st, so that they
 * are for comparing alone.
 */
struct period {
    uint32_t first;
    uint32_t last;
};

enum { PERIOD_DAY_MAX = 99991231 };

/*
 * "2013-04/2014-03" to {20130401, 20140331}. False: it is no such time, or
 * one that ends before it begins; *out is untouched.
 */
bool period_parse(struct str iso, struct period *out);

#endif
