/*
 * place - which reports are of a place: those of the place itself, under all
 * its names and codes, and those of the divisions inside it.
 */
#ifndef RECORD_PLACE_H
#define RECORD_PLACE_H

#include "base/arena.h"
#include "record/record.h"

/* A county's own lineage, its prefecture's and its province's. */
enum { PLACE_LINEAGES_MAX = 3 };

/*
 * The lineages a report of `year` (0: not told) from `place` counts for, its
 * own first: how many. A place without code or lineage counts for none.
 */
size_t place_lineages(const struct place *place, unsigned year,
                      struct str lineages[PLACE_LINEAGES_MAX]);

/*
 * What a place is filed under: its own lineage, else its name; no value
 * where neither is told.
 */
struct str place_key(const struct place *place, unsigned year);

/*
 * The lineages that have ever had the full name, or the six-digit code,
 * `wanted`, each once, in `a`: how many; none where `a` is exhausted.
 */
size_t place_lineages_of(struct str wanted, struct arena *a,
                         struct str **lineages);

/* Whether the place is called, or has the code, `wanted`. */
bool place_is(const struct place *place, struct str wanted);

/* Whether `wanted` is the place or another name or code of it. */
bool place_is_same(const struct place *place, unsigned year, struct str wanted);

/*
 * The codes that the divisions ever had which were once called `wanted`, or
 * had it for a code, in `a`: how many; none where `a` is exhausted.
 */
size_t place_codes_of(struct str wanted, struct arena *a, struct str **codes);

/* Whether `wanted` is the place, another name of it, or lies around it. */
bool place_lies_in(const struct place *place, unsigned year, struct str wanted);

#endif
