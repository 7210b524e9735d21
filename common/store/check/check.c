#include "store/check/check.h"

#include <inttypes.h>
#include <string.h>

#include "store/check/check_entry.h"
#include "store/check/tree.h"
#include "store/step.h"
#include "store/text/shelf.h"
#include "store/value.h"

enum { LMDB_KEY_MAX_BYTES = 511 };

/* Where the walk of a database stands; keys must rise, or it would not end. */
struct mark {
    unsigned char key[LMDB_KEY_MAX_BYTES];
    size_t len;
};

static bool
advance(struct mark *at, MDB_val key)
{
    size_t common = key.mv_size < at->len ? key.mv_size : at->len;
    int order = memcmp(key.mv_data, at->key, common);

    if (key.mv_size > sizeof at->key || order < 0 ||
        (order == 0 && key.mv_size <= at->len))
        return false;
    memcpy(at->key, key.mv_data, key.mv_size);
    at->len = key.mv_size;
    return true;
}

static enum status
walk_database(const struct check *c, enum database db, uint64_t total,
              uint64_t *done, struct error *err)
{
    struct mark at = {.len = 0};
    enum status st = STATUS_OK;

    while (st == STATUS_OK) {
        MDB_val key = {at.len, at.key}, stored;
        bool renewed;
        st = snapshot_refresh(c->snap, &renewed, err);
        if (st == STATUS_OK)
            st = step_past(c->snap, db, &key, &stored, err);
        if (st == STATUS_OK && !advance(&at, key))
            st = error_set(err, STATUS_CORRUPT, "its keys are out of order");
        if (st != STATUS_OK)
            break;
        check_entry(c, db, key, stored);
        c->watch->progress(c->watch->context, ++*done, total);
    }
    if (st == STATUS_CORRUPT)
        check_tell(c, VIOLATION_FILE, 0,
                   "%s cannot be walked to its end: %.200s",
                   store_database_names[db], err->text);
    return st == STATUS_NOT_FOUND || st == STATUS_CORRUPT ? STATUS_OK : st;
}

/* ---- counters ---------------------------------------------------------- */

static uint64_t
last_number(const struct check *c, enum database db)
{
    MDB_val key, value;

    return step_to(c->snap, db, MDB_LAST, &key, &value, NULL) == STATUS_OK
               ? number_of_key(key)
               : 0;
}

static uint64_t
larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

static uint64_t
last_text_run(const struct check *c)
{
    struct arena a = {0};
    struct shelf_runs runs = {0};
    uint64_t last = 0;

    (void)!shelf_list(c->snap->store, c->snap->txn, &a, &runs, NULL);
    for (size_t i = 0; i < runs.count; i++)
        last = larger(last, runs.items[i].number);
    arena_release(&a);
    return last;
}

static uint64_t
last_run(const struct check *c)
{
    struct run_id at = {0};
    struct str run;
    uint64_t last = 0;

    while (scan_next_run(c->snap, &at, &run, NULL) == STATUS_OK)
        last = larger(last, at.number);
    return larger(last, last_text_run(c));
}

static void
compare(const struct check *c, const char *what, uint64_t counter,
        uint64_t used)
{
    if (counter < used)
        check_tell(c, VIOLATION_COUNTER, 0,
                   "the counter of %s stands at %" PRIu64 ", but %" PRIu64
                   " is in use",
                   what, counter, used);
}

static void
check_counters(const struct check *c)
{
    struct counters counters = {0};
    struct str row;
    enum status st = value_get(c->snap->store, c->snap->txn, DB_META,
                               key_text("counters"), &row, NULL);

    if (st == STATUS_CORRUPT)
        return; /* its checksum; the walk tells of it */
    if (st == STATUS_OK && !counters_read(row, &counters)) {
        check_tell(c, VIOLATION_COUNTER, 0, "the counters have a wrong size");
        return;
    }
    compare(c, "documents", counters.last_document_no,
            last_number(c, DB_SOURCES));
    compare(c, "changes", counters.last_change_no, last_number(c, DB_CHANGES));
    compare(c, "index runs", counters.last_run_no, last_run(c));
}

/* ---- the file ---------------------------------------------------------- */

static void
tell_of_file(void *context, const char *what)
{
    check_tell(context, VIOLATION_FILE, 0, "%s", what);
}

enum status
store_check_file(const struct store *s, const struct check_watch *watch,
                 struct error *err)
{
    struct check c = {.watch = watch};
    struct tree_watch of_trees = {
        .context = &c,
        .found = tell_of_file,
        .until_ms = INT64_MAX,
    };

    return tree_walk(s, &of_trees, err);
}

enum status
store_check(struct snapshot *snap, const struct check_watch *watch,
            uint64_t total, uint64_t *done, struct error *err)
{
    struct check c = {snap, watch};
    enum status st = STATUS_OK;

    check_counters(&c);
    for (int i = 0; st == STATUS_OK && i < DB_COUNT; i++)
        st = walk_database(&c, (enum database)i, total, done, err);
    return st;
}
