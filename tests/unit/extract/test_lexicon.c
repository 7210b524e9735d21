#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "tables.h"

enum { CODES_MAX = 32 };

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

static void
test_lexicon_longest_takes_the_longest_that_fits(void **state)
{
    static const struct {
        const char *text;
        uint32_t chars; /* 0: nothing begins there */
    } cases[] = {
        {"百分点", 3},           {"百分", 0},   {"千瓦时", 3}, {"千瓦", 2},
        {"个百分点", 4},         {"个百分", 1}, {"个", 1},     {"X", 0},
        {"\xF0\xA0\x80\x80", 0}, /* a character of no spelling */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t codes[CODES_MAX], count = decode(cases[i].text, codes);
        struct lexicon_hit hit = {0};

        assert_int_equal(lexicon_longest(&lexicon_units, codes, count, &hit),
                         cases[i].chars > 0);
        assert_int_equal(hit.chars, cases[i].chars);
    }
}

static void
test_lexicon_next_goes_from_shorter_to_longer(void **state)
{
    uint32_t codes[CODES_MAX], count = decode("个百分点", codes);
    struct lexicon_walk walk = lexicon_begin(&lexicon_units);
    struct lexicon_hit hit;

    (void)state;
    assert_true(lexicon_next(&walk, codes, count, &hit));
    assert_int_equal(hit.chars, 1);
    assert_true(lexicon_next(&walk, codes, count, &hit));
    assert_int_equal(hit.chars, 4);
    assert_false(lexicon_next(&walk, codes, count, &hit));
}

static void
test_lexicon_spells_beyond_the_basic_plane(void **state)
{
    uint32_t codes[CODES_MAX], count = decode("赤𫚭角", codes);
    struct lexicon_hit hit;

    (void)state;
    assert_true(lexicon_exact(&lexicon_names, codes, count, &hit));
    assert_int_equal(names_rows[hit.row].role, NAMES_ROLE_PLACE);
    codes[1]++;
    assert_false(lexicon_exact(&lexicon_names, codes, count, &hit));
}

static void
test_lexicon_char_is_a_spelling_of_its_own(void **state)
{
    (void)state;
    assert_true(lexicon_char(&lexicon_units, 0x4E2A) >= 0);     /* 个 */
    assert_int_equal(lexicon_char(&lexicon_units, 'X'), -1);    /* of none */
    assert_int_equal(lexicon_char(&lexicon_units, 0x767E), -1); /* 百 */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lexicon_longest_takes_the_longest_that_fits),
        cmocka_unit_test(test_lexicon_next_goes_from_shorter_to_longer),
        cmocka_unit_test(test_lexicon_spells_beyond_the_basic_plane),
        cmocka_unit_test(test_lexicon_char_is_a_spelling_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
