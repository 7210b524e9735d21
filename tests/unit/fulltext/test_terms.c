/* terms - characters and pairs of a text, counted and packed. */
#include "fulltext/terms.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/numbers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct text_terms
read_terms(const char *text, struct arena *a)
{
    struct text_terms terms;

    assert_int_equal(text_terms_read(str_from(text), a, &terms, NULL),
                     STATUS_OK);
    return terms;
}

static void
test_a_text_has_its_characters_and_pairs_with_their_counts(void **state)
{
    static const struct {
        const char *term;
        uint32_t count;
    } wanted[] = {{"5", 1},  {"5g", 1},   {"g", 1},  {"告", 2},   {"告5", 1},
                  {"报", 2}, {"报告", 2}, {"改", 1}, {"改革", 1}, {"革", 1}};
    struct arena a = {0};
    struct text_terms terms = read_terms("報告、改\n革。报告 5G", &a);

    (void)state;
    assert_int_equal(terms.count, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < terms.count; i++) {
        char bytes[TEXT_TERM_BYTES];
        size_t width = text_term_print(terms.items[i].term, bytes);
        assert_int_equal(width, strlen(wanted[i].term));
        assert_memory_equal(bytes, wanted[i].term, width);
        assert_int_equal(terms.items[i].count, wanted[i].count);
    }
    assert_int_equal(text_terms_length(&terms), 8);
    arena_release(&a);
}

static void
test_a_text_without_words_has_none(void **state)
{
    struct arena a = {0};

    (void)state;
    assert_int_equal(read_terms("", &a).count, 0);
    assert_int_equal(read_terms(" 、。\n……", &a).count, 0);
    arena_release(&a);
}

/* Of characters of one to four bytes. */
static struct str
random_text(struct numbers *n, struct arena *a)
{
    static const char *const parts[] = {"a", "7", "é", "报", "告", "𠮷", "、"};
    struct str text = {"", 0};
    char *bytes = arena_alloc(a, 1, 4 * 5000);

    text.ptr = bytes;
    for (uint64_t i = numbers_below(n, 5000); i > 0; i--) {
        const char *part = parts[numbers_below(n, 7)];
        memcpy(bytes + text.len, part, strlen(part));
        text.len += strlen(part);
    }
    return text;
}

static void
test_packed_terms_are_read_again(void **state)
{
    struct numbers n = {5};

    (void)state;
    for (int i = 0; i < 50; i++) {
        struct arena a = {0};
        struct text_terms terms, again;
        struct str packed;
        assert_int_equal(text_terms_read(random_text(&n, &a), &a, &terms, NULL),
                         STATUS_OK);
        assert_int_equal(text_terms_pack(&terms, &a, &packed, NULL), STATUS_OK);
        assert_int_equal(text_terms_unpack(packed, &a, &again, NULL),
                         STATUS_OK);
        assert_int_equal(again.count, terms.count);
        for (size_t j = 0; j < terms.count; j++) {
            assert_true(again.items[j].term == terms.items[j].term);
            assert_int_equal(again.items[j].count, terms.items[j].count);
        }
        arena_release(&a);
    }
}

/* Whatever is read is in order, and of one or two characters. */
static void
test_damaged_terms_are_refused_or_in_order(void **state)
{
    struct numbers n = {6};

    (void)state;
    for (int i = 0; i < 500; i++) {
        struct arena a = {0};
        struct text_terms terms, again;
        struct str packed;
        assert_int_equal(
            text_terms_read(STR("报告5G改革开放"), &a, &terms, NULL),
            STATUS_OK);
        assert_int_equal(text_terms_pack(&terms, &a, &packed, NULL), STATUS_OK);
        ((char *)(uintptr_t)packed.ptr)[numbers_below(&n, packed.len)] ^=
            (char)(1 + numbers_below(&n, 255));
        packed.len -= numbers_below(&n, 2);
        if (text_terms_unpack(packed, &a, &again, NULL) == STATUS_OK)
            for (size_t j = 1; j < again.count; j++)
                assert_true(again.items[j].term > again.items[j - 1].term);
        arena_release(&a);
    }
}

static void
test_terms_that_are_none_are_refused(void **state)
{
    static const struct str packed[] = {
        STR_INIT("\x01"),                             /* cut */
        STR_INIT("\x01\x41"),                         /* without a count */
        STR_INIT("\x01\x41\x00"),                     /* no times */
        STR_INIT("\x01\xFF\x01"),                     /* not UTF-8 */
        STR_INIT("\x01\x00\x01"),                     /* a zero */
        STR_INIT("\x03\x41\x42\x43\x01"),             /* three characters */
        STR_INIT("\x00\x01"),                         /* none */
        STR_INIT("\x01\x42\x01\x01\x41\x01"),         /* falling */
        STR_INIT("\x01\x42\x01\x10\x01"),             /* again */
        STR_INIT("\x11\x42\x01"),                     /* shared with nothing */
        STR_INIT("\x01\x42\xFF\xFF\xFF\xFF\xFF\x01"), /* too often */
    };

    (void)state;
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
        struct arena a = {0};
        struct text_terms terms;
        if (text_terms_unpack(packed[i], &a, &terms, NULL) != STATUS_INVALID)
            fail_msg("case %zu was taken", i);
        arena_release(&a);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_a_text_has_its_characters_and_pairs_with_their_counts),
        cmocka_unit_test(test_a_text_without_words_has_none),
        cmocka_unit_test(test_packed_terms_are_read_again),
        cmocka_unit_test(test_damaged_terms_are_refused_or_in_order),
        cmocka_unit_test(test_terms_that_are_none_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
