/*
 * moment_years - several years: 1998—2002年, 1955和1956两年, 五年.
 */
#ifndef WORKER_EXTRACT_FIGURE_MOMENT_YEARS_H
#define WORKER_EXTRACT_FIGURE_MOMENT_YEARS_H

#include "worker/extract/figure/moment.h"

/* The years named from one to another at `at`; the characters, 0: none. */
uint32_t moment_years_read(const struct text *t, struct range r, uint32_t at,
                           struct moment *out);

/* How many years are counted at `at`: 五年, 5年; the characters, 0: none. */
uint32_t moment_years_counted(const struct text *t, struct range r, uint32_t at,
                              unsigned *out);

/* What joins two times at `at`: —, ~, /, 至. Its characters. */
uint32_t moment_joint_chars(const struct text *t, struct range r, uint32_t at);

#endif
