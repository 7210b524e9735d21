/*
 * text_lookup - which documents the full-text index knows, by a snapshot.
 *
 * What it finds is right for the texts of that snapshot: the index changes
 * with them, in one transaction.
 */
#ifndef STORE_TEXT_TEXT_LOOKUP_H
#define STORE_TEXT_TEXT_LOOKUP_H

#include "fulltext/terms.h"
#include "store/snapshot.h"

/* A document under a term. */
struct text_posting {
    uint64_t document_no;
    uint32_t times; /* that its text has the term */
};

struct text_posting_list {
    struct text_posting *items; /* in rising order of documents */
    size_t count, capacity;
    struct text_posting *spare; /* for sorting */
    size_t spare_capacity;
};

/* Of these documents alone, in rising order; NULL: of all. */
struct among {
    const uint64_t *documents;
    size_t count;
};

/* The term under which a run has the documents it has other terms of. */
extern const struct str text_lookup_here;

struct text_lookup;

/*
 * Begin to look; *out lives in `a` and no longer than the snapshot is as it
 * is. STATUS_UNAVAILABLE: past the arena's limit.
 */
enum status text_lookup_open(struct snapshot *snap, struct arena *a,
                             struct text_lookup **out, struct error *err)
    __attribute__((warn_unused_result));

/* How many documents are under the term, without reading which. */
enum status text_lookup_count(const struct text_lookup *l, text_term term,
                              uint64_t *out, struct error *err)
    __attribute__((warn_unused_result));

/*
 * The documents under the term, in `a`.
 * STATUS_CORRUPT: a piece of the index is damaged.
 */
enum status text_lookup_find(const struct text_lookup *l, text_term term,
                             const struct among *among, struct arena *a,
                             struct text_posting_list *out, struct error *err)
    __attribute__((warn_unused_result));

/* How long the texts are: `times` are characters of words; likewise. */
enum status text_lookup_lengths(const struct text_lookup *l,
                                const struct among *among, struct arena *a,
                                struct text_posting_list *out,
                                struct error *err)
    __attribute__((warn_unused_result));

#endif
