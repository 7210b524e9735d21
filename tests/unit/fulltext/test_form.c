/* form - a text as searches see it, and where its characters come from. */
#include "fulltext/form.h"

#include <string.h>

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct form
read_form(const char *text, struct arena *a)
{
    struct form f;

    assert_int_equal(form_read(str_from(text), a, &f, NULL), STATUS_OK);
    assert_int_equal(f.codes[f.count], 0);
    assert_int_equal(f.bytes[f.count], strlen(text));
    return f;
}

static void
assert_codes(const char *text, const char *wanted)
{
    struct arena a = {0};
    struct form f = read_form(text, &a);
    char bytes[400];
    size_t at = 0;

    for (uint32_t i = 0; i < f.count; i++)
        at += utf8_encode(f.codes[i], bytes + at);
    bytes[at] = '\0';
    assert_string_equal(bytes, wanted);
    arena_release(&a);
}

static void
test_like_characters_become_equal(void **state)
{
    (void)state;
    assert_codes("經濟發展", "经济发展");
    assert_codes("ＧＤＰ", "gdp");
    assert_codes("Ｇdp，８％", "gdp,8%");
    assert_codes("", "");
}

static void
test_blanks_are_left_out_but_between_latin_words(void **state)
{
    (void)state;
    assert_codes("经济\n发展", "经济发展");
    assert_codes("　　各位 代表：\r\n\t现在", "各位代表:现在");
    assert_codes("GDP growth", "gdp growth");
    assert_codes("GDP \n growth", "gdp growth");
    assert_codes("2023 年 5 G", "2023年5 g");
    assert_codes(" 5 ", "5");
    assert_codes("改\xE2\x80\x8B革", "改革"); /* a space without width */
}

static void
test_each_character_knows_its_bytes(void **state)
{
    struct arena a = {0};
    struct form f = read_form(" A 經\n濟 b", &a);
    static const uint32_t bytes[] = {1, 3, 7, 11};

    (void)state;
    assert_int_equal(f.count, 4);
    for (uint32_t i = 0; i < f.count; i++)
        assert_int_equal(f.bytes[i], bytes[i]);
    assert_int_equal(form_end(&f, 0), 2);
    assert_int_equal(form_end(&f, 2), 10);
    arena_release(&a);
}

static void
test_marks_are_no_words_but_inside_numbers(void **state)
{
    static const struct {
        const char *text;
        const char *is_word; /* a digit a character */
    } cases[] = {
        {"改革、开放。", "110110"},
        {"8.1%", "1111"},
        {"1,234.5万", "11111111"},
        {"8.年", "101"},
        {"率%", "10"},
        {"“双创”", "0110"},
        {"㎡①々〇²", "11111"},
        {"2023—2024", "111101111"},
        {"a b", "101"},
        {"……《规划》", "000110"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct form f = read_form(cases[i].text, &a);
        char bits[20] = "";
        for (uint32_t j = 0; j < f.count; j++)
            bits[j] = form_is_word(&f, j) ? '1' : '0';
        if (strcmp(bits, cases[i].is_word) != 0)
            fail_msg("%s: %s, not %s", cases[i].text, bits, cases[i].is_word);
        arena_release(&a);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_like_characters_become_equal),
        cmocka_unit_test(test_blanks_are_left_out_but_between_latin_words),
        cmocka_unit_test(test_each_character_knows_its_bytes),
        cmocka_unit_test(test_marks_are_no_words_but_inside_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
