/* dictionary - words by number, and what is asked of them. */
#include "publisher/columns/dictionary.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static uint32_t
take(struct dictionary *d, const char *text)
{
    uint32_t number;

    assert_true(dictionary_take(d, str_from(text), &number));
    return number;
}

static void
test_a_word_has_one_number(void **state)
{
    struct dictionary d = {0};
    uint32_t grain = take(&d, "粮食"), steel = take(&d, "钢"), none;

    (void)state;
    assert_int_not_equal(grain, steel);
    assert_int_equal(take(&d, "粮食"), grain);
    assert_true(str_equal(dictionary_word(&d, steel), STR("钢")));
    assert_true(dictionary_take(&d, (struct str){0}, &none));
    assert_int_equal(none, DICTIONARY_NONE);
    assert_int_not_equal(take(&d, ""), DICTIONARY_NONE);
    dictionary_release(&d);
}

static void
test_what_nobody_has_is_gone(void **state)
{
    struct dictionary d = {0};
    uint32_t kept = take(&d, "粮食"), gone = take(&d, "棉花");
    size_t bytes = dictionary_bytes(&d);

    (void)state;
    assert_int_equal(take(&d, "棉花"), gone);
    dictionary_give_back(&d, gone);
    assert_true(str_equal(dictionary_word(&d, gone), STR("棉花")));
    dictionary_give_back(&d, gone);
    assert_null(dictionary_word(&d, gone).ptr);
    assert_true(dictionary_bytes(&d) < bytes);
    assert_int_equal(take(&d, "油料"), gone);
    assert_int_not_equal(take(&d, "棉花"), kept);
    dictionary_give_back(&d, DICTIONARY_NONE);
    dictionary_release(&d);
}

static void
test_words_hold_what_is_asked(void **state)
{
    struct dictionary d = {0};
    uint32_t output = take(&d, "粮食产量"), grain = take(&d, "粮食");

    (void)state;
    assert_true(dictionary_ask(&d, STR("粮食"), false));
    assert_true(dictionary_holds(&d, output));
    assert_true(dictionary_holds(&d, grain));
    assert_false(dictionary_holds(&d, DICTIONARY_NONE));
    assert_true(dictionary_ask(&d, STR("粮食"), true));
    assert_false(dictionary_holds(&d, output));
    assert_true(dictionary_holds(&d, grain));
    assert_true(dictionary_ask(&d, STR("产量"), false));
    assert_true(dictionary_holds(&d, output));
    assert_false(dictionary_holds(&d, grain));
    dictionary_release(&d);
}

/* A verdict is about the word that had the number then. */
static void
test_a_number_given_anew_is_judged_anew(void **state)
{
    struct dictionary d = {0};
    uint32_t number = take(&d, "粮食");

    (void)state;
    assert_true(dictionary_ask(&d, STR("粮"), false));
    assert_true(dictionary_holds(&d, number));
    dictionary_give_back(&d, number);
    assert_int_equal(take(&d, "钢"), number);
    assert_true(dictionary_ask(&d, STR("粮"), false));
    assert_false(dictionary_holds(&d, number));
    dictionary_release(&d);
}

static void
test_many_words_are_told_apart(void **state)
{
    enum { WORDS = 5000 };
    struct dictionary d = {0};
    uint32_t numbers[WORDS];
    char text[16];

    (void)state;
    for (size_t i = 0; i < WORDS; i++) {
        snprintf(text, sizeof text, "%zu", i);
        numbers[i] = take(&d, text);
    }
    assert_true(dictionary_ask(&d, STR("4999"), true));
    for (size_t i = 0; i < WORDS; i++) {
        snprintf(text, sizeof text, "%zu", i);
        assert_true(str_equal(dictionary_word(&d, numbers[i]), str_from(text)));
        assert_int_equal(dictionary_holds(&d, numbers[i]), i == 4999);
    }
    dictionary_release(&d);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_word_has_one_number),
        cmocka_unit_test(test_what_nobody_has_is_gone),
        cmocka_unit_test(test_words_hold_what_is_asked),
        cmocka_unit_test(test_a_number_given_anew_is_judged_anew),
        cmocka_unit_test(test_many_words_are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
