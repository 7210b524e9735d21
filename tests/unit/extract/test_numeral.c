#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/utf8.h"
#include "worker/extract/quantity/numeral.h"

enum { CODES_MAX = 64 };

struct expected {
    const char *text;
    const char *value;
    uint32_t chars; /* that belong to the number */
};

static uint32_t
decode(const char *text, uint32_t *codes)
{
    struct str s = str_from(text);
    uint32_t count = 0;
    size_t width;

    for (size_t at = 0; at < s.len && count < CODES_MAX; at += width)
        codes[count++] = utf8_decode(s, at, &width);
    return count;
}

static struct numeral
read(const char *text)
{
    uint32_t codes[CODES_MAX];
    uint32_t count = decode(text, codes);
    struct numeral n;

    assert_true(numeral_read(codes, count, &n));
    return n;
}

static void
check(const struct expected *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct numeral n = read(cases[i].text);
        char value[DECIMAL_TEXT_BYTES];

        decimal_print(n.value, value);
        assert_string_equal(value, cases[i].value);
        assert_int_equal(n.chars, cases[i].chars);
    }
}

static void
test_numeral_arabic_groups_and_fractions(void **state)
{
    static const struct expected cases[] = {
        {"27,203,319,000元", "27203319000", 14},
        {"8 000元", "8000", 5},
        {"7.4万亿", "7400000000000", 5},
        {"1,100万", "11000000", 6},
        {"3.65%", "3.65", 4},
        {"12,34", "12", 2},
    };

    (void)state;
    check(cases, sizeof cases / sizeof *cases);
}

static void
test_numeral_chinese_places(void **state)
{
    static const struct expected cases[] = {
        {"一千三百五十多", "1350", 6}, {"十", "10", 1},
        {"三百零五个", "305", 4},      {"一亿二千万户", "120000000", 5},
        {"四万万人", "400000000", 3},  {"三千五", "3500", 3},
        {"三点五倍", "3.5", 3},        {"二十", "20", 2},
        {"一万零二十", "10020", 5},
    };

    (void)state;
    check(cases, sizeof cases / sizeof *cases);
}

static void
test_numeral_mixes_scripts(void **state)
{
    static const struct expected cases[] = {
        {"1亿2千万", "120000000", 5},
        {"3万5千", "35000", 4},
        {"5百万", "5000000", 3},
        {"160余万字", "1600000", 5},
    };

    (void)state;
    check(cases, sizeof cases / sizeof *cases);
}

static void
test_numeral_adjacent_digits_are_a_range(void **state)
{
    struct numeral n = read("两三百");

    (void)state;
    assert_true(n.has_range);
    assert_int_equal(n.value.digits, 200);
    assert_int_equal(n.upper.digits, 300);
}

static void
test_numeral_after_full_magnitude_stays_open(void **state)
{
    struct numeral n = read("10亿余万元");

    (void)state;
    assert_true(n.is_over);
    assert_int_equal(n.value.digits, 1000000000);
}

static void
test_numeral_qian_of_kilowatt_is_no_thousand(void **state)
{
    struct numeral n = read("5千瓦");

    (void)state;
    assert_int_equal(n.chars, 1);
}

static void
test_numeral_too_long_has_no_value(void **state)
{
    struct numeral n = read("123456789012345678901234567890");

    (void)state;
    assert_true(n.is_inexact);
    assert_int_equal(n.chars, 30);
}

static void
test_numeral_needs_a_digit(void **state)
{
    uint32_t codes[CODES_MAX];
    struct numeral n;

    (void)state;
    assert_false(numeral_read(codes, decode("余万", codes), &n));
    assert_false(numeral_read(codes, 0, &n));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numeral_arabic_groups_and_fractions),
        cmocka_unit_test(test_numeral_chinese_places),
        cmocka_unit_test(test_numeral_mixes_scripts),
        cmocka_unit_test(test_numeral_adjacent_digits_are_a_range),
        cmocka_unit_test(test_numeral_after_full_magnitude_stays_open),
        cmocka_unit_test(test_numeral_qian_of_kilowatt_is_no_thousand),
        cmocka_unit_test(test_numeral_too_long_has_no_value),
        cmocka_unit_test(test_numeral_needs_a_digit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
