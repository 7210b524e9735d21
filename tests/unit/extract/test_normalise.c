#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "worker/extract/text/text.h"

static int
setup(void **state)
{
    static struct arena arena;

    arena = (struct arena){0};
    *state = &arena;
    return 0;
}

static int
teardown(void **state)
{
    arena_release(*state);
    return 0;
}

static void
assert_folds(struct arena *arena, const char *from, const char *to)
{
    struct text text;
    struct str folded;

    assert_int_equal(
        text_normalise(str_from(from), NULL, 0, arena, &text, NULL), STATUS_OK);
    folded = text_folded(&text, (struct range){0, text.count}, arena);
    assert_true(str_equal(folded, str_from(to)));
}

static void
test_normalise_folds_full_width_to_ascii(void **state)
{
    assert_folds(*state, "７．４％，（一）", "7.4%,(一)");
    assert_folds(*state, "甲　乙", "甲 乙");
}

static void
test_normalise_folds_traditional_to_simplified(void **state)
{
    assert_folds(*state, "兩萬億個戶", "两万亿个户");
    assert_folds(*state, "简体不变", "简体不变");
}

/* As PDFs have them: U+F98E, U+F902, U+2F08. */
static void
test_normalise_folds_compatible_characters(void **state)
{
    assert_folds(*state, "\xEF\xA6\x8E\xEF\xA4\x82\xE2\xBC\x88", "年车人");
}

static void
test_normalise_offsets_lead_back_to_the_bytes(void **state)
{
    struct text text;
    struct str quote;

    assert_int_equal(
        text_normalise(STR("共３萬戶"), NULL, 0, *state, &text, NULL),
        STATUS_OK);
    quote = text_quote(&text, (struct range){1, 4}, *state);
    assert_true(str_equal(quote, STR("３萬戶")));
    assert_int_equal(text.bytes[text.count], text.source.len);
    assert_int_equal(text.codes[text.count], 0);
}

static void
test_normalise_repair_points_at_the_damaged_span(void **state)
{
    const struct repair repair = {
        .span = {3, 6}, .original = STR("?,F"), .repaired = STR("。現")};
    struct text text;
    struct span span;

    assert_int_equal(
        text_normalise(STR("甲?,F乙"), &repair, 1, *state, &text, NULL),
        STATUS_OK);
    assert_int_equal(text.count, 4);
    assert_int_equal(text.codes[2], 0x73B0);
    span = text_span(&text, (struct range){1, 2});
    assert_int_equal(span.begin, 3);
    assert_int_equal(span.end, 6);
    span = text_span(&text, (struct range){0, 3});
    assert_int_equal(span.begin, 0);
    assert_int_equal(span.end, 6);
}

static void
test_normalise_stops_at_the_arena_limit(void **state)
{
    struct arena tiny = ARENA_LIMIT(16);
    struct text text;
    struct error err;

    (void)state;
    assert_int_equal(text_normalise(STR("一二三四五六七八九十"), NULL, 0, &tiny,
                                    &text, &err),
                     STATUS_UNAVAILABLE);
    arena_release(&tiny);
}

/* What a text holds of signs is what its characters are signs of. */
static void
assert_has_signs(const struct text *text)
{
    for (uint32_t i = 0; i < text->count; i++)
        assert_int_equal(text->signs[i], mark_bits(text->codes[i]));
    assert_int_equal(text->signs[text->count], 0);
}

static void
test_normalise_finds_signs_from_any_place_on(void **state)
{
    const uint32_t signs = SIGN_SENTENCE_END | SIGN_LINE_END;
    struct text text;

    assert_int_equal(
        text_normalise(STR("甲乙丙丁戊。己庚！\n辛壬癸子丑寅卯辰巳？"), NULL, 0,
                       *state, &text, NULL),
        STATUS_OK);
    assert_has_signs(&text);
    for (uint32_t end = 0; end <= text.count; end++) {
        for (uint32_t begin = 0; begin <= end; begin++) {
            uint32_t at = begin;

            while (at < end && !mark_has(text.codes[at], signs))
                at++;
            assert_int_equal(text_find(&text, begin, end, signs), at);
        }
    }
}

static void
test_normalise_empty_text_is_empty(void **state)
{
    assert_folds(*state, "", "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_normalise_folds_full_width_to_ascii, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_normalise_folds_traditional_to_simplified, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_normalise_folds_compatible_characters, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_normalise_offsets_lead_back_to_the_bytes, setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_normalise_repair_points_at_the_damaged_span, setup, teardown),
        cmocka_unit_test_setup_teardown(test_normalise_stops_at_the_arena_limit,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_normalise_finds_signs_from_any_place_on, setup, teardown),
        cmocka_unit_test_setup_teardown(test_normalise_empty_text_is_empty,
                                        setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
