/*
 * fulfil - which figures tell what became of a promise.
 */
#ifndef PUBLISHER_PROMISES_FULFIL_H
#define PUBLISHER_PROMISES_FULFIL_H

#include "record/record.h"

/* A promise: a plan with a period. */
bool is_promise(const struct figure *f);

/*
 * Whether `f` is an outcome of the promise, and how good a one: 0 is none.
 * It is done or an estimate, of the same thing, measured alike, with an
 * equal period; what is done comes before estimates, then what names the
 * thing in its own clause, then what is said in the same words.
 */
unsigned outcome_score(const struct figure *promise, const struct figure *f);

/*
 * Whether `f` states itself how far the promise was fulfilled: it is of the
 * same thing and period, a percentage of a plan or target.
 */
bool is_statement(const struct figure *promise, const struct figure *f);

#endif
