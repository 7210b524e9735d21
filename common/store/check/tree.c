#include "store/check/tree.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/check/metas.h"
#include "store/value.h"

/* The trees of the file; databases have numbers from 0. */
enum { TREE_OF_FREE_PAGES = -2, TREE_OF_NAMES = -1 };

/* Two commits in the moment between two looks are rare. */
enum { TRIES_MAX = 100 };

struct walk {
    const struct tree_watch *watch;
    int fd;
    struct layout layout;
    unsigned char *used; /* a bit a page */
    char *pages;         /* one on each level of the tree */
    struct tree trees[DB_COUNT];
    bool has_tree[DB_COUNT];
    bool is_over;
    bool is_unreadable;
};

/* One tree, and what was counted of it. */
struct climb {
    struct walk *walk;
    int which;
    const struct tree *tree;
    struct tree counted;
    bool is_damaged;
};

/* The keys a page may have: from `low`, and less than `high`. */
struct bounds {
    struct str low, high; /* ptr NULL: no bound */
};

static const char *
name_of(int which)
{
    return which == TREE_OF_FREE_PAGES ? "the list of free pages"
           : which == TREE_OF_NAMES    ? "the list of databases"
                                       : store_database_names[which];
}

static void tell(struct climb *c, uint64_t page, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void
tell(struct climb *c, uint64_t page, const char *fmt, ...)
{
    char what[256];
    int bytes;
    va_list args;

    c->is_damaged = true;
    bytes = snprintf(what, sizeof what, "page %" PRIu64 " of %s: ", page,
                     name_of(c->which));
    va_start(args, fmt);
    vsnprintf(what + bytes, sizeof what - (size_t)bytes, fmt, args);
    va_end(args);
    c->walk->watch->found(c->walk->watch->context, what);
}

/* ---- pages ------------------------------------------------------------- */

static bool
read_bytes(struct walk *w, uint64_t page, char *out, size_t count)
{
    off_t at = (off_t)(page * w->layout.page_bytes);

    if (clock_monotonic_ms() >= w->watch->until_ms)
        w->is_over = true;
    else if (pread(w->fd, out, count, at) != (ssize_t)count)
        w->is_unreadable = true;
    return !w->is_over && !w->is_unreadable;
}

/* Each page has one use; false: this one has another, or is not there. */
static bool
use(struct climb *c, uint64_t page)
{
    struct walk *w = c->walk;
    unsigned char bit = (unsigned char)(1 << page % 8);

    if (page < 2 || page > w->layout.last_page) {
        tell(c, page, "there is no such page");
        return false;
    }
    if (w->used[page / 8] & bit) {
        tell(c, page, "it is used twice");
        return false;
    }
    w->used[page / 8] |= bit;
    return true;
}

/* False: its value cannot be read. */
static bool
use_overflow(struct climb *c, const struct node *n)
{
    uint64_t first = node_overflow(n);
    uint64_t count = page_overflow_count(n->bytes, c->walk->layout.page_bytes);
    struct page_head head;

    for (uint64_t i = 0; i < count; i++)
        if (!use(c, first + i))
            return false;
    if (!read_bytes(c->walk, first, (char *)&head, sizeof head))
        return false;
    if (head.number != first || head.kind != PAGE_OVERFLOW ||
        head.overflow_pages != count)
        tell(c, first, "it does not begin the value that it should");
    c->counted.overflow_pages += count;
    return true;
}

/* ---- keys -------------------------------------------------------------- */

static int
compare_keys(const struct climb *c, struct str a, struct str b)
{
    uint64_t x, y;

    if (c->which != TREE_OF_FREE_PAGES || a.len != sizeof x ||
        b.len != sizeof y)
        return str_compare(a, b);
    memcpy(&x, a.ptr, sizeof x);
    memcpy(&y, b.ptr, sizeof y);
    return (x > y) - (x < y);
}

/* A branch's first key is not looked at: it stands for all before the next. */
static bool
keys_rise(const struct climb *c, const struct page *p, struct bounds bounds)
{
    unsigned first = p->head.kind == PAGE_BRANCH;

    for (unsigned i = first; i < page_node_count(p); i++) {
        struct str key = page_node(p, i).key;
        struct str low = i > first ? page_node(p, i - 1).key : bounds.low;
        int order = low.ptr ? compare_keys(c, low, key) : -1;
        if (order > 0 || (order == 0 && i > first))
            return false;
        if (bounds.high.ptr && compare_keys(c, key, bounds.high) >= 0)
            return false;
    }
    return true;
}

/* ---- leaves ------------------------------------------------------------ */

/* What a tree of free pages has under a key: their count, then they. */
static void
check_free_pages(struct climb *c, uint64_t page, const struct node *n)
{
    size_t room = n->bytes / sizeof(uint64_t);
    uint64_t *list = malloc(n->bytes + 1);
    bool is_read = list != NULL;

    if (is_read && n->flags & NODE_OVERFLOWS) {
        size_t bytes = n->bytes + (size_t)PAGE_HEAD_BYTES;
        char *copy = malloc(bytes);
        is_read = copy && read_bytes(c->walk, node_overflow(n), copy, bytes);
        if (is_read)
            memcpy(list, copy + PAGE_HEAD_BYTES, n->bytes);
        free(copy);
    } else if (is_read) {
        memcpy(list, n->value.ptr, n->bytes);
    }
    if (is_read && (room == 0 || list[0] >= room))
        tell(c, page, "more free pages than are listed");
    else if (is_read)
        for (uint64_t i = 1; i <= list[0] && use(c, list[i]); i++)
            continue;
    free(list);
}

static void
note_database(struct climb *c, uint64_t page, const struct node *n)
{
    struct walk *w = c->walk;

    for (int i = 0; i < DB_COUNT; i++) {
        if (!str_equal(n->key, str_from(store_database_names[i])))
            continue;
        if (!(n->flags & NODE_IS_TREE) || n->value.len != sizeof w->trees[i]) {
            tell(c, page, "%s is no database", name_of(i));
            return;
        }
        memcpy(&w->trees[i], n->value.ptr, sizeof w->trees[i]);
        w->has_tree[i] = true;
        return;
    }
    tell(c, page, "a database that is none of baogao's");
}

/*
 * Where a key is damaged and its order is not, the row seems not to be
 * there. Of sources, texts and records readers know that it must be.
 */
static void
check_row(struct climb *c, uint64_t page, const struct node *n)
{
    enum database db = (enum database)c->which;
    struct str unused;

    if (db != DB_META && db != DB_HASHES && db != DB_INBOX && db != DB_CHANGES)
        return;
    if (value_check(db, n->key, n->value, &unused, NULL) != STATUS_OK)
        tell(c, page, "an entry fails its checksum");
}

static void
walk_leaf(struct climb *c, const struct page *p)
{
    uint64_t number = p->head.number;

    c->counted.leaf_pages++;
    c->counted.entries += page_node_count(p);
    for (unsigned i = 0; i < page_node_count(p); i++) {
        struct node n = page_node(p, i);
        if (n.flags & NODE_OVERFLOWS && !use_overflow(c, &n))
            continue;
        if (c->which == TREE_OF_FREE_PAGES)
            check_free_pages(c, number, &n);
        else if (c->which == TREE_OF_NAMES)
            note_database(c, number, &n);
        else if (c->walk->watch->looks_at_rows && !(n.flags & NODE_OVERFLOWS))
            check_row(c, number, &n);
    }
}

/* ---- trees ------------------------------------------------------------- */

/* As deep as the tree is said to be, and no deeper. */
static void
walk_page(struct climb *c, uint64_t number, unsigned level,
          struct bounds bounds)
{
    struct walk *w = c->walk;
    char *bytes = w->pages + level * w->layout.page_bytes;
    bool is_leaf = level + 1u == c->tree->depth;
    const char *wrong;
    struct page p;

    if (!use(c, number) || !read_bytes(w, number, bytes, w->layout.page_bytes))
        return;
    wrong = page_read(&p, bytes, w->layout.page_bytes, number,
                      is_leaf ? PAGE_LEAF : PAGE_BRANCH);
    if (!wrong && page_node_count(&p) == 0)
        wrong = "it is empty";
    if (!wrong && !keys_rise(c, &p, bounds))
        wrong = "its keys are out of order";
    if (wrong) {
        tell(c, number, "%s", wrong);
        return;
    }
    if (is_leaf) {
        walk_leaf(c, &p);
        return;
    }
    c->counted.branch_pages++;
    for (unsigned i = 0; i < page_node_count(&p); i++) {
        bool is_last = i + 1 == page_node_count(&p);
        struct bounds of_child = {
            i == 0 ? bounds.low : page_node(&p, i).key,
            is_last ? bounds.high : page_node(&p, i + 1).key,
        };
        walk_page(c, page_node(&p, i).child, level + 1, of_child);
    }
}

static bool
is_as_recorded(const struct tree *a, const struct tree *b)
{
    return a->branch_pages == b->branch_pages &&
           a->leaf_pages == b->leaf_pages &&
           a->overflow_pages == b->overflow_pages && a->entries == b->entries;
}

static void
walk_tree(struct walk *w, int which, const struct tree *tree)
{
    struct climb c = {.walk = w, .which = which, .tree = tree};
    bool is_empty = tree->root == PAGE_NONE;

    if (w->is_over || w->is_unreadable)
        return;
    if (tree->depth > TREE_MAX_DEPTH || is_empty != (tree->depth == 0) ||
        (which >= 0 && (tree->flags || tree->pad))) {
        tell(&c, tree->root, "its root cannot be");
        return;
    }
    if (!is_empty)
        walk_page(&c, tree->root, 0, (struct bounds){{NULL, 0}, {NULL, 0}});
    if (!w->is_over && !c.is_damaged && !is_as_recorded(tree, &c.counted))
        tell(&c, tree->root, "the tree has more or less than is recorded");
}

static void
walk_all(struct walk *w)
{
    bool is_way_in = w->watch->is_way_in;

    walk_tree(w, TREE_OF_NAMES, &w->layout.names);
    for (int i = 0; i < DB_COUNT; i++)
        if (w->has_tree[i] && (i == DB_META || !is_way_in))
            walk_tree(w, i, &w->trees[i]);
    /* Last: a page that is free and in use is the list's fault. */
    if (!is_way_in)
        walk_tree(w, TREE_OF_FREE_PAGES, &w->layout.free_pages);
}

/* STATUS_NOT_FOUND, err untouched: two commits came in between. */
static enum status
walk_once(const struct store *s, struct walk *w, struct error *err)
{
    MDB_txn *txn = NULL;
    int code = mdb_txn_begin(s->env, NULL, MDB_RDONLY, &txn);
    enum status st;

    if (code != MDB_SUCCESS)
        return from_mdb(code, "cannot read the store", err);
    st = metas_find(w->fd, mdb_txn_id(txn), &w->layout, err);
    if (st == STATUS_OK) {
        w->used = calloc(w->layout.last_page / 8 + 1, 1);
        w->pages = calloc(TREE_MAX_DEPTH, w->layout.page_bytes);
        if (w->used && w->pages)
            walk_all(w);
        else
            st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
        free(w->used);
        free(w->pages);
    }
    mdb_txn_abort(txn);
    return st;
}

enum status
tree_walk(const struct store *s, const struct tree_watch *watch,
          struct error *err)
{
    struct walk w = {.watch = watch};
    enum status st = STATUS_NOT_FOUND;

    if (mdb_env_get_fd(s->env, &w.fd) != MDB_SUCCESS)
        return error_set(err, STATUS_UNAVAILABLE, "the store is not open");
    for (int i = 0; st == STATUS_NOT_FOUND && i < TRIES_MAX; i++)
        st = walk_once(s, &w, err);
    if (st == STATUS_NOT_FOUND)
        return error_set(err, STATUS_UNAVAILABLE,
                         "the store changes too fast to look at");
    if (st == STATUS_OK && w.is_unreadable)
        return error_set(err, STATUS_UNAVAILABLE, "cannot read the store: %s",
                         strerror(errno));
    return st;
}
