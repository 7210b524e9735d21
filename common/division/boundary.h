/*
 * boundary - when a division became larger or smaller, so that its figures
 * before do not compare with those after.
 *
 * What moved from one province or prefecture to another is told by the codes
 * of its versions; what else is known stands in boundaries.tsv.
 */
#ifndef DIVISION_BOUNDARY_H
#define DIVISION_BOUNDARY_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct boundary_change {
    uint16_t year;   /* the first at whose end it holds */
    struct str name; /* of what came or went */
    bool is_gain;
};

/*
 * The first `max` changes of the division of that lineage, in no order: how
 * many.
 */
size_t boundary_changes(struct str lineage, struct boundary_change *out,
                        size_t max);

#endif
