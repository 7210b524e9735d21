/*
 * page - one page of the file as LMDB 0.9 lays it out, format 1, in the
 * machine's own byte order.
 *
 * Internal to the store. LMDB trusts every byte of its pages and dies of
 * some that are wrong: this reads them from a copy, and follows nothing.
 * Where nothing else is said, what is read has been verified.
 */
#ifndef STORE_CHECK_PAGE_H
#define STORE_CHECK_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum {
    PAGE_HEAD_BYTES = 16,
    PAGE_MIN_BYTES = 512,
    PAGE_MAX_BYTES = 32768,
    TREE_MAX_DEPTH = 32,
};

enum page_kind {
    PAGE_BRANCH = 1,
    PAGE_LEAF = 2,
    PAGE_OVERFLOW = 4,
    PAGE_META = 8
};

/* How every page begins. */
struct page_head {
    uint64_t number;
    uint16_t pad;
    uint16_t kind;
    union {
        struct {
            uint16_t lower; /* where free space begins */
            uint16_t upper; /* and where nodes do */
        };
        uint32_t overflow_pages;
    };
};

/* A tree as the meta pages and the main tree record it. */
#define PAGE_NONE UINT64_MAX
struct tree {
    uint32_t pad;
    uint16_t flags;
    uint16_t depth;
    uint64_t branch_pages;
    uint64_t leaf_pages;
    uint64_t overflow_pages;
    uint64_t entries;
    uint64_t root; /* PAGE_NONE: it is empty */
};

/* A copy of a branch or leaf page. */
struct page {
    struct page_head head;
    const char *bytes;
    size_t size;
};

enum node_flag { NODE_OVERFLOWS = 1, NODE_IS_TREE = 2 };

struct node {
    struct str key;
    unsigned flags;   /* of a leaf's */
    uint64_t child;   /* of a branch's: a page */
    uint32_t bytes;   /* of a leaf's value, wherever it stands */
    struct str value; /* in the page; or the number of its overflow page */
};

/*
 * Take in `bytes` as the page `number`, a branch or a leaf. NULL: all its
 * nodes may be read; else what is wrong, in a few words.
 */
const char *page_read(struct page *out, const char *bytes, size_t size,
                      uint64_t number, enum page_kind kind);
unsigned page_node_count(const struct page *p);
/* The node at `index`, which is less than page_node_count(). */
struct node page_node(const struct page *p, unsigned index);
/* The overflow page of a node that has one. */
uint64_t node_overflow(const struct node *n);

/* How many overflow pages a value of so many bytes takes. */
uint64_t page_overflow_count(uint32_t bytes, size_t page_size);

#endif
