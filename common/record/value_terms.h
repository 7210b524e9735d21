/*
 * value_terms - the index terms of numbers: those of like size share one.
 *
 * A number's term tells its sign, its power of ten and its first two digits;
 * in byte order terms rise as numbers do, so that a range of values is a
 * range of terms.
 */
#ifndef RECORD_VALUE_TERMS_H
#define RECORD_VALUE_TERMS_H

#include "record/terms.h"

/* The term of a number, in `a`. */
struct str term_of_value(struct decimal value, struct arena *a);

/* No number's term is before the first or behind the second. */
extern const struct str value_term_first, value_term_last;
/* Of figures that are ranges of too many sizes: they may have any value. */
extern const struct str value_term_any;

/* Add the terms of all numbers that the figure may be found by. */
void terms_of_values(const struct figure *figure, struct arena *a,
                     void (*add)(void *context, struct str term),
                     void *context);

#endif
