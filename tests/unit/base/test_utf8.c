/* utf8 - the door where text is validated, and the code points behind it. */
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void
test_well_formed_text_is_valid_to_its_end(void **state)
{
    static const char *const valid[] = {
        "",
        "abc",
        "报告",
        "é",
        "\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF",
        "𠮷",
        "\xF4\x8F\xBF\xBF"};

    (void)state;
    for (size_t i = 0; i < sizeof valid / sizeof *valid; i++) {
        struct str s = str_from(valid[i]);
        assert_int_equal(utf8_valid_prefix(s), s.len);
    }
}

static void
test_ill_formed_text_is_valid_up_to_the_fault(void **state)
{
    static const char *const faults[] = {
        "\x80",             /* a continuation byte alone */
        "\xC0\x80",         /* overlong */
        "\xC1\xBF",         /* overlong */
        "\xE0\x9F\xBF",     /* overlong */
        "\xF0\x8F\xBF\xBF", /* overlong */
        "\xED\xA0\x80",     /* a surrogate */
        "\xED\xBF\xBF",     /* a surrogate */
        "\xF4\x90\x80\x80", /* past U+10FFFF */
        "\xF5\x80\x80\x80", /* past U+10FFFF */
        "\xFF",
        "\xE6\x8A",     /* cut short by the end */
        "\xE6\x8A!",    /* cut short by another character */
        "\xE6!\x8A",    /* the second byte is none */
        "\xF0\xA0\xAE", /* cut short by the end */
        "\xC3",         /* cut short by the end */
    };
    char text[16];

    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        int len = snprintf(text, sizeof text, "报%s", faults[i]);
        struct str s = {text, (size_t)len};
        assert_int_equal(utf8_valid_prefix(s), 3);
    }
}

/* The valid prefix, found one sequence at a time. */
static size_t
prefix_by_steps(struct str s)
{
    for (size_t at = 0, width; at < s.len; at += width) {
        for (width = 1; width <= 4 && width <= s.len - at; width++) {
            struct str one = str_slice(s, at, at + width);
            if (utf8_valid_prefix(one) == width)
                break;
        }
        if (width > 4 || width > s.len - at)
            return at;
    }
    return s.len;
}

/* Runs of characters are looked at together: any byte of one may be wrong. */
static void
test_a_fault_anywhere_in_a_run_is_found(void **state)
{
    static const char run[] = "过去一年工作报告中";
    char text[sizeof run];

    (void)state;
    for (size_t at = 0; at + 1 < sizeof run; at++) {
        for (int byte = 0; byte <= 0xFF; byte++) {
            struct str s = {text, sizeof run - 1};

            memcpy(text, run, sizeof run);
            text[at] = (char)byte;
            assert_int_equal(utf8_valid_prefix(s), prefix_by_steps(s));
        }
    }
}

static void
test_nul_is_a_character(void **state)
{
    (void)state;
    assert_int_equal(utf8_valid_prefix(STR("a\0b")), 3);
    assert_int_equal(utf8_count(STR("a\0b")), 3);
}

static void
test_every_code_point_survives_the_round_trip(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char bytes[4];
        struct str s = {bytes, 0};
        size_t width;

        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        s.len = utf8_encode(code, bytes);
        if (utf8_valid_prefix(s) != s.len ||
            utf8_decode(s, 0, &width) != code || width != s.len)
            fail_msg("U+%04X does not survive", (unsigned)code);
    }
}

static void
test_decode_past_the_end_is_nothing(void **state)
{
    size_t width = 9;

    (void)state;
    assert_int_equal(utf8_decode(STR("报"), 3, &width), 0);
    assert_int_equal(width, 0);
    assert_int_equal(utf8_decode((struct str){NULL, 0}, 5, &width), 0);
    assert_int_equal(width, 0);
}

static void
test_count_is_of_characters(void **state)
{
    (void)state;
    assert_int_equal(utf8_count(STR("增长8.1%")), 6);
    assert_int_equal(utf8_count(STR("𠮷é")), 2);
    assert_int_equal(utf8_count(STR("")), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_well_formed_text_is_valid_to_its_end),
        cmocka_unit_test(test_ill_formed_text_is_valid_up_to_the_fault),
        cmocka_unit_test(test_a_fault_anywhere_in_a_run_is_found),
        cmocka_unit_test(test_nul_is_a_character),
        cmocka_unit_test(test_every_code_point_survives_the_round_trip),
        cmocka_unit_test(test_decode_past_the_end_is_nothing),
        cmocka_unit_test(test_count_is_of_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
