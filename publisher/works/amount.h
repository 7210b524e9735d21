/*
 * amount - what a figure states, in a unit in which figures compare.
 *
 * The canonical unit of its kind where it has one, else the unit stated;
 * per mille in percent. Currencies are never converted.
 */
#ifndef PUBLISHER_WORKS_AMOUNT_H
#define PUBLISHER_WORKS_AMOUNT_H

#include "record/record.h"

struct amount {
    struct decimal value;
    struct decimal upper; /* the value, where the figure is no range */
    struct str unit;      /* borrows the figure, or is a constant */
    struct str currency;
};

struct amount amount_of(const struct figure *f);

/*
 * Whether two figures measure alike: equal measure, kind, per, accrual, and
 * units that compare.
 */
bool amounts_compare(const struct figure *a, const struct figure *b);

/*
 * Whether they are of the same thing: equal indicators, or equal objects.
 */
bool is_same_thing(const struct figure *a, const struct figure *b);

#endif
