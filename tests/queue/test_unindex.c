/* batch - what is forgotten leaves no entry in the index. */
#include "store/batch.h"
#include "store/index/run.h"
#include "store/snapshot.h"

#include <stdlib.h>

#include "tests/unit/ok.h"
#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct fixture {
    struct temporary directory;
    struct store *store;
    struct error err;
};

static int
setup(void **state)
{
    struct store_options options = {.map_bytes = 64 << 20};
    struct fixture *f = calloc(1, sizeof *f);

    temporary_make(&f->directory);
    *state = f;
    ok(f, store_open(f->directory.path, STORE_WRITER, &options, &f->store,
                     &f->err));
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *f = *state;

    store_close(&f->store);
    temporary_remove(&f->directory);
    free(f);
    return 0;
}

/* Index documents [first, last] under "all" and under "odd" or "even". */
static void
add_run(struct fixture *f, uint64_t first, uint64_t last)
{
    struct arena a = {0};
    struct posting_list list = {0};
    struct batch *b = NULL;
    struct str run;

    for (uint64_t number = first; number <= last; number++) {
        struct str parity = number % 2 ? STR("odd") : STR("even");
        assert_true(
            posting_list_add(&list, (struct posting){STR("all"), number}, &a));
        assert_true(
            posting_list_add(&list, (struct posting){parity, number}, &a));
    }
    ok(f, run_build(&list, &a, &run, &f->err));
    ok(f, batch_begin(f->store, &b, &f->err));
    ok(f, batch_add_run(b, run, &f->err));
    ok(f, batch_merge_runs(b, &f->err));
    ok(f, batch_commit(&b, &f->err));
    arena_release(&a);
}

/* One run: the document under two terms. */
static void
add_terms(struct fixture *f, uint64_t number, const char *first,
          const char *second)
{
    struct arena a = {0};
    struct posting postings[] = {{str_from(first), number},
                                 {str_from(second), number}};
    struct posting_list list = {postings, 2, 2};
    struct batch *b = NULL;
    struct str run;

    ok(f, run_build(&list, &a, &run, &f->err));
    ok(f, batch_begin(f->store, &b, &f->err));
    ok(f, batch_add_run(b, run, &f->err));
    ok(f, batch_commit(&b, &f->err));
    arena_release(&a);
}

static void
unindex(struct fixture *f, const struct indexed *documents, size_t count)
{
    struct batch *b = NULL;

    ok(f, batch_begin(f->store, &b, &f->err));
    ok(f, batch_unindex(b, documents, count, &f->err));
    ok(f, batch_commit(&b, &f->err));
}

static bool
finds(struct fixture *f, struct str term, uint64_t number)
{
    struct arena a = {0};
    struct snapshot *snap = NULL;
    uint64_t *documents;
    size_t count;
    bool found = false;

    ok(f, snapshot_open(f->store, &snap, &f->err));
    ok(f, snapshot_lookup(snap, term_alone(term), &a, &documents, &count,
                          &f->err));
    for (size_t i = 0; i < count; i++)
        found |= documents[i] == number;
    snapshot_close(&snap);
    arena_release(&a);
    return found;
}

static void
test_one_anchor_takes_all_entries_of_its_document(void **state)
{
    struct fixture *f = *state;
    struct str anchor = STR("odd");
    struct indexed documents[] = {{3, &anchor, 1, {0}}};

    add_run(f, 1, 5);
    unindex(f, documents, 1);
    assert_false(finds(f, STR("odd"), 3));
    assert_false(finds(f, STR("all"), 3));
    for (uint64_t number = 1; number <= 5; number++)
        if (number != 3)
            assert_true(finds(f, STR("all"), number));
    assert_true(finds(f, STR("odd"), 1));
    assert_true(finds(f, STR("even"), 4));
}

static void
test_entries_are_found_in_runs_that_were_merged(void **state)
{
    struct fixture *f = *state;
    struct str anchor = STR("all");
    struct indexed documents[] = {{7, &anchor, 1, {0}}, {30, &anchor, 1, {0}}};

    for (uint64_t i = 0; i < 20; i++)
        add_run(f, 3 * i + 1, 3 * i + 3);
    unindex(f, documents, 2);
    for (uint64_t number = 1; number <= 60; number++) {
        struct str parity = number % 2 ? STR("odd") : STR("even");
        bool is_gone = number == 7 || number == 30;
        assert_int_equal(finds(f, STR("all"), number), !is_gone);
        assert_int_equal(finds(f, parity, number), !is_gone);
    }
}

static void
test_each_reading_is_found_by_its_own_anchor(void **state)
{
    struct fixture *f = *state;
    struct str anchors[] = {STR_INIT("new"), STR_INIT("old")};
    struct indexed documents[] = {{5, anchors, 2, {0}}};

    add_terms(f, 5, "old", "stale");
    add_terms(f, 6, "old", "stale");
    add_terms(f, 5, "new", "fresh");
    unindex(f, documents, 1);
    assert_false(finds(f, STR("old"), 5));
    assert_false(finds(f, STR("stale"), 5));
    assert_false(finds(f, STR("new"), 5));
    assert_false(finds(f, STR("fresh"), 5));
    assert_true(finds(f, STR("stale"), 6));
}

static void
test_run_of_one_document_goes_with_it(void **state)
{
    struct fixture *f = *state;
    struct str anchor = STR("all");
    struct indexed documents[] = {{1, &anchor, 1, {0}}};

    add_run(f, 1, 1);
    add_run(f, 2, 2);
    unindex(f, documents, 1);
    assert_false(finds(f, STR("all"), 1));
    assert_true(finds(f, STR("all"), 2));
}

static void
test_damaged_run_does_not_end_the_batch(void **state)
{
    struct fixture *f = *state;
    struct str anchor = STR("all");
    struct indexed documents[] = {{1, &anchor, 1, {0}}};
    struct batch *b = NULL;

    add_run(f, 1, 2);
    ok(f, batch_begin(f->store, &b, &f->err));
    ok(f, batch_add_run(b, STR("no index run"), &f->err));
    ok(f, batch_commit(&b, &f->err));
    unindex(f, documents, 1);
}

static void
test_nothing_is_touched_without_anchors(void **state)
{
    struct fixture *f = *state;
    struct indexed documents[] = {{1, NULL, 0, {0}}, {0, NULL, 0, {0}}};

    add_run(f, 1, 2);
    unindex(f, documents, 2);
    assert_true(finds(f, STR("all"), 1));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_one_anchor_takes_all_entries_of_its_document, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_entries_are_found_in_runs_that_were_merged, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_each_reading_is_found_by_its_own_anchor, setup, teardown),
        cmocka_unit_test_setup_teardown(test_run_of_one_document_goes_with_it,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_damaged_run_does_not_end_the_batch,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_is_touched_without_anchors,
                                        setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
