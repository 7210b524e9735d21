/*
 * run - a sorted piece of the index: terms, and the documents under each.
 *
 * Each commit appends one run; runs of like size are merged. A run is a
 * value of its own, all integers little-endian but for the term's order:
 *     "BGI2"                     4 bytes
 *     count                      uint32, terms
 *     count + 1 times offset     uint32, of each entry, then of the end
 *     entries in term order: uint16 bytes of the term, the term, uint32
 *     number of documents, two checksums, then each document no as a LEB128
 *     difference from the one before
 * A look-up touches few bytes of a run: the checksum of its value is
 * compared when it is merged. So that a look-up misses nothing without a
 * word, each entry has checksums of its own, the low halves of XXH3-64: one
 * of what stands before it, seeded with the number of terms and the entry's
 * place among them, and one of the documents. A search compares those of the
 * two entries it ends between. Reading checks every bound.
 */
#ifndef STORE_INDEX_RUN_H
#define STORE_INDEX_RUN_H

#include "base/error.h"
#include "store/index/document_list.h"

/* One document under one term. */
struct posting {
    struct str term;
    uint64_t document_no;
};

/* A growing list, in an arena of the caller's. */
struct posting_list {
    struct posting *postings;
    size_t count;
    size_t capacity;
};

/* False: the arena is exhausted. */
bool posting_list_add(struct posting_list *list, struct posting posting,
                      struct arena *a);

/* Sort `postings`, drop repeats, and lay them out as one run in `a`. */
enum status run_build(struct posting_list *postings, struct arena *a,
                      struct str *out, struct error *err);

enum { RUN_MERGE_MAX = 8 };

/* Make one run, in `a`, of up to RUN_MERGE_MAX. */
enum status run_merge(const struct str *runs, size_t count, struct arena *a,
                      struct str *out, struct error *err);

/* All terms from `first` to `last`, both included; one where they are equal. */
struct term_range {
    struct str first;
    struct str last;
};

static inline struct term_range
term_alone(struct str term)
{
    return (struct term_range){term, term};
}

/* How many documents stand under some terms. */
struct term_weight {
    struct term_range terms;
    uint64_t documents; /* one that is under several counted for each */
};

/* Append the documents under the terms to `out`, one under each. */
enum status run_find(struct str run, struct term_range terms, struct arena *a,
                     struct document_list *out, struct error *err);

/*
 * Add to *out how many run_find() would append; counting may end where there
 * are `enough`.
 */
enum status run_count(struct str run, struct term_range terms, uint64_t enough,
                      uint64_t *out, struct error *err);

/*
 * Whether `document_no` stands under `term`; for who asks it of many and
 * reads the whole run besides: the checksum of the documents is left aside.
 */
enum status run_has(struct str run, struct str term, uint64_t document_no,
                    bool *out, struct error *err);

/* Append all postings of a run; the terms borrow it. */
enum status run_read(struct str run, struct arena *a, struct posting_list *out,
                     struct error *err);

#endif
