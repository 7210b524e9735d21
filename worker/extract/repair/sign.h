/*
 * sign - where text looks as if bytes had slipped.
 *
 * A cheap look at each character, for nearly all text is whole: characters
 * that reports do not use, letters that stand alone, marks that none begins
 * with.
 */
#ifndef WORKER_EXTRACT_REPAIR_SIGN_H
#define WORKER_EXTRACT_REPAIR_SIGN_H

#include "base/str.h"

/* The first such byte from `at` on, or the source's length. */
size_t sign_next(struct str source, size_t at);

/* Whether there is one at byte `at`. */
bool sign_is(struct str source, size_t at);

#endif
