#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "worker/extract/decode/decode.h"

/* "工作报告" in several charsets. */
#define UTF8_TEXT "工作报告"
#define GBK_TEXT "\xB9\xA4\xD7\xF7\xB1\xA8\xB8\xE6"
#define BIG5_TEXT "\xA4\x75\xA7\x40\xB3\xF8\xA7\x69" /* 工作報告 */
#define UTF16LE_TEXT "\xE5\x5D\x5C\x4F\xA5\x62\x4A\x54"

struct decoded {
    struct arena arena;
    enum status status;
    struct str text;
    struct error err;
};

static struct decoded
decode_bytes(struct str bytes, const char *media_type, const char *charset)
{
    struct decoded d = {.text = STR_INIT("untouched")};
    struct extract_input in = {.bytes = bytes,
                               .media_type = str_from(media_type),
                               .charset = str_from(charset)};

    d.status = decode(&in, &d.arena, &d.text, &d.err);
    return d;
}

static void
check_text(struct str bytes, const char *charset, const char *expected)
{
    struct decoded d = decode_bytes(bytes, "", charset);

    assert_int_equal(d.status, STATUS_OK);
    assert_int_equal(d.text.len, strlen(expected));
    assert_memory_equal(d.text.ptr, expected, d.text.len);
    arena_release(&d.arena);
}

static void
check_invalid(struct str bytes, const char *media_type, const char *charset,
              const char *reason)
{
    struct decoded d = decode_bytes(bytes, media_type, charset);

    assert_int_equal(d.status, STATUS_INVALID);
    assert_non_null(strstr(d.err.text, reason));
    assert_true(str_equal(d.text, STR("untouched")));
    arena_release(&d.arena);
}

static void
test_decode_utf8_keeps_line_ends(void **state)
{
    (void)state;
    check_text(STR("工作报告\r\n一年来\n"), "", "工作报告\r\n一年来\n");
}

static void
test_decode_mark_is_dropped(void **state)
{
    (void)state;
    check_text(STR("\xEF\xBB\xBF" UTF8_TEXT), "", UTF8_TEXT);
    check_text(STR("\xFF\xFE" UTF16LE_TEXT), "", UTF8_TEXT);
    check_text(STR("\xFF\xFE" UTF16LE_TEXT), "UTF-16LE", UTF8_TEXT);
}

static void
test_decode_undeclared_gbk_is_found(void **state)
{
    (void)state;
    check_text(STR(GBK_TEXT), "", UTF8_TEXT);
}

static void
test_decode_declared_charset_wins(void **state)
{
    (void)state;
    check_text(STR(BIG5_TEXT), "Big5", "工作報告");
    check_text(STR(GBK_TEXT), "gb2312", UTF8_TEXT);
    check_text(STR(UTF16LE_TEXT), "UTF-16LE", UTF8_TEXT);
}

static void
test_decode_wrongly_declared_charset_is_detected(void **state)
{
    (void)state;
    check_text(STR(GBK_TEXT), "UTF-8", UTF8_TEXT);
    check_text(STR("工作报告。"), "Big5", "工作报告。");
}

static void
test_decode_charset_of_the_media_type_counts(void **state)
{
    struct decoded d;

    (void)state;
    d = decode_bytes(STR(BIG5_TEXT), "Text/Plain; charset=\"big5\"", "");
    assert_int_equal(d.status, STATUS_OK);
    assert_true(str_equal(d.text, STR("工作報告")));
    arena_release(&d.arena);
}

static void
test_decode_refuses_what_is_no_text(void **state)
{
    (void)state;
    check_invalid(STR("\x89PNG"), "image/png", "", "image/png");
    check_invalid(STR("%PDF-1.4"), "application/pdf", "", "pdftotext");
    check_invalid(STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "", "", ".doc");
    check_invalid(STR("{\\rtf1 "), "text/plain", "", "RTF");
    check_invalid(STR("ab\0cd"), "", "", "NUL");
    check_invalid(STR(UTF8_TEXT), "", "klingon", "klingon");
    check_invalid(STR(GBK_TEXT), "", "GBK//IGNORE", "not supported");
    check_invalid(STR("\xFF\xFF\xFF\x80"), "", "", "no text");
}

static void
test_decode_refuses_emptiness(void **state)
{
    (void)state;
    check_invalid(STR(""), "", "", "holds no text");
    check_invalid(STR(" \r\n\t\xE3\x80\x80\xC2\xA0"), "", "", "holds no text");
    check_invalid(STR("\xEF\xBB\xBF"), "", "", "holds no text");
}

static void
test_decode_stays_within_the_arena(void **state)
{
    struct extract_input in = {.bytes = STR_INIT(GBK_TEXT)};
    struct arena arena = ARENA_LIMIT(1);
    struct str text = STR_INIT("untouched");
    struct error err = {{0}};

    (void)state;
    assert_int_equal(decode(&in, &arena, &text, &err), STATUS_UNAVAILABLE);
    assert_true(str_equal(text, STR("untouched")));
    arena_release(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decode_utf8_keeps_line_ends),
        cmocka_unit_test(test_decode_mark_is_dropped),
        cmocka_unit_test(test_decode_undeclared_gbk_is_found),
        cmocka_unit_test(test_decode_declared_charset_wins),
        cmocka_unit_test(test_decode_wrongly_declared_charset_is_detected),
        cmocka_unit_test(test_decode_charset_of_the_media_type_counts),
        cmocka_unit_test(test_decode_refuses_what_is_no_text),
        cmocka_unit_test(test_decode_refuses_emptiness),
        cmocka_unit_test(test_decode_stays_within_the_arena),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
