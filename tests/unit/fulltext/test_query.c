/* query - words into phrases, and where these stand in a text. */
#include "fulltext/query.h"

#include <string.h>

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The phrases of a query, each followed by a bar. */
static void
assert_phrases(const char *words, const char *wanted)
{
    struct arena a = {0};
    struct text_query q;
    char bytes[400];
    size_t at = 0;

    assert_int_equal(text_query_read(str_from(words), &a, &q, NULL), STATUS_OK);
    for (size_t i = 0; i < q.count; i++) {
        for (uint32_t j = 0; j < q.phrases[i].count; j++)
            at += utf8_encode(q.phrases[i].codes[j], bytes + at);
        bytes[at++] = '|';
    }
    bytes[at] = '\0';
    assert_string_equal(bytes, wanted);
    arena_release(&a);
}

static void
test_words_stand_between_blanks_and_marks(void **state)
{
    (void)state;
    assert_phrases("鄉村振興", "乡村振兴|");
    assert_phrases("  经济　发展 ", "经济|发展|");
    assert_phrases("改革、开放", "改革|开放|");
    assert_phrases("增长8.1%，GDP", "增长8.1%|gdp|");
}

static void
test_quotes_keep_marks_and_blanks(void **state)
{
    (void)state;
    assert_phrases("\"改革、开放\"", "改革、开放|");
    assert_phrases("“改革 开放”就业", "改革开放|就业|");
    assert_phrases("就业＂ＧＤＰ growth＂", "就业|gdp growth|");
}

static void
test_what_cannot_be_searched_is_refused(void **state)
{
    static const char *const words[] = {
        "",           "  ",   "、。",   "\"",
        "经济\"发展", "\"\"", "\"、\"", "a b c d e f g h i j k l m n o p q",
    };

    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct arena a = {0};
        struct text_query q;
        struct error err = {""};
        if (text_query_read(str_from(words[i]), &a, &q, &err) != STATUS_INVALID)
            fail_msg("\"%s\" was taken", words[i]);
        assert_true(err.text[0] != '\0');
        arena_release(&a);
    }
}

static void
test_a_phrase_of_hanzi_needs_no_look_up_to_a_pair(void **state)
{
    static const struct {
        const char *words;
        bool is_exact;
        size_t terms;
    } cases[] = {
        {"桥", true, 1},          {"经济", true, 1}, {"经济发展", false, 3},
        {"GD", false, 1},         {"5", false, 1},   {"\"桥、\"", false, 1},
        {"\"桥、路\"", false, 2}, {"哈哈", true, 1}, {"哈哈哈", false, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a = {0};
        struct text_query q;
        assert_int_equal(
            text_query_read(str_from(cases[i].words), &a, &q, NULL), STATUS_OK);
        assert_int_equal(q.phrases[0].is_exact, cases[i].is_exact);
        assert_int_equal(q.phrases[0].term_count, cases[i].terms);
        arena_release(&a);
    }
}

/* How often a phrase stands in a text. */
static size_t
count(const char *words, const char *text)
{
    struct arena a = {0};
    struct text_query q;
    struct form f;
    size_t found = 0;

    assert_int_equal(text_query_read(str_from(words), &a, &q, NULL), STATUS_OK);
    assert_int_equal(form_read(str_from(text), &a, &f, NULL), STATUS_OK);
    for (uint32_t at = 0; (at = phrase_find(&q.phrases[0], &f, at)) < f.count;
         at++)
        found++;
    arena_release(&a);
    return found;
}

static void
test_phrases_are_found_in_their_form(void **state)
{
    (void)state;
    assert_int_equal(count("经济发展", "經濟\n發展，经济发展"), 2);
    assert_int_equal(count("经济发展", "经济、发展"), 0);
    assert_int_equal(count("\"经济、发展\"", "經濟、發展"), 1);
    assert_int_equal(count("哈哈", "哈哈哈"), 2);
    assert_int_equal(count("经济", ""), 0);
    assert_int_equal(count("经济发展", "经济"), 0);
}

static void
test_numbers_and_latin_words_are_found_whole(void **state)
{
    (void)state;
    assert_int_equal(count("10", "10个，100个，210个，1.10个，10.5个"), 1);
    assert_int_equal(count("5亿", "5亿元，1.5亿元，15亿元，1,5亿"), 1);
    assert_int_equal(count("8.1%", "增长8.1%，增长18.1%"), 1);
    assert_int_equal(count("8.1", "增长8.1%"), 1);
    assert_int_equal(count("GDP", "GDP增长，XGDP，GDPs，ＧＤＰ"), 2);
    assert_int_equal(count("5G", "5G网络，15G，A5G"), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_stand_between_blanks_and_marks),
        cmocka_unit_test(test_quotes_keep_marks_and_blanks),
        cmocka_unit_test(test_what_cannot_be_searched_is_refused),
        cmocka_unit_test(test_a_phrase_of_hanzi_needs_no_look_up_to_a_pair),
        cmocka_unit_test(test_phrases_are_found_in_their_form),
        cmocka_unit_test(test_numbers_and_latin_words_are_found_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
