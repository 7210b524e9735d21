/*
 * text_index - texts put into the full-text index, and taken out of it.
 *
 * Internal to the store. The index has exactly the terms of the texts that
 * are stored: what a later reading changes is taken out of the runs it is
 * in, and put into a new one.
 */
#ifndef STORE_TEXT_TEXT_INDEX_H
#define STORE_TEXT_TEXT_INDEX_H

#include "store/batch.h"
#include "store/schema.h"

/* Add the texts as one run of level 0; *bytes grows by its size. */
enum status text_index_add(struct store *s, MDB_txn *txn,
                           const struct indexed_text *texts, size_t count,
                           uint64_t run_no, size_t *bytes, struct error *err);

/*
 * Take the terms of these texts out, from whatever run has them. Chunks that
 * have them are written anew: one for each term in a large run.
 */
enum status text_index_remove(struct store *s, MDB_txn *txn,
                              const struct indexed_text *texts, size_t count,
                              struct error *err);

#endif
