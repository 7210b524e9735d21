/* str - slices: comparison, search, cutting, numbers. */
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
assert_str(struct str got, const char *want)
{
    struct str expected = str_from(want);

    assert_int_equal(got.len, expected.len);
    if (expected.len)
        assert_memory_equal(got.ptr, expected.ptr, expected.len);
}

static void
test_from_null_is_empty(void **state)
{
    (void)state;
    assert_int_equal(str_from(NULL).len, 0);
    assert_true(str_equal(str_from(NULL), STR("")));
}

static void
test_literal_keeps_inner_nul(void **state)
{
    (void)state;
    assert_int_equal(STR("a\0b").len, 3);
    assert_false(str_equal(STR("a\0b"), STR("a\0c")));
}

static void
test_compare_is_code_point_order(void **state)
{
    (void)state;
    assert_true(str_compare(STR("一"), STR("万")) < 0);
    assert_true(str_compare(STR("z"), STR("一")) < 0);
    assert_true(str_compare(STR("亿元"), STR("亿")) > 0);
    assert_int_equal(str_compare(STR(""), (struct str){NULL, 0}), 0);
}

static void
test_starts_and_ends(void **state)
{
    (void)state;
    assert_true(str_starts(STR("亿元"), STR("亿")));
    assert_true(str_ends(STR("亿元"), STR("元")));
    assert_true(str_ends(STR("亿元"), STR("")));
    assert_false(str_starts(STR("亿"), STR("亿元")));
    assert_false(str_ends(STR("元"), STR("亿元")));
    assert_true(str_starts((struct str){NULL, 0}, STR("")));
}

static void
test_find_first_or_nowhere(void **state)
{
    (void)state;
    assert_int_equal(str_find(STR("百分之百"), STR("百")), 0);
    assert_int_equal(str_find(STR("百分之百"), STR("之")), 6);
    assert_true(str_find(STR("百分"), STR("百分之")) == SIZE_MAX);
    assert_int_equal(str_find(STR(""), STR("")), 0);
    assert_true(str_contains(STR("占比67%"), STR("67%")));
    assert_false(str_contains(STR("占比67%"), STR("68")));
}

static void
test_slice_clamps(void **state)
{
    struct str s = STR("abcd");

    (void)state;
    assert_str(str_slice(s, 1, 3), "bc");
    assert_str(str_slice(s, 2, SIZE_MAX), "cd");
    assert_str(str_slice(s, 3, 2), "");
    assert_str(str_slice(s, 9, 12), "");
    assert_null(str_slice((struct str){NULL, 0}, 1, 2).ptr);
}

static void
test_trim_takes_wide_spaces_and_keeps_inner_ones(void **state)
{
    (void)state;
    assert_str(str_trim(STR("\u3000 \t报 告\u3000\r\n")), "报 告");
    assert_str(str_trim(STR(" \u3000 ")), "");
    assert_str(str_trim(STR("")), "");
}

static void
test_trim_keeps_nul(void **state)
{
    (void)state;
    assert_int_equal(str_trim(STR("\0 ")).len, 1);
}

static void
test_cut_walks_a_list(void **state)
{
    struct str rest = STR("甲、乙、");

    (void)state;
    assert_str(str_cut(&rest, STR("、")), "甲");
    assert_str(str_cut(&rest, STR("、")), "乙");
    assert_int_equal(rest.len, 0);
    assert_str(str_cut(&rest, STR("、")), "");
}

static void
test_cut_without_separator_takes_all(void **state)
{
    struct str rest = STR("甲乙");

    (void)state;
    assert_str(str_cut(&rest, STR("")), "甲乙");
    assert_int_equal(rest.len, 0);
}

static void
test_to_u64_takes_whole_numbers_only(void **state)
{
    static const char *const refused[] = {
        "", "-1", "+1", " 1", "1 ", "1.0", "0x1", "１", "18446744073709551616"};
    uint64_t value = 7;

    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(str_to_u64(str_from(refused[i]), &value));
    assert_int_equal(value, 7);
    assert_true(str_to_u64(STR("0018"), &value));
    assert_int_equal(value, 18);
    assert_true(str_to_u64(STR("18446744073709551615"), &value));
    assert_true(value == UINT64_MAX);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_from_null_is_empty),
        cmocka_unit_test(test_literal_keeps_inner_nul),
        cmocka_unit_test(test_compare_is_code_point_order),
        cmocka_unit_test(test_starts_and_ends),
        cmocka_unit_test(test_find_first_or_nowhere),
        cmocka_unit_test(test_slice_clamps),
        cmocka_unit_test(test_trim_takes_wide_spaces_and_keeps_inner_ones),
        cmocka_unit_test(test_trim_keeps_nul),
        cmocka_unit_test(test_cut_walks_a_list),
        cmocka_unit_test(test_cut_without_separator_takes_all),
        cmocka_unit_test(test_to_u64_takes_whole_numbers_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
