/* batch and snapshot - what a store takes in and gives out again. */
#include "store/batch.h"
#include "store/snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/numbers.h"
#include "tests/unit/store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct document_id
id_of(uint64_t number)
{
    return document_id_of((struct str){(char *)&number, sizeof number}, STR(""),
                          STR(""));
}

static struct batch *
begin(struct fixture *f)
{
    struct batch *b = NULL;

    ok(f, batch_begin(f->store, &b, &f->err));
    return b;
}

static uint64_t
accept_one(struct fixture *f, struct batch *b, struct str bytes)
{
    uint64_t number = batch_next_document_no(b);

    ok(f, batch_accept(b, number, STR("inbox row"), STR("origins row"), bytes,
                       &f->err));
    return number;
}

/* Accept one document and commit; its number. */
static uint64_t
accept_alone(struct fixture *f, struct str bytes)
{
    struct batch *b = begin(f);
    uint64_t number = accept_one(f, b, bytes);

    ok(f, batch_commit(&b, &f->err));
    return number;
}

static const struct done_values some_values = {
    .row = STR_INIT("row"),
    .records = STR_INIT("records"),
    .brief = {STR_INIT("heads"), STR_INIT("details")},
    .text = STR_INIT("text"),
};

static void
finish_alone(struct fixture *f, uint64_t number, const char *records)
{
    struct batch *b = begin(f);

    ok(f, batch_finish(b, number, id_of(number),
                       &(struct done_values){STR("row"),
                                             str_from(records),
                                             {STR("heads"), STR("details")},
                                             STR("text")},
                       &f->err));
    ok(f, batch_commit(&b, &f->err));
}

static struct snapshot *
look(struct fixture *f)
{
    struct snapshot *snap = NULL;

    ok(f, snapshot_open(f->store, &snap, &f->err));
    return snap;
}

static void
assert_str(struct str got, const char *want)
{
    assert_int_equal(got.len, strlen(want));
    assert_memory_equal(got.ptr, want, got.len);
}

static void
test_an_accepted_document_is_found_whole(void **state)
{
    struct fixture *f = *state;
    uint64_t number = accept_alone(f, STR("the bytes"));
    struct snapshot *snap = look(f);
    struct str value;
    uint64_t found;

    assert_int_equal(number, 1);
    ok(f, snapshot_inbox(snap, 1, &value, &f->err));
    assert_str(value, "inbox row");
    ok(f, snapshot_source(snap, 1, &value, &f->err));
    assert_str(value, "the bytes");
    ok(f, snapshot_origins(snap, 1, &value, &f->err));
    assert_str(value, "origins row");
    ok(f, snapshot_next_inbox(snap, 0, &found, &f->err));
    assert_int_equal(found, 1);
    assert_int_equal(snapshot_next_inbox(snap, 1, &found, &f->err),
                     STATUS_NOT_FOUND);
    assert_int_equal(snapshot_records(snap, 1, &value, &f->err),
                     STATUS_NOT_FOUND);
    snapshot_close(&snap);
}

static void
test_a_finished_document_leaves_the_inbox(void **state)
{
    struct fixture *f = *state;
    uint64_t number = accept_alone(f, STR("bytes"));
    struct snapshot *snap;
    struct str value;
    uint64_t found;

    finish_alone(f, number, "records");
    snap = look(f);
    assert_int_equal(snapshot_inbox(snap, number, &value, &f->err),
                     STATUS_NOT_FOUND);
    ok(f, snapshot_document(snap, number, &value, &f->err));
    assert_str(value, "row");
    ok(f, snapshot_records(snap, number, &value, &f->err));
    assert_str(value, "records");
    ok(f, snapshot_text(snap, number, &value, &f->err));
    assert_str(value, "text");
    ok(f, snapshot_source(snap, number, &value, &f->err));
    assert_str(value, "bytes");
    ok(f, snapshot_next_done(snap, 0, &found, &f->err));
    assert_int_equal(found, number);
    snapshot_close(&snap);
}

static void
test_settled_documents_are_found_by_id(void **state)
{
    struct fixture *f = *state;
    uint64_t done = accept_alone(f, STR("a")), dead = accept_alone(f, STR("b"));
    uint64_t waiting = accept_alone(f, STR("c"));
    struct settled settled;
    struct batch *b;

    finish_alone(f, done, "records");
    b = begin(f);
    ok(f, batch_bury(b, dead, id_of(dead), STR("why"), &f->err));
    ok(f, batch_commit(&b, &f->err));
    b = begin(f);
    ok(f, batch_find(b, id_of(done), &settled, &f->err));
    assert_int_equal(settled.document_no, done);
    assert_int_equal(settled.state, DOCUMENT_DONE);
    ok(f, batch_find(b, id_of(dead), &settled, &f->err));
    assert_int_equal(settled.document_no, dead);
    assert_int_equal(settled.state, DOCUMENT_DEAD);
    assert_int_equal(batch_find(b, id_of(waiting), &settled, &f->err),
                     STATUS_NOT_FOUND);
    batch_abort(&b);
}

static void
test_a_buried_document_keeps_its_bytes_and_its_row(void **state)
{
    struct fixture *f = *state;
    uint64_t number = accept_alone(f, STR("bytes"));
    struct batch *b = begin(f);
    struct snapshot *snap;
    struct str value;

    ok(f, batch_bury(b, number, id_of(number), STR("dead: why"), &f->err));
    ok(f, batch_commit(&b, &f->err));
    snap = look(f);
    ok(f, snapshot_inbox(snap, number, &value, &f->err));
    assert_str(value, "dead: why");
    ok(f, snapshot_source(snap, number, &value, &f->err));
    assert_str(value, "bytes");
    snapshot_close(&snap);
}

static void
test_a_document_has_one_change_its_latest(void **state)
{
    struct fixture *f = *state;
    uint64_t number = accept_alone(f, STR("bytes"));
    struct settled settled;
    struct snapshot *snap;
    uint64_t count = 0, change = 0;
    struct batch *b = begin(f);

    ok(f, batch_bury(b, number, id_of(number), STR("why"), &f->err));
    ok(f, batch_commit(&b, &f->err));
    finish_alone(f, number, "first");
    finish_alone(f, number, "second");
    snap = look(f);
    ok(f, snapshot_change_no(snap, &change, &f->err));
    ok(f, snapshot_done_count(snap, &count, &f->err));
    assert_int_equal(change, 3);
    assert_int_equal(count, 1);
    snapshot_close(&snap);
    b = begin(f);
    ok(f, batch_find(b, id_of(number), &settled, &f->err));
    assert_int_equal(settled.state, DOCUMENT_DONE);
    batch_abort(&b);
}

static void
test_an_aborted_batch_leaves_nothing_and_gives_numbers_back(void **state)
{
    struct fixture *f = *state;
    struct batch *b = begin(f);
    struct snapshot *snap;
    struct str value;

    assert_int_equal(accept_one(f, b, STR("lost")), 1);
    ok(f, batch_finish(b, 1, id_of(1), &some_values, &f->err));
    batch_abort(&b);
    assert_null(b);
    snap = look(f);
    assert_int_equal(snapshot_source(snap, 1, &value, &f->err),
                     STATUS_NOT_FOUND);
    assert_int_equal(snapshot_records(snap, 1, &value, &f->err),
                     STATUS_NOT_FOUND);
    snapshot_close(&snap);
    assert_int_equal(accept_alone(f, STR("kept")), 1);
}

static void
test_numbers_go_on_after_reopening(void **state)
{
    struct fixture *f = *state;
    char id[DOCUMENT_ID_DIGITS + 1] = "";
    uint64_t change;
    struct snapshot *snap;

    memcpy(id, store_id(f->store).ptr, DOCUMENT_ID_DIGITS);
    finish_alone(f, accept_alone(f, STR("a")), "records");
    accept_alone(f, STR("b"));
    store_close(&f->store);
    assert_int_equal(fixture_open(f, 64 << 20), STATUS_OK);
    assert_str(store_id(f->store), id);
    assert_int_equal(accept_alone(f, STR("c")), 3);
    finish_alone(f, 2, "records");
    snap = look(f);
    ok(f, snapshot_change_no(snap, &change, &f->err));
    assert_int_equal(change, 2);
    snapshot_close(&snap);
}

static void
test_a_snapshot_does_not_see_a_later_batch(void **state)
{
    struct fixture *f = *state;
    struct snapshot *before, *after;
    struct str value;
    uint64_t change;

    accept_alone(f, STR("a"));
    before = look(f);
    finish_alone(f, 1, "records");
    accept_alone(f, STR("b"));
    ok(f, snapshot_inbox(before, 1, &value, &f->err));
    assert_str(value, "inbox row");
    assert_int_equal(snapshot_source(before, 2, &value, &f->err),
                     STATUS_NOT_FOUND);
    ok(f, snapshot_change_no(before, &change, &f->err));
    assert_int_equal(change, 0);
    after = look(f);
    ok(f, snapshot_change_no(after, &change, &f->err));
    assert_int_equal(change, 1);
    ok(f, snapshot_source(after, 2, &value, &f->err));
    snapshot_close(&after);
    snapshot_close(&before);
}

/* Print `id` and keep its first `digits`. */
static struct id_prefix
prefix_of(struct document_id id, unsigned digits)
{
    char text[DOCUMENT_ID_DIGITS + 1];
    struct id_prefix prefix;

    document_id_print(id, text);
    assert_true(id_prefix_parse((struct str){text, digits}, &prefix));
    return prefix;
}

static void
test_a_prefix_finds_one_or_says_that_there_are_several(void **state)
{
    struct fixture *f = *state;
    struct document_id near = id_of(1);
    struct snapshot *snap;
    struct batch *b;
    uint64_t number = 0;

    near.bytes[3] ^= 0x10; /* same six digits, another seventh */
    finish_alone(f, accept_alone(f, STR("a")), "records");
    accept_alone(f, STR("b"));
    b = begin(f);
    ok(f, batch_finish(b, 2, near, &some_values, &f->err));
    ok(f, batch_commit(&b, &f->err));
    snap = look(f);
    assert_int_equal(snapshot_find(snap, prefix_of(near, 6), &number, &f->err),
                     STATUS_INVALID);
    for (unsigned digits = 7; digits <= 32; digits++) {
        ok(f, snapshot_find(snap, prefix_of(near, digits), &number, &f->err));
        assert_int_equal(number, 2);
        ok(f,
           snapshot_find(snap, prefix_of(id_of(1), digits), &number, &f->err));
        assert_int_equal(number, 1);
    }
    assert_int_equal(
        snapshot_find(snap, prefix_of(id_of(77), 32), &number, &f->err),
        STATUS_NOT_FOUND);
    snapshot_close(&snap);
}

/* Accept until a batch fails; the documents that are on disk. */
static uint64_t
fill_up(struct fixture *f, struct str bytes)
{
    struct batch *b = NULL;
    uint64_t number = 0;

    for (uint64_t count = 0;; count++) {
        enum status st = batch_begin(f->store, &b, &f->err);
        if (st == STATUS_OK)
            number = batch_next_document_no(b);
        if (st == STATUS_OK)
            st =
                batch_accept(b, number, STR("row"), STR("row"), bytes, &f->err);
        if (st == STATUS_OK)
            st = batch_commit(&b, &f->err);
        batch_abort(&b);
        if (st != STATUS_OK)
            return count;
        assert_in_range(count, 0, 1000);
    }
}

static void
test_a_full_map_grows_and_the_batch_runs_again(void **state)
{
    struct fixture *f = *state;
    static char bytes[100000];
    struct snapshot *snap;
    struct str value;
    uint64_t count;

    store_close(&f->store);
    assert_int_equal(fixture_open(f, 1 << 20), STATUS_OK);
    count = fill_up(f, (struct str){bytes, sizeof bytes});
    assert_in_range(count, 2, 12);
    assert_true(store_is_full(f->store));
    ok(f, store_grow(f->store, &f->err));
    assert_false(store_is_full(f->store));
    assert_int_equal(accept_alone(f, (struct str){bytes, sizeof bytes}),
                     count + 1);
    snap = look(f);
    for (uint64_t i = 1; i <= count + 1; i++) {
        ok(f, snapshot_source(snap, i, &value, &f->err));
        assert_int_equal(value.len, sizeof bytes);
    }
    snapshot_close(&snap);
}

static void
test_a_reader_follows_a_map_that_has_grown(void **state)
{
    struct fixture *f = *state;
    static char bytes[300000];
    struct store_options small = {.map_bytes = 1 << 20};
    struct store *reader = NULL;
    struct snapshot *snap = NULL;
    struct str value;

    store_close(&f->store);
    assert_int_equal(fixture_open(f, 1 << 20), STATUS_OK);
    ok(f,
       store_open(f->directory.path, STORE_READER, &small, &reader, &f->err));
    for (int i = 0; i < 12; i++) {
        if (fill_up(f, (struct str){bytes, sizeof bytes}) == 0)
            ok(f, store_grow(f->store, &f->err));
    }
    ok(f, snapshot_open(reader, &snap, &f->err));
    ok(f, snapshot_source(snap, 5, &value, &f->err));
    assert_int_equal(value.len, sizeof bytes);
    snapshot_close(&snap);
    store_close(&reader);
}

#define CASE(name)                                                             \
    cmocka_unit_test_setup_teardown(name, fixture_make, fixture_remove)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_an_accepted_document_is_found_whole),
        CASE(test_a_finished_document_leaves_the_inbox),
        CASE(test_settled_documents_are_found_by_id),
        CASE(test_a_buried_document_keeps_its_bytes_and_its_row),
        CASE(test_a_document_has_one_change_its_latest),
        CASE(test_an_aborted_batch_leaves_nothing_and_gives_numbers_back),
        CASE(test_numbers_go_on_after_reopening),
        CASE(test_a_snapshot_does_not_see_a_later_batch),
        CASE(test_a_prefix_finds_one_or_says_that_there_are_several),
        CASE(test_a_full_map_grows_and_the_batch_runs_again),
        CASE(test_a_reader_follows_a_map_that_has_grown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
