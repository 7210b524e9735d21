/*
 * moment_part - a part of a year (上半年, 年底前, 首11个月), and what goes on
 * from one.
 */
#ifndef WORKER_EXTRACT_FIGURE_MOMENT_PART_H
#define WORKER_EXTRACT_FIGURE_MOMENT_PART_H

#include "worker/extract/figure/moment.h"

/* A part of a year named at `at`, of out->last_year; its characters. */
uint32_t moment_part_read(const struct text *t, struct range r, uint32_t at,
                          struct moment *out);

/* The same, and a part of that: 上半年第一季度. */
uint32_t moment_parts_read(const struct text *t, struct range r, uint32_t at,
                           struct moment *out);

/* 底 or 末 at `at` behind the month that `out` is; its characters, 0: none. */
uint32_t moment_month_end(const struct text *t, struct range r, uint32_t at,
                          struct moment *out);

/* 31日, or the same, at `at` behind the month that `out` is. */
uint32_t moment_day_read(const struct text *t, struct range r, uint32_t at,
                         struct moment *out);

/*
 * How far what began on the date from `begin` to `at` goes on to the present
 * (自2011年成立至今); the characters behind `at`, 0: it does not say.
 */
uint32_t moment_since_chars(const struct text *t, struct range r,
                            uint32_t begin, uint32_t at);

#endif
