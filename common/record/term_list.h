/*
 * term_list - terms being made and gathered.
 *
 * Internal to what derives index terms: terms.h, value_terms.h,
 * origin_terms.h.
 */
#ifndef RECORD_TERM_LIST_H
#define RECORD_TERM_LIST_H

#include "record/terms.h"

/* One letter a field; a letter is never given another meaning. */
enum field_letter {
    FIELD_PLACE = 'p',
    FIELD_LINEAGE = 'l',
    FIELD_YEAR = 'y',
    FIELD_GENRE = 'g',
    FIELD_UNIT = 'u',
    FIELD_KIND = 'k',
    FIELD_STATUS = 's',
    FIELD_SECTION_KIND = 'c',
    FIELD_OBJECT = 'o',
    FIELD_MENTION_TYPE = 't',
    FIELD_MENTION = 'm',
    FIELD_AUTHOR = 'w',
    FIELD_ACTION = 'a',
    FIELD_MEASURE = 'e',
    FIELD_DIRECTION = 'd',
    FIELD_WORK = 'b',
    FIELD_VALUE = 'v',
    FIELD_VALUE_IN_UNIT = 'z',
    FIELD_PERIOD = 'q',
    FIELD_TAG = 'i',
    FIELD_SOURCE = 'r',
};

/* The term of a value, in `a`; values that begin alike may share one. */
struct str term_make(enum field_letter field, struct str value,
                     struct arena *a);

/* Add each row of `chars` neighbouring characters of `text` as a term. */
void terms_of_rows(enum field_letter field, struct str text, size_t chars,
                   struct arena *a, void (*add)(void *context, struct str term),
                   void *context);

/* A growing list; the arena remembers when there was no room. */
struct term_collection {
    struct term_list list;
    size_t capacity;
    struct arena *arena;
};

/* For terms_of_rows() and its like: `context` is a collection. */
void term_collect(void *context, struct str term);
/* Sort it and drop repeats. STATUS_UNAVAILABLE: the arena is exhausted. */
enum status term_collection_end(struct term_collection *c,
                                struct term_list *out, struct error *err);

#endif
