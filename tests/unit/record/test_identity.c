/* identity - document ids, their prefixes, and records' public ids. */
#include "record/identity.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
assert_id(struct document_id id, const char *digits)
{
    char text[DOCUMENT_ID_DIGITS + 1];

    assert_string_equal(document_id_print(id, text), digits);
}

static void
test_a_document_id_is_blake2b_128(void **state)
{
    (void)state;
    /* python3: hashlib.blake2b(b'...', digest_size=16).hexdigest() */
    assert_id(document_id_of(STR(""), STR(""), STR("")),
              "71d0aacb690b61280d0c97c6b6a66664");
    assert_id(document_id_of(STR("工作报告\n"), STR(""), STR("")),
              "5d6b52502b3cac90cb3f774ca522845d");
    assert_id(
        document_id_of(STR("工作报告\n"), STR("text/plain"), STR("GB18030")),
        "5e1cae6839e57280eaf2d804aa0ca526");
}

static void
test_type_and_charset_do_not_run_into_each_other(void **state)
{
    struct document_id a = document_id_of(STR("x"), STR("ab"), STR(""));
    struct document_id b = document_id_of(STR("x"), STR("a"), STR("b"));
    struct document_id none =
        document_id_of(STR("x"), (struct str){NULL, 0}, (struct str){NULL, 0});

    (void)state;
    assert_false(document_id_equal(a, b));
    assert_true(
        document_id_equal(none, document_id_of(STR("x"), STR(""), STR(""))));
}

static const char digits[] = "0123456789abcdefFEDCBA9876543210";

static void
test_an_id_is_read_back_in_either_case(void **state)
{
    struct document_id id;

    (void)state;
    assert_true(document_id_parse(str_from(digits), &id));
    assert_id(id, "0123456789abcdeffedcba9876543210");
}

static void
test_what_is_no_id_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "0123456789abcdeffedcba987654321",
        "0123456789abcdeffedcba98765432100",
        "0123456789abcdeffedcba987654321g",
        "0123456789abcdeffedcba98765432 0",
        " 123456789abcdeffedcba9876543210",
    };
    struct document_id id = {{7}};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(document_id_parse(str_from(wrong[i]), &id));
    assert_int_equal(id.bytes[0], 7);
}

static void
test_prefixes_match_by_half_bytes(void **state)
{
    struct document_id id;
    struct id_prefix prefix;

    (void)state;
    assert_true(document_id_parse(str_from(digits), &id));
    for (unsigned n = DOCUMENT_ID_MIN_DIGITS; n <= DOCUMENT_ID_DIGITS; n++) {
        struct document_id other = id;
        assert_true(id_prefix_parse((struct str){digits, n}, &prefix));
        assert_int_equal(prefix.digits, n);
        assert_true(id_prefix_matches(prefix, id));
        /* The last digit of the prefix counts, the one after it does not. */
        other.bytes[(n - 1) / 2] ^= n % 2 ? 0x10 : 0x01;
        assert_false(id_prefix_matches(prefix, other));
        other = id;
        if (n == DOCUMENT_ID_DIGITS)
            continue;
        other.bytes[n / 2] ^= n % 2 ? 0x01 : 0x10;
        assert_true(id_prefix_matches(prefix, other));
    }
}

static void
test_a_prefix_has_four_to_thirty_two_digits(void **state)
{
    struct id_prefix prefix;

    (void)state;
    assert_false(id_prefix_parse(STR("012"), &prefix));
    assert_true(id_prefix_parse(STR("0123"), &prefix));
    assert_false(id_prefix_parse(STR("012x"), &prefix));
    assert_false(
        id_prefix_parse(STR("0123456789abcdef0123456789abcdef0"), &prefix));
}

static void
test_public_ids_are_read_back(void **state)
{
    static const enum record_letter letters[] = {RECORD_REPORT, RECORD_SECTION,
                                                 RECORD_FIGURE};
    static const struct span spans[] = {{0, 0}, {1204, 1215}, {0, UINT32_MAX}};
    struct arena a = {0};
    struct document_id id;
    struct record_ref ref;

    (void)state;
    assert_true(document_id_parse(str_from(digits), &id));
    for (int l = 0; l < 3; l++) {
        for (int s = 0; s < 3; s++) {
            struct str text = record_id_print(id, letters[l], spans[s], &a);
            assert_true(record_ref_parse(text, &ref));
            assert_int_equal(ref.letter, letters[l]);
            assert_int_equal(ref.span.begin, spans[s].begin);
            assert_int_equal(ref.span.end, spans[s].end);
            assert_int_equal(ref.document.digits, 32);
            assert_true(id_prefix_matches(ref.document, id));
        }
    }
    assert_true(str_equal(record_id_print(id, RECORD_FIGURE, spans[1], &a),
                          STR("0123456789abcdeffedcba9876543210.f1204-1215")));
    arena_release(&a);
}

static void
test_a_public_id_may_be_shortened(void **state)
{
    struct record_ref ref;

    (void)state;
    assert_true(record_ref_parse(STR("0123.s7-9"), &ref));
    assert_int_equal(ref.document.digits, 4);
    assert_int_equal(ref.letter, RECORD_SECTION);
}

static void
test_what_is_no_public_id_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",           "0123",        "0123.",       "012.f1-2",
        "0123.x1-2",  "0123.f",      "0123.f1",     "0123.f1-",
        "0123.f-2",   "0123.f1-2-3", "0123.f+1-2",  "0123.f1- 2",
        "0123.f1-2 ", "0123f1-2",    "0123.f1.2",   "0123.f4294967296-5",
        ".f1-2",      "0123.F1-2",   "0123.f1-0x2",
    };
    struct record_ref ref;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (record_ref_parse(str_from(wrong[i]), &ref))
            fail_msg("\"%s\" was read", wrong[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_document_id_is_blake2b_128),
        cmocka_unit_test(test_type_and_charset_do_not_run_into_each_other),
        cmocka_unit_test(test_an_id_is_read_back_in_either_case),
        cmocka_unit_test(test_what_is_no_id_is_refused),
        cmocka_unit_test(test_prefixes_match_by_half_bytes),
        cmocka_unit_test(test_a_prefix_has_four_to_thirty_two_digits),
        cmocka_unit_test(test_public_ids_are_read_back),
        cmocka_unit_test(test_a_public_id_may_be_shortened),
        cmocka_unit_test(test_what_is_no_public_id_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
