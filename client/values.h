/*
 * values - the words that an option may be set to, where it has its choice of
 * a few: by what its help calls the value, GENRE or FORMAT.
 */
#ifndef CLIENT_VALUES_H
#define CLIENT_VALUES_H

#include "base/arena.h"
#include "record/names.h"

/* NULL: anything. A name that is NULL in the table is no word. */
const struct name_table *values_of(const char *argument);

/*
 * `help`, and behind a colon the words that `argument` may be; in `a`. The
 * empty slice when that is exhausted.
 */
struct str values_told(const char *argument, const char *help, struct arena *a);

#endif
