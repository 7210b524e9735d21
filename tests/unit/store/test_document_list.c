/* document_list - sorted without repeats, whether close or far apart. */
#include "store/index/document_list.h"

#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/numbers.h"

static void
test_far_numbers_are_sorted_without_repeats(void **state)
{
    uint64_t numbers[] = {5, UINT64_MAX, 1, 5, 1, 5};
    struct document_list list = {numbers, 6, 6}, empty = {0};

    (void)state;
    document_list_sort(&list);
    assert_int_equal(list.count, 3);
    assert_int_equal(numbers[0], 1);
    assert_int_equal(numbers[1], 5);
    assert_true(numbers[2] == UINT64_MAX);
    document_list_sort(&empty);
    assert_int_equal(empty.count, 0);
}

/* `count` numbers from `first` on, below `span` of it. */
static void
assert_sorts(struct numbers *n, size_t count, uint64_t first, uint64_t span)
{
    struct document_list list = {0};
    struct arena a = {0};
    bool *has = calloc(span, sizeof *has);
    size_t at = 0;

    assert_non_null(has);
    for (size_t i = 0; i < count; i++) {
        uint64_t number = numbers_below(n, span);
        has[number] = true;
        if (i == count / 2)
            assert_true(document_list_reserve(&list, count, &a));
        assert_true(document_list_add(&list, first + number, &a));
    }
    document_list_sort(&list);
    for (uint64_t number = 0; number < span; number++)
        if (has[number])
            assert_true(list.numbers[at++] == first + number);
    assert_int_equal(at, list.count);
    free(has);
    arena_release(&a);
}

static void
test_any_spread_is_sorted_alike(void **state)
{
    static const uint64_t spans[] = {1, 2, 63, 64, 65, 1000, 6400, 100000};
    struct numbers n = {7};

    (void)state;
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        for (size_t count = 1; count <= 1000; count = count * 3 + 1) {
            assert_sorts(&n, count, 0, spans[i]);
            assert_sorts(&n, count, UINT64_MAX - spans[i] + 1, spans[i]);
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_far_numbers_are_sorted_without_repeats),
        cmocka_unit_test(test_any_spread_is_sorted_alike),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
