/*
 * hits - where the words asked for stand in the strings of a document, found
 * in one go: whoever holds many of them against the words then compares
 * places.
 */
#ifndef PUBLISHER_QUERY_HITS_H
#define PUBLISHER_QUERY_HITS_H

#include <stdbool.h>

#include "base/str.h"

enum { HITS_MAX = 32 };

struct hits {
    bool is_any;  /* nothing is asked for, or it stands in too many places */
    size_t bytes; /* of the words */
    size_t count;
    const char *places[HITS_MAX]; /* rising */
};

/* Find `words` in `all`; unset, they are everywhere. False: nowhere. */
bool hits_find(struct hits *h, struct str all, struct str words);

/* Whether the string, a piece of what was looked through, may have them. */
bool hits_may_be_in(const struct hits *h, struct str s);

#endif
