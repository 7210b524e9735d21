/* time_option - moments on the command line. */
#include "client/time_option.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_moments_are_read_in_utc(void **state)
{
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {
        {"+0", 5000},
        {"+90", 95000},
        {"1970-01-02", 86400000},
        {"2001-09-09T01:46:40", 1000000000000},
        {"2001-09-09T01:46:40Z", 1000000000000},
        {"2001-09-09T01:46Z", 999999960000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err = {0};
        int64_t ms = -1;
        if (time_option_read(cases[i].text, 5000, &ms, &err) != STATUS_OK)
            fail_msg("%s: %s", cases[i].text, err.text);
        assert_int_equal(ms, cases[i].ms);
    }
}

static void
test_what_is_no_moment_is_refused(void **state)
{
    static const char *const cases[] = {
        "",
        "+",
        "+x",
        "90",
        "-5",
        "2001-09",
        "2001-13-01",
        "2001-09-09 1:46",
        "2001-09-09T01:46:40+08:00",
        "1960-01-01",
        "+99999999999999999",
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err = {0};
        int64_t ms;
        if (time_option_read(cases[i], 5000, &ms, &err) != STATUS_INVALID)
            fail_msg("\"%s\" was taken", cases[i]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moments_are_read_in_utc),
        cmocka_unit_test(test_what_is_no_moment_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
