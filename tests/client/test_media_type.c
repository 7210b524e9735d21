#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "client/media_type.h"

static const struct {
    const char *told, *path, *expected;
} cases[] = {
    {NULL, "report.html", "text/html"},
    {NULL, "a.b/REPORT.HTM", "text/html"},
    {NULL, "x.pdf", "application/pdf"},
    {NULL, "x.docx",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"text/plain", "x.pdf", "text/plain"},
    {NULL, "report.txt", ""},
    {NULL, "pages.html/report", ""},
    {NULL, "-", ""},
};

static void
test_media_type_is_told_or_by_suffix(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!str_equal(media_type_of(cases[i].told, cases[i].path),
                       str_from(cases[i].expected)))
            fail_msg("%s", cases[i].path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_media_type_is_told_or_by_suffix),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
