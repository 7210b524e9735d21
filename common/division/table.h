/* table - what compile.py makes of divisions.tsv and boundaries.tsv. */
#ifndef DIVISION_TABLE_H
#define DIVISION_TABLE_H

#include "division/boundary.h"
#include "division/division.h"

struct boundary_row {
    struct str lineage;
    struct boundary_change change;
};

extern const struct division division_rows[]; /* by lineage and time */
extern const size_t division_count;
extern const uint16_t division_by_name[]; /* row numbers in the names' order */
extern const uint16_t division_by_code[];

extern const struct boundary_row boundary_rows[]; /* by lineage and year */
extern const size_t boundary_row_count;

#endif
