#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "worker/extract/decode/sniff.h"
#include "worker/extract/extract.h"

static const struct {
    const char *media_type;
    struct str bytes;
    enum format format;
} cases[] = {
    {"", STR_INIT("报告"), FORMAT_TEXT},
    {"text/markdown", STR_INIT("报告"), FORMAT_TEXT},
    {"Text/HTML; charset=gbk", STR_INIT("<p>报告"), FORMAT_HTML},
    {"application/xhtml+xml", STR_INIT("<html/>"), FORMAT_HTML},
    {"text/html", STR_INIT("一\n二 < 三\n"), FORMAT_TEXT},
    {"text/html", STR_INIT("<\0p\0>\0"), FORMAT_HTML},
    {"", STR_INIT("PK\x03\x04..."), FORMAT_DOCX},
    {"text/plain", STR_INIT("PK\x03\x04..."), FORMAT_DOCX},
    {"image/png", STR_INIT("%PDF-1.7"), FORMAT_PDF},
    {"application/pdf", STR_INIT("\r\n%PDF-1.7"), FORMAT_PDF},
    {"application/pdf", STR_INIT("报告"), FORMAT_TEXT},
    {"", STR_INIT("见 %PDF-1.7"), FORMAT_TEXT},
    {EXTRACT_TYPE_PDF_TEXT, STR_INIT("%PDF-1.7"), FORMAT_PDF_TEXT},
    {"application/msword", STR_INIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
     FORMAT_OLE},
    {"", STR_INIT("{\\rtf1"), FORMAT_RTF},
    {"image/png", STR_INIT("\x89PNG"), FORMAT_UNKNOWN},
};

static void
test_sniff_trusts_bytes_before_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum format found =
            sniff(str_from(cases[i].media_type), cases[i].bytes);

        if (found != cases[i].format)
            fail_msg("%s \"%.*s\": %d", cases[i].media_type,
                     STR_ARG(cases[i].bytes), (int)found);
    }
}

static void
test_sniff_knows_pages_by_their_begin(void **state)
{
    (void)state;
    assert_true(sniff_is_html(STR("\xEF\xBB\xBF\n<!DOCTYPE HTML>")));
    assert_true(sniff_is_html(STR("<!-- a --><?xml version='1.0'?>\n<html>")));
    assert_true(sniff_is_html(STR("<head>")));
    assert_false(sniff_is_html(STR("报告<html>")));
    assert_false(sniff_is_html(STR("<header>")));
    assert_false(sniff_is_html(STR("<!-- a")));
    assert_false(sniff_is_html(STR("")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sniff_trusts_bytes_before_words),
        cmocka_unit_test(test_sniff_knows_pages_by_their_begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
