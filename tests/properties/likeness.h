/*
 * likeness - whether two texts gave the same records, whatever bytes each
 * of them takes.
 *
 * Records are compared as the JSON that is published, so that no field is
 * forgotten; strings are folded as extraction folds them (full-width to
 * ASCII, Traditional to Simplified), and spans count characters.
 */
#ifndef TESTS_PROPERTIES_LIKENESS_H
#define TESTS_PROPERTIES_LIKENESS_H

#include <jansson.h>

#include "tests/properties/documents.h"

/* Where the characters of a text stand. */
struct places {
    const uint32_t *chars; /* for each byte, and the text's end */
    int64_t base;          /* taken off each place */
};

struct places places_of(struct str text, struct arena *arena);

/* Rewrite a record, or anything made of records, for comparison; returns it. */
json_t *likeness(json_t *records, const struct places *places);

/*
 * The first difference of two likenesses in `out`, as "PATH: THIS, not
 * THAT"; false: there is none.
 */
bool likeness_differs(const json_t *is, const json_t *should_be,
                      struct arena *arena, struct str *out);

#endif
