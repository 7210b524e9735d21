/*
 * postings - which documents the full-text index knows under a term.
 *
 * Internal to the store. Besides the terms of texts (letter 'x', then
 * those of fulltext/terms.h) each run has two more for each document: one that says
 * that the run has terms of it, and one whose times are its text's length.
 */
#ifndef STORE_TEXT_POSTINGS_H
#define STORE_TEXT_POSTINGS_H

#include "fulltext/terms.h"
#include "store/text/shelf.h"

extern const struct str postings_length;

/* Room for the index term of a text_term. */
struct text_key {
    char bytes[1 + TEXT_TERM_BYTES];
    size_t len;
};
struct str text_key_of(text_term term, struct text_key *room);

/*
 * Append the documents under `term` in one run to `out`, in `a`, in rising
 * order. STATUS_CORRUPT: a chunk is damaged.
 */
enum status postings_of_run(const struct store *s, MDB_txn *txn,
                            struct shelf_run run, struct str term,
                            const struct among *among, struct arena *a,
                            struct text_posting_list *out, struct error *err);

/* Those of all runs, in rising order. */
enum status postings_find(const struct store *s, MDB_txn *txn,
                          const struct shelf_runs *runs, struct str term,
                          const struct among *among, struct arena *a,
                          struct text_posting_list *out, struct error *err);

/* How many there are, without reading them. */
enum status postings_count(const struct store *s, MDB_txn *txn,
                           const struct shelf_runs *runs, struct str term,
                           uint64_t *out, struct error *err);

/*
 * Sort by document: the list is made of rising stretches, one a run, which are
 * merged. Its items may move within `a`. False: that is exhausted.
 */
bool text_posting_list_sort(struct text_posting_list *list, struct arena *a);
/* False: the arena is exhausted. */
bool text_posting_list_add(struct text_posting_list *list,
                           struct text_posting posting, struct arena *a);

#endif
