/*
 * year_part - the part of a year that a word of period_words.tsv names.
 */
#ifndef WORKER_EXTRACT_TEXT_YEAR_PART_H
#define WORKER_EXTRACT_TEXT_YEAR_PART_H

#include "tables.h"
#include "worker/extract/text/text.h"

/* Its months: 1 and 6 of 上半年; false: the word names no months. */
bool year_part_months(enum period_words_role role, uint8_t *first,
                      uint8_t *last);

/*
 * ISO 8601 for the part of `year` (2024-01/2024-06 of 上半年, 2024-12-31 of
 * 年末, the year after for 明年); no value: the word names none.
 */
struct str year_part_iso(enum period_words_role role, unsigned year,
                         struct arena *arena);

/*
 * 首11个月, 前5个月 at `at` of `r`: *last is the last of them; the characters
 * it takes, 0: it does not stand there.
 */
uint32_t year_part_first_months(const struct text *text, struct range r,
                                uint32_t at, uint8_t *last);

#endif
