/*
 * year_part - the part of a year that a word of period_words.tsv names.
 */
#ifndef WORKER_EXTRACT_TEXT_YEAR_PART_H
#define WORKER_EXTRACT_TEXT_YEAR_PART_H

#include "base/arena.h"
#include "tables.h"

/* Its months: 1 and 6 of 上半年; false: the word names no months. */
bool year_part_months(enum period_words_role role, uint8_t *first,
                      uint8_t *last);

/*
 * ISO 8601 for the part of `year` (2024-01/2024-06 of 上半年, 2024-12-31 of
 * 年末, the year after for 明年); no value: the word names none.
 */
struct str year_part_iso(enum period_words_role role, unsigned year,
                         struct arena *arena);

#endif
