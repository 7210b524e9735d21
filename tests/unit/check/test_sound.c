/* A store without a fault has none, whoever works on it meanwhile. */
#include <inttypes.h>

#include "record/codec.h"
#include "record/row.h"
#include "record/terms.h"
#include "store/index/run.h"
#include "tests/unit/check/violations.h"
#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
must(enum status st)
{
    assert_int_equal(st, STATUS_OK);
}

static void
assert_sound(const struct violations *all)
{
    for (size_t i = 0; i < all->count && i < VIOLATIONS_KEPT; i++)
        print_error("%s, document %" PRIu64 ": %s\n",
                    violation_name(all->kept[i].kind), all->kept[i].document_no,
                    all->kept[i].what);
    assert_int_equal(all->count, 0);
}

static void
test_a_store_made_by_batches_is_sound(void **state)
{
    struct temporary t;
    struct store *s;
    struct violations all;

    (void)state;
    temporary_make(&t);
    s = sound_store_make(t.path);
    all = violations_of(s);
    assert_sound(&all);
    assert_int_equal(all.summary.documents, SOUND_WAITING);
    assert_int_equal(all.summary.done, SOUND_DONE);
    assert_int_equal(all.summary.dead, 1);
    assert_int_equal(all.summary.waiting, 1);
    /* Eight of the runs were merged into one. */
    assert_int_equal(all.summary.runs, SOUND_DONE - 7);
    assert_true(all.last_total > 0);
    assert_int_equal(all.last_done, all.last_total);
    store_close(&s);
    temporary_remove(&t);
}

static void
test_an_empty_store_is_sound(void **state)
{
    struct temporary t;
    struct store *s = NULL;
    struct violations all;

    (void)state;
    temporary_make(&t);
    assert_int_equal(store_open(t.path, STORE_WRITER, NULL, &s, NULL),
                     STATUS_OK);
    all = violations_of(s);
    assert_sound(&all);
    assert_int_equal(all.summary.documents, 0);
    store_close(&s);
    temporary_remove(&t);
}

/* Document 3 as another reading would leave it, the old postings there. */
static void
read_anew(struct hand *h)
{
    struct record_set set = sound_store_records(3, &h->arena);
    struct document_row row = {
        .document_id = sound_store_id(3),
        .generation = 2,
        .text_bytes = set.reports->span.end,
    };
    struct posting_list postings = {0};
    struct term_list terms;
    struct str value;

    set.reports->figures->unit = STR("千米");
    must(records_pack(&set, &h->arena, &value, NULL));
    hand_put(h, DB_RECORDS, key_part(3, PART_RECORDS), value);
    hand_put_brief(h, 3, value);
    must(document_row_pack(&row, &h->arena, &value, NULL));
    hand_put(h, DB_RECORDS, key_part(3, PART_DOCUMENT_ROW), value);
    must(terms_of_records(&set, &h->arena, &terms, NULL));
    for (size_t i = 0; i < terms.count; i++)
        assert_true(posting_list_add(
            &postings, (struct posting){terms.terms[i], 3}, &h->arena));
    must(run_build(&postings, &h->arena, &value, NULL));
    hand_put(h, DB_SEGMENTS, key_segment(1, 1), value);
}

/* The index narrows, the records decide: a posting too many does no harm. */
static void
test_postings_of_an_earlier_reading_are_no_fault(void **state)
{
    struct temporary t;
    struct hand h = {0};
    struct violations all;

    (void)state;
    temporary_make(&t);
    h.store = sound_store_make(t.path);
    assert_int_equal(mdb_txn_begin(h.store->env, NULL, 0, &h.txn), 0);
    read_anew(&h);
    assert_int_equal(mdb_txn_commit(h.txn), 0);
    all = violations_of(h.store);
    assert_sound(&all);
    store_close(&h.store);
    arena_release(&h.arena);
    temporary_remove(&t);
}

static void
test_every_kind_has_a_name_and_a_meaning(void **state)
{
    (void)state;
    for (int i = 0; i < VIOLATION_KIND_COUNT; i++) {
        assert_non_null(violation_name((enum violation_kind)i));
        assert_non_null(violation_meaning((enum violation_kind)i));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_store_made_by_batches_is_sound),
        cmocka_unit_test(test_an_empty_store_is_sound),
        cmocka_unit_test(test_postings_of_an_earlier_reading_are_no_fault),
        cmocka_unit_test(test_every_kind_has_a_name_and_a_meaning),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
