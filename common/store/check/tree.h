/*
 * tree - whether the trees of the file hold together, page by page.
 *
 * Internal to the store. LMDB follows what a page says: a damaged one makes
 * it die, go round in circles, or pass by what is there. This walks all the
 * trees that a transaction sees, values in overflow pages left aside, with
 * reads that cannot go wrong, and tells of every page that is not what the
 * others say of it: its form, its keys' order and bounds, that nothing is
 * used twice, and that pages and entries are as many as recorded.
 */
#ifndef STORE_CHECK_TREE_H
#define STORE_CHECK_TREE_H

#include "store/schema.h"

struct tree_watch {
    void *context;
    /* Of a page that is damaged: a sentence. */
    void (*found)(void *context, const char *what);
    /*
     * Look at the values of the small rows as well that are found by their
     * key alone, where a damaged key would pass for absence.
     */
    bool looks_at_rows;
    bool is_way_in;   /* only the trees that opening the store follows */
    int64_t until_ms; /* on the monotonic clock, INT64_MAX: all the way */
};

/*
 * Walk what a transaction sees that begins now, and is held meanwhile.
 * STATUS_OK: to the end or until its time was over, whatever was found.
 * STATUS_UNAVAILABLE: no memory, or the file cannot be read. STATUS_CORRUPT:
 * its first pages are damaged.
 */
enum status tree_walk(const struct store *s, const struct tree_watch *watch,
                      struct error *err) __attribute__((warn_unused_result));

#endif
