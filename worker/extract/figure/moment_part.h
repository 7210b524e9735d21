/*
 * moment_part - a part of a year: 上半年, 年底前, 首11个月.
 */
#ifndef WORKER_EXTRACT_FIGURE_MOMENT_PART_H
#define WORKER_EXTRACT_FIGURE_MOMENT_PART_H

#include "worker/extract/figure/moment.h"

/* A part of a year named at `at`, of out->last_year; its characters. */
uint32_t moment_part_read(const struct text *t, struct range r, uint32_t at,
                          struct moment *out);

#endif
