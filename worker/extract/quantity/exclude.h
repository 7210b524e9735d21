/*
 * exclude - numbers that state no quantity.
 *
 * Dates and times, ordinals, labels, names that hold a number, articles.
 * Set phrases and idioms are skipped before, by set_phrases.tsv.
 */
#ifndef WORKER_EXTRACT_QUANTITY_EXCLUDE_H
#define WORKER_EXTRACT_QUANTITY_EXCLUDE_H

#include "worker/extract/quantity/quantity.h"

/*
 * Whether `q`, read in the sentence `within`, is no figure. `clause` is the
 * stretch between two punctuation marks around it.
 */
bool exclude_quantity(const struct text *t, struct range within,
                      struct range clause, const struct quantity *q);

/* Whether the clause before `at` ranks something: 居世界, 跃升到全国. */
bool exclude_is_ranked(const struct text *t, struct range clause, uint32_t at);

#endif
