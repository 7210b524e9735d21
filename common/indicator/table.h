/* What compile.py makes of indicators.tsv; for indicator.c alone. */
#ifndef INDICATOR_TABLE_H
#define INDICATOR_TABLE_H

#include "indicator/indicator.h"

struct indicator_name {
    struct str name;
    size_t indicator; /* index into indicator_table */
};

extern const struct indicator indicator_table[]; /* sorted by id */
extern const size_t indicator_table_count;
extern const struct indicator_name indicator_names[]; /* sorted by name */
extern const size_t indicator_name_count;

#endif
