/* buffer - bytes that grow, up to a maximum told at the start. */
#include "base/buffer.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_appends_join(void **state)
{
    struct buffer b = BUFFER_MAX(100);

    (void)state;
    assert_true(buffer_append(&b, STR("工作")));
    assert_true(buffer_append(&b, (struct str){NULL, 0}));
    assert_true(buffer_append(&b, STR("报告")));
    assert_true(str_equal(buffer_str(&b), STR("工作报告")));
    buffer_release(&b);
}

static void
test_past_the_maximum_content_stays(void **state)
{
    struct buffer b = BUFFER_MAX(5);

    (void)state;
    assert_true(buffer_append(&b, STR("1234")));
    assert_false(buffer_append(&b, STR("56")));
    assert_true(str_equal(buffer_str(&b), STR("1234")));
    assert_true(buffer_append(&b, STR("5")));
    assert_false(buffer_append(&b, STR("6")));
    buffer_release(&b);
}

static void
test_never_takes_more_than_its_maximum(void **state)
{
    struct buffer b = BUFFER_MAX(5000);

    (void)state;
    assert_true(buffer_reserve(&b, 4097));
    assert_in_range(b.capacity, 4097, 5000);
    buffer_release(&b);
}

static void
test_room_for_a_large_message_goes_with_it(void **state)
{
    enum { LARGE_BYTES = 1 << 20 };
    struct buffer b = BUFFER_MAX(2 * LARGE_BYTES);

    (void)state;
    assert_true(buffer_reserve(&b, LARGE_BYTES));
    memset(b.ptr, 'x', LARGE_BYTES);
    b.len = LARGE_BYTES;
    buffer_consume(&b, LARGE_BYTES - 1);
    assert_true(str_equal(buffer_str(&b), STR("x")));
    buffer_consume(&b, 1);
    assert_int_equal(b.capacity, 0);
    assert_true(buffer_append(&b, STR("next")));
    buffer_consume(&b, 4);
    assert_int_not_equal(b.capacity, 0); /* a small one's stays */
    buffer_release(&b);
}

static void
test_an_absurd_reserve_fails_at_once(void **state)
{
    struct buffer b = BUFFER_MAX(SIZE_MAX);

    (void)state;
    assert_true(buffer_append(&b, STR("x")));
    assert_false(buffer_reserve(&b, SIZE_MAX));
    assert_false(buffer_reserve(&b, SIZE_MAX / 2 + 2));
    assert_true(str_equal(buffer_str(&b), STR("x")));
    buffer_release(&b);
}

static void
test_many_appends_keep_every_byte(void **state)
{
    struct buffer b = BUFFER_MAX(1 << 20);

    (void)state;
    for (int i = 0; i < 100000; i++) {
        char byte = (char)(i % 251);
        assert_true(buffer_append(&b, (struct str){&byte, 1}));
    }
    for (int i = 0; i < 100000; i++)
        assert_int_equal(b.ptr[i], (char)(i % 251));
    buffer_release(&b);
}

static void
test_consume_drops_the_front(void **state)
{
    struct buffer b = BUFFER_MAX(100);

    (void)state;
    assert_true(buffer_append(&b, STR("abcdef")));
    buffer_consume(&b, 2);
    assert_true(str_equal(buffer_str(&b), STR("cdef")));
    buffer_consume(&b, 4);
    assert_int_equal(buffer_str(&b).len, 0);
    buffer_consume(&b, 0);
    buffer_release(&b);
}

static void
test_release_leaves_an_empty_buffer_with_its_maximum(void **state)
{
    struct buffer b = BUFFER_MAX(4);

    (void)state;
    assert_true(buffer_append(&b, STR("abcd")));
    buffer_release(&b);
    assert_int_equal(buffer_str(&b).len, 0);
    assert_non_null(buffer_str(&b).ptr);
    assert_true(buffer_append(&b, STR("wxyz")));
    assert_false(buffer_append(&b, STR("!")));
    buffer_release(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_appends_join),
        cmocka_unit_test(test_past_the_maximum_content_stays),
        cmocka_unit_test(test_never_takes_more_than_its_maximum),
        cmocka_unit_test(test_room_for_a_large_message_goes_with_it),
        cmocka_unit_test(test_an_absurd_reserve_fails_at_once),
        cmocka_unit_test(test_many_appends_keep_every_byte),
        cmocka_unit_test(test_consume_drops_the_front),
        cmocka_unit_test(test_release_leaves_an_empty_buffer_with_its_maximum),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
