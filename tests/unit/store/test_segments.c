/* segments - index runs in the store, before and after they are merged. */
#include "store/index/segments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/batch.h"
#include "store/snapshot.h"
#include "store/value.h"
#include "tests/unit/numbers.h"
#include "tests/unit/store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { TERMS = 20, ROUNDS = 200 };

/* The model: which document has which term. */
static bool has[TERMS][ROUNDS + 1];

static int
setup(void **state)
{
    memset(has, 0, sizeof has);
    return fixture_make(state);
}

static struct str
term_of(unsigned term, struct arena *a)
{
    return arena_format(a, "term %u", term);
}

/* One commit with one document, as the head makes them. */
static void
add_document(struct fixture *f, uint64_t number, struct numbers *n,
             struct str padding)
{
    struct arena a = {0};
    struct posting_list list = {0};
    struct batch *b = NULL;
    struct str run;

    for (unsigned term = 0; term < TERMS; term++) {
        has[term][number] = numbers_below(n, 3) == 0;
        if (has[term][number])
            assert_true(posting_list_add(
                &list, (struct posting){term_of(term, &a), number}, &a));
    }
    assert_true(posting_list_add(&list, (struct posting){padding, number}, &a));
    ok(f, run_build(&list, &a, &run, &f->err));
    ok(f, batch_begin(f->store, &b, &f->err));
    ok(f, batch_add_run(b, run, &f->err));
    ok(f, batch_merge_runs(b, &f->err));
    ok(f, batch_commit(&b, &f->err));
    arena_release(&a);
}

static size_t
count_runs(struct fixture *f)
{
    MDB_txn *txn;
    MDB_stat stat_of;

    assert_int_equal(mdb_txn_begin(f->store->env, NULL, MDB_RDONLY, &txn), 0);
    assert_int_equal(mdb_stat(txn, f->store->databases[DB_SEGMENTS], &stat_of),
                     0);
    mdb_txn_abort(txn);
    return stat_of.ms_entries;
}

/* Whether a document has one of the terms from `first` to `last`. */
static bool
has_any(uint64_t number, struct term_range range, struct arena *a)
{
    for (unsigned term = 0; term < TERMS; term++) {
        struct str name = term_of(term, a);
        if (has[term][number] && str_compare(name, range.first) >= 0 &&
            str_compare(name, range.last) <= 0)
            return true;
    }
    return false;
}

static void
assert_found(struct fixture *f, unsigned first, unsigned last_term,
             uint64_t last)
{
    struct arena a = {0};
    struct snapshot *snap = NULL;
    struct term_range range = {term_of(first, &a), term_of(last_term, &a)};
    struct term_weight weights[] = {{range, 7}, {range, 0}};
    uint64_t *found, weight;
    size_t found_count, at = 0;

    ok(f, snapshot_open(f->store, &snap, &f->err));
    ok(f, snapshot_lookup(snap, range, &a, &found, &found_count, &f->err));
    ok(f, snapshot_weigh(snap, UINT64_MAX, weights, 2, &f->err));
    weight = weights[0].documents;
    assert_int_equal(weights[1].documents, weight);
    /* Where some are enough, no fewer are told. */
    ok(f, snapshot_weigh(snap, weight / 2, weights, 2, &f->err));
    assert_in_range(weights[0].documents, weight / 2, weight);
    assert_true(weight >= found_count);
    if (first == last_term)
        assert_int_equal(weight, found_count);
    for (uint64_t number = 1; number <= last; number++) {
        if (!has_any(number, range, &a))
            continue;
        assert_true(at < found_count);
        assert_int_equal(found[at++], number);
    }
    assert_int_equal(at, found_count);
    snapshot_close(&snap);
    arena_release(&a);
}

static void
test_runs_stay_few_and_look_ups_the_same(void **state)
{
    struct fixture *f = *state;
    struct numbers n = {11};

    for (uint64_t number = 1; number <= ROUNDS; number++) {
        add_document(f, number, &n, STR("all"));
        /* Seven of each level: 200 commits have three levels. */
        assert_in_range(count_runs(f), 1, 21);
        if (number % 10 != 0)
            continue;
        for (unsigned term = 0; term < TERMS; term++)
            assert_found(f, term, (term + term % 3) % TERMS, number);
    }
}

static void
test_eight_runs_become_one(void **state)
{
    struct fixture *f = *state;
    struct numbers n = {12};

    for (uint64_t number = 1; number <= 7; number++)
        add_document(f, number, &n, STR("all"));
    assert_int_equal(count_runs(f), 7);
    add_document(f, 8, &n, STR("all"));
    assert_int_equal(count_runs(f), 1);
}

/* A run of about so many bytes, in `a`. */
static struct str
run_of(struct fixture *f, size_t bytes, struct arena *a)
{
    struct posting_list list = {0};
    struct str run;

    for (size_t i = 0; i * 28 < bytes; i++)
        assert_true(posting_list_add(
            &list, (struct posting){arena_format(a, "%09zu", i), i}, a));
    ok(f, run_build(&list, a, &run, &f->err));
    assert_in_range(run.len, bytes - bytes / 4, bytes + bytes / 4);
    return run;
}

static void
add_and_merge(struct fixture *f, struct str run)
{
    struct batch *b = NULL;

    ok(f, batch_begin(f->store, &b, &f->err));
    ok(f, batch_add_run(b, run, &f->err));
    ok(f, batch_merge_runs(b, &f->err));
    ok(f, batch_commit(&b, &f->err));
}

/* Two of them are more than a merge may take. */
static void
test_large_runs_are_left_alone(void **state)
{
    struct fixture *f = *state;
    struct numbers n = {13};
    struct arena a = {0};
    struct str run = run_of(f, MERGE_MAX_BYTES * 3 / 4, &a);

    for (size_t i = 1; i <= 12; i++) {
        add_and_merge(f, run);
        assert_int_equal(count_runs(f), i);
    }
    add_document(f, 1, &n, STR("all"));
    assert_found(f, 0, 0, 1);
    arena_release(&a);
}

/* Eight are too much: as many are merged as there is room for. */
static void
test_fewer_runs_are_merged_where_eight_are_too_large(void **state)
{
    struct fixture *f = *state;
    struct arena a = {0};
    struct str run = run_of(f, MERGE_MAX_BYTES / 4, &a);

    for (int i = 0; i < 40; i++)
        add_and_merge(f, run);
    assert_in_range(count_runs(f), 1, 20);
    arena_release(&a);
}

static void
test_look_up_without_a_match_is_empty(void **state)
{
    struct fixture *f = *state;
    struct numbers n = {14};

    assert_found(f, 1, 1, 0);
    add_document(f, 1, &n, STR("all"));
    has[3][1] = false;
    assert_found(f, 99 % TERMS, TERMS - 1, 1);
}

/* A run whose bits flipped after its checksum was made. */
static void
put_damaged(struct fixture *f, struct str run, uint64_t run_no)
{
    MDB_txn *txn;
    MDB_val stored, mdb_key;
    struct key key = key_segment(0, run_no);
    char *bytes = malloc(run.len + CHECKSUM_BYTES);

    assert_int_equal(mdb_txn_begin(f->store->env, NULL, 0, &txn), 0);
    mdb_key = (MDB_val){key.len, key.bytes};
    assert_int_equal(
        mdb_get(txn, f->store->databases[DB_SEGMENTS], &mdb_key, &stored), 0);
    assert_int_equal(stored.mv_size, run.len + CHECKSUM_BYTES);
    memcpy(bytes, stored.mv_data, stored.mv_size);
    bytes[run.len - 1] ^= 2; /* the last document's number */
    stored.mv_data = bytes;
    assert_int_equal(
        mdb_put(txn, f->store->databases[DB_SEGMENTS], &mdb_key, &stored, 0),
        0);
    assert_int_equal(mdb_txn_commit(txn), 0);
    free(bytes);
}

static void
test_a_merge_does_not_make_damage_look_whole(void **state)
{
    struct fixture *f = *state;
    struct arena a = {0};
    struct posting_list list = {0};
    struct batch *b = NULL;
    struct str run;

    assert_true(posting_list_add(&list, (struct posting){STR("term"), 5}, &a));
    ok(f, run_build(&list, &a, &run, &f->err));
    for (int i = 0; i < MERGE_FAN_IN; i++) {
        ok(f, batch_begin(f->store, &b, &f->err));
        ok(f, batch_add_run(b, run, &f->err));
        ok(f, batch_commit(&b, &f->err));
    }
    put_damaged(f, run, 4);
    ok(f, batch_begin(f->store, &b, &f->err));
    assert_int_equal(batch_merge_runs(b, &f->err), STATUS_CORRUPT);
    batch_abort(&b);
    arena_release(&a);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, fixture_remove)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_runs_stay_few_and_look_ups_the_same),
        CASE(test_eight_runs_become_one),
        CASE(test_large_runs_are_left_alone),
        CASE(test_fewer_runs_are_merged_where_eight_are_too_large),
        CASE(test_look_up_without_a_match_is_empty),
        CASE(test_a_merge_does_not_make_damage_look_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
