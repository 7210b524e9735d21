/*
 * terms - the words under which the index finds a document.
 *
 * A term is a short byte string: a letter for the field, then the value.
 * The head derives a document's terms when it commits its records; a query
 * derives the terms it needs from its filters. The index narrows, the
 * records decide: a term may lead to a document without a matching record,
 * never past one with.
 */
#ifndef RECORD_TERMS_H
#define RECORD_TERMS_H

#include "base/arena.h"
#include "base/error.h"
#include "record/record.h"

struct term_list {
    struct str *terms; /* sorted in byte order, each once */
    size_t count;
};

/* All terms of a document, in `a`. STATUS_UNAVAILABLE: past its limit. */
enum status terms_of_records(const struct record_set *records, struct arena *a,
                             struct term_list *out, struct error *err);

/* The term of one field's value, in `a`. */
struct str term_of_place(struct str name_or_code, struct arena *a);
/* Of all reports from the division and from those inside it. */
struct str term_of_lineage(struct str lineage, struct arena *a);
struct str term_of_year(unsigned year, struct arena *a);
struct str term_of_genre(enum genre genre, struct arena *a);
/* Of all figures whose period begins in the month of `day`: see period.h. */
struct str term_of_month(uint32_t day, struct arena *a);
struct str term_of_unit(struct str unit, struct arena *a);
struct str term_of_author(enum author author, struct arena *a);
struct str term_of_kind(enum kind kind, struct arena *a);
struct str term_of_status(enum figure_status status, struct arena *a);
struct str term_of_measure(enum measure measure, struct arena *a);
struct str term_of_direction(enum direction direction, struct arena *a);
struct str term_of_section_kind(enum section_kind kind, struct arena *a);
struct str term_of_mention_type(enum mention_type type, struct arena *a);
/*
 * Of all reports that may be the same work as this one: of equal genre,
 * place and year. No value where place or year is not told.
 */
struct str term_of_work(const struct report *r, struct arena *a);

/*
 * Call `add` for each pair of neighbouring characters of `object`: a
 * document one of whose objects contains it has them all. An object of one
 * character has none, and narrows nothing, unless it `is_whole`: then it is
 * a term itself.
 */
void terms_of_object(struct str object, bool is_whole, struct arena *a,
                     void (*add)(void *context, struct str term),
                     void *context);
/* The same for an action. */
void terms_of_action(struct str action, bool is_whole, struct arena *a,
                     void (*add)(void *context, struct str term),
                     void *context);

/* The same for a part of a mention's text or value, never a whole one. */
void terms_of_mention(struct str part, struct arena *a,
                      void (*add)(void *context, struct str term),
                      void *context);

#endif
