/* decimal - exact numbers: read, printed, moved by powers of ten, added. */
#include "base/decimal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct decimal
number(const char *text)
{
    struct decimal d = {0};

    assert_true(decimal_parse(str_from(text), &d));
    return d;
}

static void
assert_prints(struct decimal d, const char *want)
{
    char text[DECIMAL_TEXT_BYTES];
    size_t len = decimal_print(d, text);

    assert_string_equal(text, want);
    assert_int_equal(len, str_from(want).len);
}

static void
test_parse_then_print_is_plain_notation(void **state)
{
    static const struct {
        const char *read, *printed;
    } cases[] = {
        {"5.20", "5.2"},
        {"-12.50", "-12.5"},
        {"+7", "7"},
        {"007", "7"},
        {"0.000", "0"},
        {"-0", "0"},
        {".5", "0.5"},
        {"5.", "5"},
        {"-0.05", "-0.05"},
        {"0.000000000000000001", "0.000000000000000001"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9.223372036854775807", "-9.223372036854775807"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_prints(number(cases[i].read), cases[i].printed);
}

static void
test_parse_refuses_what_is_no_exact_number(void **state)
{
    static const char *const refused[] = {
        "",      "-",   ".",    "+.",
        "1.2.3", "1e3", "1 ",   "1,0",
        "--1",   "0x1", "１",   "9223372036854775808",
        "nan",   "一",  "1.0-", "0.0000000000000000001"};
    struct decimal d = {42, 3};

    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(decimal_parse(str_from(refused[i]), &d));
    assert_int_equal(d.digits, 42);
    assert_int_equal(d.scale, 3);
}

static void
test_print_of_the_smallest_number(void **state)
{
    (void)state;
    assert_prints((struct decimal){INT64_MIN, 0}, "-9223372036854775808");
    assert_prints((struct decimal){INT64_MIN, 18}, "-9.223372036854775808");
}

static void
test_shift_by_a_magnitude_is_exact(void **state)
{
    static const struct {
        const char *from;
        int power;
        const char *to;
    } cases[] = {
        {"160", 4, "1600000"}, {"2.5", 8, "250000000"},
        {"3.28", 1, "32.8"},   {"120", -2, "1.2"},
        {"0", -18, "0"},       {"0", 18, "0"},
        {"67", -2, "0.67"},    {"-1.35", 12, "-1350000000000"},
    };
    struct decimal d;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(decimal_shift(number(cases[i].from), cases[i].power, &d));
        assert_prints(d, cases[i].to);
    }
}

static void
test_shift_refuses_what_does_not_fit(void **state)
{
    struct decimal d = {42, 3};

    (void)state;
    assert_false(decimal_shift(number("10"), 18, &d));
    assert_false(decimal_shift(number("0.1"), -18, &d));
    assert_int_equal(d.digits, 42);
}

static void
test_add_brings_scales_together(void **state)
{
    struct decimal d;

    (void)state;
    assert_true(decimal_add(number("0.1"), number("0.2"), &d));
    assert_prints(d, "0.3");
    assert_true(decimal_add(number("1000000"), number("-0.25"), &d));
    assert_prints(d, "999999.75");
    assert_true(decimal_add(number("1.5"), number("-1.5"), &d));
    assert_prints(d, "0");
}

static void
test_add_refuses_only_what_does_not_fit(void **state)
{
    struct decimal large = {INT64_MAX, 0}, d;

    (void)state;
    assert_false(decimal_add(large, number("1"), &d));
    assert_false(decimal_add(large, number("0.1"), &d));
    assert_true(decimal_add(large, (struct decimal){0, 5}, &d));
    assert_prints(d, "9223372036854775807");
    assert_true(decimal_add(large, (struct decimal){-10, 1}, &d));
    assert_prints(d, "9223372036854775806");
}

static void
test_compare_by_value_at_every_scale(void **state)
{
    (void)state;
    assert_int_equal(
        decimal_compare((struct decimal){50, 1}, (struct decimal){5, 0}), 0);
    assert_true(decimal_compare(number("0.3"), number("0.29")) > 0);
    assert_true(decimal_compare(number("-2"), number("0.1")) < 0);
    assert_true(decimal_compare((struct decimal){INT64_MAX, 0},
                                (struct decimal){INT64_MAX, 18}) > 0);
    assert_true(decimal_compare((struct decimal){INT64_MIN, 0},
                                (struct decimal){INT64_MIN, 18}) < 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse_then_print_is_plain_notation),
        cmocka_unit_test(test_parse_refuses_what_is_no_exact_number),
        cmocka_unit_test(test_print_of_the_smallest_number),
        cmocka_unit_test(test_shift_by_a_magnitude_is_exact),
        cmocka_unit_test(test_shift_refuses_what_does_not_fit),
        cmocka_unit_test(test_add_brings_scales_together),
        cmocka_unit_test(test_add_refuses_only_what_does_not_fit),
        cmocka_unit_test(test_compare_by_value_at_every_scale),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
