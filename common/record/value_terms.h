/*
 * value_terms - the index terms of numbers: those of like size share one.
 *
 * A number's term tells its sign, its power of ten and its first two digits;
 * in byte order terms rise as numbers do, so that a range of values is a
 * range of terms. A figure is found by its number in its unit, and by that
 * which unlike units are compared by.
 */
#ifndef RECORD_VALUE_TERMS_H
#define RECORD_VALUE_TERMS_H

#include "record/terms.h"

/*
 * All in `a`, of numbers in `unit` or, where it is no value, of those that are
 * compared by their norm.
 */
struct str term_of_value(struct str unit, struct decimal value,
                         struct arena *a);
/* No number's term is before this, or behind the next. */
struct str term_of_least_value(struct str unit, struct arena *a);
struct str term_of_greatest_value(struct str unit, struct arena *a);
/* Of figures that are ranges of too many sizes: they may have any value. */
struct str term_of_any_value(struct str unit, struct arena *a);

/* Add the terms of all numbers that the figure may be found by. */
void terms_of_values(const struct figure *figure, struct arena *a,
                     void (*add)(void *context, struct str term),
                     void *context);

#endif
