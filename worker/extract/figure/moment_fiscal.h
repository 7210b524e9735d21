/*
 * moment_fiscal - years that begin in April: 下年度, 2013-14年度起的3年.
 */
#ifndef WORKER_EXTRACT_FIGURE_MOMENT_FISCAL_H
#define WORKER_EXTRACT_FIGURE_MOMENT_FISCAL_H

#include "tables.h"
#include "worker/extract/figure/moment.h"

/* The year a word of period_words.tsv names; false: it names none. */
bool fiscal_year(enum period_words_role role, const struct calendar *calendar,
                 struct moment *out);

/*
 * What follows the fiscal year *out, which ends at `at`, and makes it the
 * first of several: 至2016-17年度间, 起的3年内. Its characters.
 */
uint32_t fiscal_span(const struct text *t, struct range r, uint32_t at,
                     struct moment *out);

#endif
