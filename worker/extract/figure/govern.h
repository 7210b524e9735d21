/*
 * govern - the verb of a clause that governs the quantity at its end.
 */
#ifndef WORKER_EXTRACT_FIGURE_GOVERN_H
#define WORKER_EXTRACT_FIGURE_GOVERN_H

#include "worker/extract/figure/verb.h"

/*
 * The verb in `r` that governs what follows `r`: the last one that is no
 * part of a noun, of a relative clause (提交有关治理的提案2份) or of what a
 * light verb does (开展走访活动5次), joined with those right before it
 * (新建、改扩建). False: there is none.
 */
bool verb_governing(const struct words *w, struct range r, struct verb *out);

/*
 * The same of words that a preposition leads from further in front than `r`:
 * 当事人减免费用 of 为12名当事人减免费用5万元.
 */
bool verb_governing_led(const struct words *w, struct range r,
                        struct verb *out);

#endif
