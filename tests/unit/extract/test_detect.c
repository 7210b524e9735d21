#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "worker/extract/decode/detect.h"

#define SIMPLIFIED "工作报告：全年新增就业3万人，增长5%。"
#define TRADITIONAL "工作報告：全年新增就業3萬人，增長5%。"

enum { ROOM = 1024 };

static struct str
encoded(const char *utf8, const char *charset, char *room)
{
    iconv_t converter = iconv_open(charset, "UTF-8");
    union {
        const char *given;
        char *taken;
    } from = {utf8};
    size_t left = strlen(utf8), space = ROOM;
    char *to = room;

    assert_true(converter != (iconv_t)-1);
    assert_int_equal(iconv(converter, &from.taken, &left, &to, &space), 0);
    iconv_close(converter);
    return (struct str){room, ROOM - space};
}

/* `text` in `charset`, told to be in `told` (NULL: in nothing). */
static const struct {
    const char *text, *charset, *told;
} cases[] = {
    {SIMPLIFIED, "UTF-8", NULL},
    {SIMPLIFIED, "GB18030", NULL},
    {SIMPLIFIED, "UTF-16LE", NULL},
    {SIMPLIFIED, "UTF-16BE", NULL},
    {SIMPLIFIED, "UTF-16", NULL},
    {TRADITIONAL, "BIG5", NULL},
    {TRADITIONAL, "GBK", NULL},
    {TRADITIONAL, "UTF-16LE", NULL},
    /* told, and true */
    {SIMPLIFIED, "GB18030", "gb2312"},
    {TRADITIONAL, "BIG5", "big5"},
    {SIMPLIFIED, "UTF-16LE", "utf-16"},
    /* told, and impossible */
    {SIMPLIFIED, "GB18030", "utf-8"},
    {SIMPLIFIED, "UTF-8", "gbk"},
    {TRADITIONAL, "UTF-8", "big5"},
    {SIMPLIFIED, "UTF-8", "utf-16le"},
    {SIMPLIFIED, "UTF-16", "gbk"},
    /* what servers say of any page */
    {SIMPLIFIED, "GB18030", "iso-8859-1"},
    {SIMPLIFIED, "UTF-8", "windows-1252"},
    {"Café, 3½ €", "WINDOWS-1252", "iso-8859-1"},
    {"plain ASCII", "UTF-8", "big5"},
};

static void
test_detect_reads_what_was_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct str text, bytes;
        enum charset told;
        char room[ROOM];

        bytes = encoded(cases[i].text, cases[i].charset, room);
        if (cases[i].told)
            assert_true(charset_find(str_from(cases[i].told), &told));
        assert_int_equal(
            detect_text(bytes, cases[i].told ? &told : NULL, &arena, &text),
            CONVERSION_DONE);
        if (str_starts(text, STR("\xEF\xBB\xBF")))
            text = str_slice(text, 3, text.len);
        if (!str_equal(text, str_from(cases[i].text)))
            fail_msg("%s told to be %s: %.*s", cases[i].charset,
                     cases[i].told ? cases[i].told : "nothing", STR_ARG(text));
        arena_release(&arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_detect_reads_what_was_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
