/* arena - zeroed, aligned, bounded memory that is given back at once. */
#include "base/arena.h"

#include <stdalign.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_memory_is_zeroed_and_aligned(void **state)
{
    struct arena a = {0};

    (void)state;
    for (size_t bytes = 1; bytes < 200; bytes += 7) {
        unsigned char *p = ARENA_ARRAY(&a, unsigned char, bytes);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
        for (size_t i = 0; i < bytes; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xFF, bytes); /* must not show in the next one */
    }
    arena_release(&a);
}

static void
test_large_and_small_live_side_by_side(void **state)
{
    struct arena a = {0};
    char *small = ARENA_ARRAY(&a, char, 10);
    char *large = ARENA_ARRAY(&a, char, 1 << 20);
    char *next = ARENA_ARRAY(&a, char, 10);

    (void)state;
    memset(small, 's', 10);
    memset(large, 'l', 1 << 20);
    memset(next, 'n', 10);
    assert_int_equal(small[9], 's');
    assert_int_equal(large[(1 << 20) - 1], 'l');
    arena_release(&a);
}

static void
test_past_the_limit_is_null_and_remembered(void **state)
{
    struct arena a = ARENA_LIMIT(100000);
    size_t given = 0;

    (void)state;
    while (ARENA_ARRAY(&a, char, 1000))
        given += 1000;
    assert_true(given <= 100000);
    assert_true(given >= 90000);
    assert_true(a.exhausted);
    assert_true(a.used_bytes <= 100000);
    arena_release(&a);
}

static void
test_release_makes_it_usable_again_with_its_limit(void **state)
{
    struct arena a = ARENA_LIMIT(1000);

    (void)state;
    assert_null(ARENA_ARRAY(&a, char, 2000));
    assert_true(a.exhausted);
    arena_release(&a);
    assert_false(a.exhausted);
    assert_int_equal(a.limit_bytes, 1000);
    assert_non_null(ARENA_ARRAY(&a, char, 500));
    assert_null(ARENA_ARRAY(&a, char, 2000));
    arena_release(&a);
}

static void
test_a_size_that_overflows_is_refused(void **state)
{
    struct arena a = {0};

    (void)state;
    assert_null(arena_alloc(&a, SIZE_MAX / 4, 8));
    assert_null(arena_alloc(&a, SIZE_MAX, 1));
    assert_true(a.exhausted);
    arena_release(&a);
}

static void
test_grow_keeps_items_through_moves(void **state)
{
    struct arena a = {0};
    uint32_t *items = NULL;
    size_t capacity = 0;

    (void)state;
    for (uint32_t i = 0; i < 50000; i++) {
        items = arena_grow(&a, items, i, &capacity, sizeof *items);
        assert_non_null(items);
        items[i] = i;
        if (i % 1000 == 0) /* something else in between forces a move */
            assert_non_null(ARENA_NEW(&a, uint64_t));
    }
    for (uint32_t i = 0; i < 50000; i++)
        assert_int_equal(items[i], i);
    arena_release(&a);
}

static void
test_grow_in_place_costs_no_copy(void **state)
{
    struct arena a = {0};
    size_t capacity = 0;
    char *items = arena_grow(&a, NULL, 0, &capacity, 1);
    char *grown = arena_grow(&a, items, capacity, &capacity, 1);

    (void)state;
    assert_ptr_equal(items, grown);
    assert_int_equal(capacity, 16);
    arena_release(&a);
}

static void
test_grow_past_the_limit_keeps_what_there_is(void **state)
{
    struct arena a = ARENA_LIMIT(4096);
    size_t capacity = 0, count = 0;
    uint64_t *items = NULL, *grown;

    (void)state;
    while ((grown = arena_grow(&a, items, count, &capacity, sizeof *items))) {
        items = grown;
        items[count] = count;
        count++;
    }
    assert_int_equal(capacity, count);
    assert_true(count >= 8);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(items[i], i);
    arena_release(&a);
}

static void
test_copy_and_format_end_with_nul(void **state)
{
    struct arena a = {0};
    struct str copy = arena_copy(&a, STR("报告"));
    struct str text = arena_format(&a, "第%d号", 7);

    (void)state;
    assert_string_equal(copy.ptr, "报告");
    assert_int_equal(copy.len, 6);
    assert_string_equal(text.ptr, "第7号");
    assert_int_equal(arena_copy(&a, (struct str){NULL, 0}).len, 0);
    arena_release(&a);
}

static void
test_copy_and_format_past_the_limit_are_empty(void **state)
{
    struct arena a = ARENA_LIMIT(16);

    (void)state;
    assert_int_equal(arena_copy(&a, STR("more than sixteen bytes")).len, 0);
    assert_int_equal(arena_format(&a, "%0100d", 1).len, 0);
    assert_true(a.exhausted);
    arena_release(&a);
}

static void
test_freed_memory_is_given_back_now_and_then(void **state)
{
    int64_t given_ms = -20000, first_ms;

    (void)state;
    arena_give_back_freed(&given_ms);
    assert_true(given_ms >= 0);
    first_ms = given_ms;
    arena_give_back_freed(&given_ms);
    assert_int_equal(given_ms, first_ms);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_is_zeroed_and_aligned),
        cmocka_unit_test(test_large_and_small_live_side_by_side),
        cmocka_unit_test(test_past_the_limit_is_null_and_remembered),
        cmocka_unit_test(test_release_makes_it_usable_again_with_its_limit),
        cmocka_unit_test(test_a_size_that_overflows_is_refused),
        cmocka_unit_test(test_grow_keeps_items_through_moves),
        cmocka_unit_test(test_grow_in_place_costs_no_copy),
        cmocka_unit_test(test_grow_past_the_limit_keeps_what_there_is),
        cmocka_unit_test(test_copy_and_format_end_with_nul),
        cmocka_unit_test(test_copy_and_format_past_the_limit_are_empty),
        cmocka_unit_test(test_freed_memory_is_given_back_now_and_then),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
