/*
 * origin_terms - the index terms of where a document came from: its tags, and
 * each three neighbouring characters of its names and addresses.
 */
#ifndef RECORD_ORIGIN_TERMS_H
#define RECORD_ORIGIN_TERMS_H

#include "record/row.h"
#include "record/terms.h"

/* Of all origins, in `a`. STATUS_UNAVAILABLE: past its limit. */
enum status terms_of_origins(const struct origins_row *row, struct arena *a,
                             struct term_list *out, struct error *err)
    __attribute__((warn_unused_result));

struct str term_of_tag(struct str tag, struct arena *a);
/*
 * Call `add` for each term of a part of a name or an address: one that has
 * it has them all. A part of fewer than three characters has none.
 */
void terms_of_source(struct str part, struct arena *a,
                     void (*add)(void *context, struct str term),
                     void *context);

#endif
