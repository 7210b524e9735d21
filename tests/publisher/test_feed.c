/* feed, replica - whoever reads the log page by page misses nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "publisher/feed/feed.h"
#include "publisher/feed/replica.h"
#include "store/check/scan.h"
#include "tests/publisher/history.h"
#include "tests/unit/ok.h"
#include "tests/unit/temporary.h"
#include "wire/message.h"

enum { TURNS = 150, SEEDS = 4 };

struct fixture {
    struct temporary directory;
    struct history history;
    struct store *copy;
    bool copy_is_damaged;
    struct numbers numbers; /* the readers' */
    struct error err;
};

static void
open_copy(struct fixture *f)
{
    struct store_options options = {
        .map_bytes = 1 << 20, /* so that it must grow */
        .copied_id = store_id(f->history.store),
    };

    ok(f, store_open(temporary_file(&f->directory, "copy"), STORE_REPLICA,
                     &options, &f->copy, &f->err));
}

static int
setup(void **state)
{
    static struct fixture f;
    struct store_options options = {.map_bytes = 64 << 20};

    f = (struct fixture){.numbers = {1}};
    temporary_make(&f.directory);
    ok(&f, store_open(temporary_file(&f.directory, "source"), STORE_WRITER,
                      &options, &f.history.store, &f.err));
    open_copy(&f);
    *state = &f;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *f = *state;

    store_close(&f->copy);
    store_close(&f->history.store);
    temporary_remove(&f->directory);
    return 0;
}

/* ---- a reader that keeps what it was told ------------------------------ */

struct reader {
    uint64_t after;
    struct document_change known[HISTORY_DOCUMENTS]; /* slices are dangling */
    size_t count;
};

static struct document_change *
known_of(struct reader *r, struct document_id id)
{
    for (size_t i = 0; i < r->count; i++)
        if (document_id_equal(r->known[i].document_id, id))
            return &r->known[i];
    assert_true(r->count < HISTORY_DOCUMENTS);
    return &r->known[r->count++];
}

/* Read one page; whether it was the last for now. */
static bool
read_page(struct fixture *f, struct reader *r, uint32_t limit)
{
    struct changes asked = {.after = r->after, .limit = limit};
    struct arena a = {0};
    struct change_page page;
    bool is_last;

    ok(f, feed_page(f->history.store, &asked, &a, &page, &f->err));
    assert_true(page.count <= limit);
    for (size_t i = 0; i < page.count; i++) {
        assert_true(page.changes[i].change_no > r->after);
        r->after = page.changes[i].change_no;
        *known_of(r, page.changes[i].document_id) = page.changes[i];
    }
    is_last = change_page_is_last(&page);
    assert_true(is_last == (r->after == page.as_of));
    arena_release(&a);
    return is_last;
}

static void
assert_knows_all(const struct fixture *f, struct reader *r)
{
    size_t settled = 0;

    for (size_t i = 0; i < HISTORY_DOCUMENTS; i++) {
        const struct fate *fate = &f->history.fates[i];
        const struct document_change *known;
        if (!fate->is_settled)
            continue;
        settled++;
        known = known_of(r, fate->id);
        assert_int_equal(known->state, fate->state);
        assert_int_equal(known->document_no, fate->settled_no);
    }
    assert_int_equal(r->count, settled);
}

static void
test_feed_read_at_any_pace_ends_with_the_state_of_the_store(void **state)
{
    struct fixture *f = *state;
    struct reader fast = {0}, slow = {0}, late = {0};

    for (int turn = 0; turn < TURNS; turn++) {
        history_go_on(&f->history);
        read_page(f, &fast, 1 + (uint32_t)numbers_below(&f->numbers, 20));
        if (numbers_below(&f->numbers, 10) == 0)
            read_page(f, &slow, 1 + (uint32_t)numbers_below(&f->numbers, 5));
    }
    while (!read_page(f, &fast, 3) || !read_page(f, &slow, 7) ||
           !read_page(f, &late, 1))
        ;
    assert_knows_all(f, &fast);
    assert_knows_all(f, &slow);
    assert_knows_all(f, &late);
}

/* ---- a copy ------------------------------------------------------------ */

static uint64_t
newest(struct fixture *f, struct store *store)
{
    struct snapshot *snap = NULL;
    uint64_t number = 0;

    ok(f, snapshot_open(store, &snap, &f->err));
    ok(f, snapshot_change_no(snap, &number, &f->err));
    snapshot_close(&snap);
    return number;
}

static void
fetch(struct fixture *f, struct store *store, uint64_t after, uint32_t limit,
      struct arena *a, struct change_page *out)
{
    struct changes asked = {
        .after = after, .limit = limit, .with_values = true};

    ok(f, feed_page(store, &asked, a, out, &f->err));
}

/* As it arrives at the other end of the wire. */
static struct change_page
through_the_wire(struct fixture *f, const struct change_page *page,
                 struct arena *a)
{
    struct message m = {.kind = MESSAGE_CHANGE_PAGE, .change_page = *page};
    struct message back;
    struct str frame;

    ok(f, message_pack(&m, a, &frame, &f->err));
    ok(f, message_unpack(frame, a, &back, &f->err));
    return back.change_page;
}

static bool
copy_page(struct fixture *f, uint32_t limit)
{
    struct arena a = {0};
    struct change_page page;
    bool is_last;

    fetch(f, f->history.store, newest(f, f->copy), limit, &a, &page);
    page = through_the_wire(f, &page, &a);
    is_last = change_page_is_last(&page);
    if (page.count > 0)
        ok(f, replica_apply(f->copy, &page, &f->copy_is_damaged, &f->err));
    arena_release(&a);
    return is_last;
}

static void
assert_same(struct str a, struct str b)
{
    assert_int_equal(record_has(a), record_has(b));
    assert_int_equal(a.len, b.len);
    if (a.len)
        assert_memory_equal(a.ptr, b.ptr, a.len);
}

/* The copy's anchors are its own. */
static void
assert_same_row(struct fixture *f, struct str a, struct str b, struct arena *in)
{
    struct document_row one, other;

    if (!record_has(a) || !record_has(b)) {
        assert_same(a, b);
        return;
    }
    ok(f, document_row_unpack(a, in, &one, &f->err));
    ok(f, document_row_unpack(b, in, &other, &f->err));
    one.anchor_count = other.anchor_count = 0;
    ok(f, document_row_pack(&one, in, &a, &f->err));
    ok(f, document_row_pack(&other, in, &b, &f->err));
    assert_same(a, b);
}

static void
assert_same_change(struct fixture *f, const struct document_change *a,
                   const struct document_change *b, struct arena *in)
{
    assert_int_equal(a->change_no, b->change_no);
    assert_int_equal(a->document_no, b->document_no);
    assert_int_equal(a->state, b->state);
    assert_int_equal(a->readings, b->readings);
    assert_true(document_id_equal(a->document_id, b->document_id));
    assert_int_equal(!a->values, !b->values);
    if (!a->values)
        return;
    assert_same(a->values->source, b->values->source);
    assert_same(a->values->origins, b->values->origins);
    assert_same(a->values->inbox, b->values->inbox);
    assert_same(a->values->records, b->values->records);
    assert_same(a->values->text, b->values->text);
    assert_same_row(f, a->values->document, b->values->document, in);
}

static void
assert_same_documents(struct fixture *f)
{
    struct arena a = {0};
    struct change_page one, other;

    fetch(f, f->history.store, 0, CHANGES_LIMIT_MAX, &a, &one);
    fetch(f, f->copy, 0, CHANGES_LIMIT_MAX, &a, &other);
    assert_true(change_page_is_last(&one));
    assert_int_equal(one.count, other.count);
    assert_int_equal(one.as_of, other.as_of);
    for (size_t i = 0; i < one.count; i++)
        assert_same_change(f, &one.changes[i], &other.changes[i], &a);
    arena_release(&a);
}

/* Whether the documents found in `store` under the year are really so. */
static void
look_up(struct fixture *f, struct store *store, unsigned year, struct arena *a,
        uint64_t **numbers, size_t *count)
{
    struct str term = term_of_year(year, a);
    struct snapshot *snap = NULL;

    ok(f, snapshot_open(store, &snap, &f->err));
    ok(f, snapshot_lookup(snap, term_alone(term), a, numbers, count, &f->err));
    snapshot_close(&snap);
}

static bool
is_among(uint64_t number, const uint64_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (numbers[i] == number)
            return true;
    return false;
}

/*
 * The source goes on knowing a document under the terms of its earlier
 * readings; the copy does where it saw these. What is gone is in neither.
 */
static void
assert_index_leads_to_every_document(struct fixture *f)
{
    struct arena a = {0};
    uint64_t *in_source, *in_copy;
    size_t source_count, copy_count;
    bool was_found[HISTORY_DOCUMENTS] = {false};

    for (unsigned year = 2000; year < 2020; year++) {
        look_up(f, f->history.store, year, &a, &in_source, &source_count);
        look_up(f, f->copy, year, &a, &in_copy, &copy_count);
        for (size_t i = 0; i < copy_count; i++)
            assert_true(is_among(in_copy[i], in_source, source_count));
        for (size_t i = 0; i < HISTORY_DOCUMENTS; i++)
            was_found[i] |=
                is_among(f->history.fates[i].document_no, in_copy, copy_count);
    }
    for (size_t i = 0; i < HISTORY_DOCUMENTS; i++)
        assert_int_equal(was_found[i],
                         f->history.fates[i].state == DOCUMENT_DONE &&
                             f->history.fates[i].settled_no ==
                                 f->history.fates[i].document_no);
    arena_release(&a);
}

static bool
is_there(const struct history *h, uint64_t number)
{
    for (size_t i = 0; i < HISTORY_DOCUMENTS; i++)
        if (h->fates[i].settled_no == number &&
            !document_is_gone(h->fates[i].state))
            return true;
    return false;
}

/* Nothing stays of a document that came again under another number. */
static void
assert_no_remains(struct fixture *f)
{
    struct snapshot *snap = NULL;
    uint64_t number = 0;
    enum status st;

    ok(f, snapshot_open(f->copy, &snap, &f->err));
    while ((st = scan_next_accepted(snap, number, &number, &f->err)) ==
           STATUS_OK)
        assert_true(is_there(&f->history, number));
    assert_int_equal(st, STATUS_NOT_FOUND);
    snapshot_close(&snap);
}

static void
test_copy_that_stops_at_any_moment_ends_equal_to_its_source(void **state)
{
    struct fixture *f = *state;

    for (int turn = 0; turn < TURNS; turn++) {
        history_go_on(&f->history);
        if (numbers_below(&f->numbers, 4) == 0)
            copy_page(f, 1 + (uint32_t)numbers_below(&f->numbers, 9));
        if (numbers_below(&f->numbers, 20) == 0) {
            store_close(&f->copy);
            open_copy(f);
        }
    }
    while (!copy_page(f, 11))
        ;
    assert_same_documents(f);
    assert_index_leads_to_every_document(f);
    assert_no_remains(f);
}

/* ---- what is wrong is refused ------------------------------------------ */

static void
test_copy_takes_nothing_that_is_not_of_its_document(void **state)
{
    struct fixture *f = *state;
    struct arena a = {0};
    struct change_page page;
    struct document_values values;
    size_t at = 0;

    for (int turn = 0; turn < 40; turn++)
        history_go_on(&f->history);
    fetch(f, f->history.store, 0, CHANGES_LIMIT_MAX, &a, &page);
    while (page.changes[at].state != DOCUMENT_DONE)
        at++;
    for (int wrong = 0; wrong < 7; wrong++) {
        const struct document_values *right = page.changes[at].values;
        values = *right;
        page.changes[at].values = &values;
        if (wrong == 0)
            values.source = STR("other bytes");
        else if (wrong == 1)
            values.source = (struct str){0};
        else if (wrong == 2)
            values.origins = STR("\xff");
        else if (wrong == 3)
            values.document = STR("\xff");
        else if (wrong == 4)
            values.records = STR("BGR?");
        else if (wrong == 5)
            values.text = STR("no zstd frame");
        else
            page.changes[at].values = NULL;
        assert_int_equal(
            replica_apply(f->copy, &page, &f->copy_is_damaged, &f->err),
            STATUS_INVALID);
        page.changes[at].values = right;
    }
    assert_int_equal(newest(f, f->copy), 0);
    ok(f, replica_apply(f->copy, &page, &f->copy_is_damaged, &f->err));
    /* Nor what it has already. */
    assert_int_equal(
        replica_apply(f->copy, &page, &f->copy_is_damaged, &f->err),
        STATUS_INVALID);
    assert_same_documents(f);
    arena_release(&a);
}

static void
test_feed_of_another_store_is_refused(void **state)
{
    struct fixture *f = *state;
    struct changes asked = {.store_id =
                                STR("00000000000000000000000000000000")};
    struct arena a = {0};
    struct change_page page;

    assert_int_equal(feed_page(f->history.store, &asked, &a, &page, &f->err),
                     STATUS_NOT_FOUND);
    asked.store_id = store_id(f->history.store);
    ok(f, feed_page(f->history.store, &asked, &a, &page, &f->err));
    assert_int_equal(page.count, 0);
    assert_int_equal(page.as_of, 0);
    arena_release(&a);
}

/* The tests by chance, with seed after seed. */
static void
with_seeds(void **state, void (*test)(void **state))
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct fixture *f;
        setup(state);
        f = *state;
        f->numbers.state = seed;
        f->history.numbers.state = seed << 32;
        test(state);
        teardown(state);
    }
}

static void
test_reading_with_many_seeds(void **state)
{
    with_seeds(state,
               test_feed_read_at_any_pace_ends_with_the_state_of_the_store);
}

static void
test_copying_with_many_seeds(void **state)
{
    with_seeds(state,
               test_copy_that_stops_at_any_moment_ends_equal_to_its_source);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading_with_many_seeds),
        cmocka_unit_test(test_copying_with_many_seeds),
        cmocka_unit_test_setup_teardown(
            test_copy_takes_nothing_that_is_not_of_its_document, setup,
            teardown),
        cmocka_unit_test_setup_teardown(test_feed_of_another_store_is_refused,
                                        setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
