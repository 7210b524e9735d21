/* watch_list - what is awaited, each once, in the order it came. */
#include "client/watch_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct document_id
id_of(uint8_t number)
{
    struct document_id id = {.bytes = {number}};

    return id;
}

static void
test_ids_come_out_once_and_in_order(void **state)
{
    struct watch_list w = {0};
    struct document_id ids[4];

    (void)state;
    for (uint8_t i = 1; i <= 3; i++)
        assert_true(watch_list_add(&w, id_of(i), i));
    assert_int_equal(watch_list_unsent(&w, ids, 2), 2);
    assert_int_equal(ids[0].bytes[0], 1);
    assert_int_equal(ids[1].bytes[0], 2);
    assert_int_equal(watch_list_unsent(&w, ids, 4), 1);
    assert_int_equal(ids[0].bytes[0], 3);
    assert_int_equal(watch_list_unsent(&w, ids, 4), 0);
    assert_int_equal(watch_list_oldest(&w, ids, 4), 3);
    assert_int_equal(ids[0].bytes[0], 1);
    watch_list_release(&w);
}

static void
test_an_id_added_twice_is_awaited_once(void **state)
{
    struct watch_list w = {0};
    uint64_t token = 0;

    (void)state;
    assert_true(watch_list_add(&w, id_of(1), 10));
    assert_true(watch_list_add(&w, id_of(1), 20));
    assert_int_equal(w.count, 1);
    assert_true(watch_list_take(&w, id_of(1), &token));
    assert_int_equal(token, 10);
    assert_false(watch_list_take(&w, id_of(1), &token));
    assert_int_equal(w.count, 0);
    watch_list_release(&w);
}

static void
test_taking_the_next_unsent_moves_on(void **state)
{
    struct watch_list w = {0};
    struct document_id ids[4];
    uint64_t token;

    (void)state;
    assert_true(watch_list_add(&w, id_of(1), 1));
    assert_true(watch_list_add(&w, id_of(2), 2));
    assert_true(watch_list_take(&w, id_of(1), &token));
    assert_int_equal(watch_list_unsent(&w, ids, 4), 1);
    assert_int_equal(ids[0].bytes[0], 2);
    assert_true(watch_list_take(&w, id_of(2), &token));
    assert_true(watch_list_add(&w, id_of(3), 3));
    assert_int_equal(watch_list_unsent(&w, ids, 4), 1);
    assert_int_equal(ids[0].bytes[0], 3);
    watch_list_release(&w);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids_come_out_once_and_in_order),
        cmocka_unit_test(test_an_id_added_twice_is_awaited_once),
        cmocka_unit_test(test_taking_the_next_unsent_moves_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
