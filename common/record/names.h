/*
 * names - the published spelling of every enumeration of record.h.
 *
 * The spellings are those of the annotation and of the JSON output, e.g.
 * GENRE_CPPCC "cppcc", BOUND_AT_LEAST "at_least". DIRECTION_NONE and
 * BASIS_NONE have none: their name is NULL, JSON null.
 */
#ifndef RECORD_NAMES_H
#define RECORD_NAMES_H

#include "record/record.h"

struct name_table {
    const char *const *names; /* indexed by the enumerator */
    size_t count;
};

extern const struct name_table genre_names;
extern const struct name_table author_names;
extern const struct name_table section_kind_names;
extern const struct name_table bound_names;
extern const struct name_table kind_names;
extern const struct name_table measure_names;
extern const struct name_table direction_names;
extern const struct name_table basis_names;
extern const struct name_table accrual_names;
extern const struct name_table figure_status_names;
extern const struct name_table mention_type_names;
extern const struct name_table inherited_names; /* indexed by bit number */

/* The name of `value`, or NULL where it has none. */
const char *name_of(const struct name_table *table, unsigned value);
/* Find the enumerator called `name`; false: there is none. */
bool name_parse(const struct name_table *table, struct str name,
                unsigned *value);

#endif
