/*
 * feed - one page of the change log, whatever way it was asked for.
 *
 * A document has one entry in the log, its latest change: from 0 a reader
 * sees every document once, from a change on what changed since. A page
 * shows one snapshot. One that ends before its as_of is not the last; it
 * may be shorter than its limit all the same.
 */
#ifndef PUBLISHER_FEED_FEED_H
#define PUBLISHER_FEED_FEED_H

#include "store/store.h"
#include "wire/feed.h"

enum {
    /*
     * Values on one page. A single document's may be more, and then stand
     * there alone: a page has one change at least. Four times as much copied
     * a fifth more documents a second, but held up a follower's own answers
     * for ten times as long.
     */
    FEED_VALUES_BYTES = 256 << 10,
};

/*
 * Answer `asked` with what there is; waiting is the caller's. The page and
 * all its bytes live in `a`, which needs room for one document at least.
 * STATUS_NOT_FOUND: the change number asked after is of another store.
 * STATUS_CORRUPT: a document's values are damaged.
 * STATUS_UNAVAILABLE: past the arena's limit, or the store cannot be read.
 */
enum status feed_page(struct store *store, const struct changes *asked,
                      struct arena *a, struct change_page *out,
                      struct error *err) __attribute__((warn_unused_result));

#endif
