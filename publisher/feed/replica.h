/*
 * replica - a page of changes with their values, into a copy of the store
 * they come from.
 *
 * Document and change numbers, ids and values are those of that store; the
 * index is the copy's own, made by the code that makes the head's. Once the
 * copy has a page that ends with its as_of, both hold the same documents,
 * but for those that wait to be read for the first time, which no change
 * tells of.
 */
#ifndef PUBLISHER_FEED_REPLICA_H
#define PUBLISHER_FEED_REPLICA_H

#include "store/store.h"
#include "wire/feed.h"

/*
 * Write the page, all of it or nothing, in one transaction; its changes
 * come after the latest that `store`, a STORE_REPLICA, has. The map grows
 * where it must. *index_is_damaged: see filing_index().
 * STATUS_INVALID: a value is missing, is no such value, or is not of the
 * document that it is said to be of. Else as batch_commit().
 */
enum status replica_apply(struct store *store, const struct change_page *page,
                          bool *index_is_damaged, struct error *err)
    __attribute__((warn_unused_result));

#endif
