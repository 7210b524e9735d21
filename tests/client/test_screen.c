/* screen - widths, cutting, and text that would steer a terminal. */
#include "client/screen.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct width_case {
    const char *text;
    size_t columns;
};

static void
test_width_counts_terminal_columns(void **state)
{
    static const struct width_case cases[] = {
        {"", 0},
        {"abc", 3},
        {"浙江省", 6},
        {"5.2%", 4},
        {"，。", 4},
        {"e\xCC\x81", 1},
        {"\xE2\x80\xA6", 1},
        {"ｱ", 1},
        {"Ａ", 2},
        {"\xF0\xA0\x80\x80", 2}, /* U+20000, an ideograph */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(screen_width(str_from(cases[i].text)),
                         cases[i].columns);
}

static void
assert_cleaned(struct str text, const char *wanted)
{
    struct arena a = {0};
    struct str clean = screen_clean(text, &a);

    assert_int_equal(clean.len, strlen(wanted));
    assert_memory_equal(clean.ptr, wanted, clean.len);
    arena_release(&a);
}

static void
test_clean_keeps_ordinary_text(void **state)
{
    (void)state;
    assert_cleaned(STR("召开学习会8次"), "召开学习会8次");
}

static void
test_clean_replaces_what_steers_a_terminal(void **state)
{
    (void)state;
    assert_cleaned(STR("a\033[31mb"), "a\xEF\xBF\xBD[31mb");
    assert_cleaned(STR("a\0b"), "a\xEF\xBF\xBD"
                                "b");
    assert_cleaned(STR("a\x7F"
                       "b"),
                   "a\xEF\xBF\xBD"
                   "b");
    /* U+009B, the one-character form of ESC [ */
    assert_cleaned(STR("a\xC2\x9B"
                       "31m"),
                   "a\xEF\xBF\xBD"
                   "31m");
    /* U+202E, which turns the reading direction round */
    assert_cleaned(STR("a\xE2\x80\xAE"
                       "b"),
                   "a\xEF\xBF\xBD"
                   "b");
}

static void
test_clean_replaces_each_byte_that_is_no_utf8(void **state)
{
    (void)state;
    assert_cleaned(STR("\xFF人\xE4\xBA"),
                   "\xEF\xBF\xBD人\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void
test_clean_makes_one_line(void **state)
{
    (void)state;
    assert_cleaned(STR(" 工作\r\n\t 报告\xE3\x80\x80\n"), "工作 报告");
}

static void
test_clean_limits_piles_of_marks(void **state)
{
    char pile[1 + 2 * 100];

    (void)state;
    pile[0] = 'e';
    for (size_t i = 1; i < sizeof pile; i += 2)
        memcpy(pile + i, "\xCC\x81", 2);
    assert_cleaned((struct str){pile, sizeof pile},
                   "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81");
}

static void
assert_cut(const char *text, size_t width, const char *wanted)
{
    struct arena a = {0};
    struct str cut = screen_cut(str_from(text), width, &a);

    assert_int_equal(cut.len, strlen(wanted));
    assert_memory_equal(cut.ptr, wanted, cut.len);
    assert_true(screen_width(cut) <= width);
    arena_release(&a);
}

static void
test_cut_never_halves_a_wide_character(void **state)
{
    (void)state;
    assert_cut("地区生产总值", 12, "地区生产总值");
    assert_cut("地区生产总值", 11, "地区生产总…");
    assert_cut("地区生产总值", 10, "地区生产…");
    assert_cut("地区生产总值", 2, "…");
    assert_cut("地区生产总值", 1, "…");
    assert_cut("地区生产总值", 0, "");
    assert_cut("GDP", 3, "GDP");
}

static void
test_width_of_a_long_hostile_text_is_linear(void **state)
{
    enum { BYTES = 4 << 20 };
    struct arena a = {0};
    char *text = arena_alloc(&a, BYTES, 1);

    (void)state;
    assert_non_null(text);
    memset(text, 0xC3, BYTES); /* each byte begins a character, none ends */
    assert_int_equal(screen_width(screen_clean((struct str){text, BYTES}, &a)),
                     BYTES);
    arena_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_width_counts_terminal_columns),
        cmocka_unit_test(test_clean_keeps_ordinary_text),
        cmocka_unit_test(test_clean_replaces_what_steers_a_terminal),
        cmocka_unit_test(test_clean_replaces_each_byte_that_is_no_utf8),
        cmocka_unit_test(test_clean_makes_one_line),
        cmocka_unit_test(test_clean_limits_piles_of_marks),
        cmocka_unit_test(test_cut_never_halves_a_wide_character),
        cmocka_unit_test(test_width_of_a_long_hostile_text_is_linear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
