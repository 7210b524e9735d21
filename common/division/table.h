/* table - the rows that compile.py makes of divisions.tsv. */
#ifndef DIVISION_TABLE_H
#define DIVISION_TABLE_H

#include "division/division.h"

extern const struct division division_rows[]; /* by lineage and time */
extern const size_t division_count;
extern const uint16_t division_by_name[]; /* row numbers in the names' order */
extern const uint16_t division_by_code[];

#endif
