/* A store without its index, of the format before, has all of it again. */
#include "store/upgrade.h"

#include <string.h>

#include "base/bytes.h"
#include "store/snapshot.h"
#include "tests/unit/check/violations.h"
#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/*
 * The sound store, said to be of `format`, with nothing in its index and
 * without briefs.
 */
static void
make_old(const struct temporary *t, uint64_t format)
{
    struct hand h = {.store = sound_store_make(t->path)};
    char row[8];

    save_be64(row, format);
    assert_int_equal(mdb_txn_begin(h.store->env, NULL, 0, &h.txn), 0);
    assert_int_equal(mdb_drop(h.txn, h.store->databases[DB_SEGMENTS], 0), 0);
    for (uint64_t number = 1; number <= SOUND_DONE; number++)
        for (enum part part = PART_BRIEF; part < RECORD_PARTS; part++)
            hand_delete(&h, DB_RECORDS, key_part(number, part));
    hand_put(&h, DB_META, key_text("format"), (struct str){row, sizeof row});
    assert_int_equal(mdb_txn_commit(h.txn), 0);
    store_close(&h.store);
}

static uint64_t
last_change(struct store *s)
{
    struct snapshot *snap = NULL;
    uint64_t last = 0;

    assert_int_equal(snapshot_open(s, &snap, NULL), STATUS_OK);
    assert_int_equal(snapshot_change_no(snap, &last, NULL), STATUS_OK);
    snapshot_close(&snap);
    return last;
}

static void
test_all_is_in_the_index_again(void **state)
{
    const struct temporary *t = *state;
    struct upgrade_facts facts;
    struct violations all;
    struct store *s = NULL;

    make_old(t, STORE_FORMAT_OLDEST);
    assert_int_equal(store_open(t->path, STORE_WRITER, NULL, &s, NULL),
                     STATUS_UNAVAILABLE);
    assert_int_equal(store_upgrade(t->path, &facts, NULL), STATUS_OK);
    assert_int_equal(facts.from, STORE_FORMAT_OLDEST);
    assert_int_equal(facts.to, STORE_FORMAT);
    assert_int_equal(facts.documents, SOUND_DONE);
    assert_int_equal(store_open(t->path, STORE_WRITER, NULL, &s, NULL),
                     STATUS_OK);
    all = violations_of(s); /* each document is found under all its terms */
    assert_int_equal(all.count, 0);
    assert_int_equal(all.summary.done, SOUND_DONE);
    assert_int_equal(all.summary.waiting, 1);
    assert_int_equal(last_change(s), SOUND_DEAD); /* none was noted */
    store_close(&s);
}

static void
test_a_copy_that_follows_another_stays_one(void **state)
{
    const struct temporary *t = *state;
    struct upgrade_facts facts;
    struct hand h = {0};

    make_old(t, STORE_FORMAT);
    assert_int_equal(store_open(t->path, STORE_WRITER, NULL, &h.store, NULL),
                     STATUS_OK);
    assert_int_equal(mdb_txn_begin(h.store->env, NULL, 0, &h.txn), 0);
    hand_put(&h, DB_META, key_text("replica"), STR("yes"));
    hand_put(&h, DB_META, key_text("format"), STR("\0\0\0\0\0\0\0\2"));
    assert_int_equal(mdb_txn_commit(h.txn), 0);
    store_close(&h.store);
    assert_int_equal(store_upgrade(t->path, &facts, NULL), STATUS_OK);
    assert_int_equal(store_open(t->path, STORE_REPLICA, NULL, &h.store, NULL),
                     STATUS_OK);
    assert_int_equal(violations_of(h.store).count, 0);
    store_close(&h.store);
}

static void
expect_refusal(const struct temporary *t, enum status st, const char *says)
{
    struct upgrade_facts facts;
    struct error err;

    assert_int_equal(store_upgrade(t->path, &facts, &err), st);
    assert_non_null(strstr(err.text, says));
}

static void
test_this_format_needs_none(void **state)
{
    make_old(*state, STORE_FORMAT);
    expect_refusal(*state, STATUS_UNAVAILABLE, "already");
}

static void
test_older_ones_are_refused(void **state)
{
    make_old(*state, STORE_FORMAT_OLDEST - 1);
    expect_refusal(*state, STATUS_UNAVAILABLE, "submit its documents");
}

static void
test_newer_ones_are_refused(void **state)
{
    make_old(*state, STORE_FORMAT + 1);
    expect_refusal(*state, STATUS_UNAVAILABLE, "install a newer");
}

#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, temporary_setup, temporary_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_all_is_in_the_index_again),
        CASE(test_a_copy_that_follows_another_stays_one),
        CASE(test_this_format_needs_none),
        CASE(test_older_ones_are_refused),
        CASE(test_newer_ones_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
