/*
 * candidates - the documents of a place and of what lies inside it.
 *
 * A name may be of several divisions, and the table may lack one that a
 * report names: the place's term stands for one term or another.
 */
#ifndef PUBLISHER_CANDIDATES_H
#define PUBLISHER_CANDIDATES_H

#include "store/snapshot.h"

/*
 * The documents under all of `terms`, in rising order, in `a`; the first is
 * that of `place`, in whose stead each lineage of that name or code does as
 * well. It is replaced. STATUS_UNAVAILABLE: past the limit of `a`.
 */
enum status candidates_of_place(struct snapshot *snap, struct str place,
                                struct str *terms, size_t term_count,
                                struct arena *a, uint64_t **documents,
                                size_t *document_count, struct error *err)
    __attribute__((warn_unused_result));

#endif
