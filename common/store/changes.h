/*
 * changes - the change log: what happened to each document last.
 *
 * Internal to the store. A document has one entry, its latest change; the
 * hashes lead from its id to it.
 */
#ifndef STORE_CHANGES_H
#define STORE_CHANGES_H

#include "record/row.h"
#include "store/schema.h"

/* Note `change` as number `change_no`, in the place of the one before. */
enum status changes_note(struct store *s, MDB_txn *txn, uint64_t change_no,
                         struct change change, struct error *err);

/* STATUS_NOT_FOUND, err untouched: the document has no change. */
enum status changes_find(const struct store *s, MDB_txn *txn,
                         struct document_id id, struct settled *out,
                         struct error *err);

#endif
