/* period - times of unlike precision as days. */
#include "record/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void
test_a_time_is_its_first_and_its_last_day(void **state)
{
    static const struct {
        const char *iso;
        struct period period;
    } cases[] = {
        {"2024", {20240101, 20241231}},
        {"2024-06", {20240601, 20240631}},
        {"2024-06-30", {20240630, 20240630}},
        {"1998/2002", {19980101, 20021231}},
        {"2013-04/2014-03", {20130401, 20140331}},
        {"2023-12-31/2024", {20231231, 20241231}},
        {"2024/2024", {20240101, 20241231}},
        {"0000", {101, 1231}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct period p = {0};
        if (!period_parse(str_from(cases[i].iso), &p))
            fail_msg("%s is none", cases[i].iso);
        assert_int_equal(p.first, cases[i].period.first);
        assert_int_equal(p.last, cases[i].period.last);
    }
}

static void
test_what_is_no_time_is_refused(void **state)
{
    static const char *const texts[] = {"",
                                        "2",
                                        "202",
                                        "20240",
                                        "二〇二四",
                                        "2024-",
                                        "2024-6",
                                        "2024-13",
                                        "2024-00",
                                        "2024-06-",
                                        "2024-06-0",
                                        "2024-06-32",
                                        "2024-06-00",
                                        "2024/",
                                        "/2024",
                                        "2024/2023",
                                        "2020/21/2022",
                                        "2024-06-30T",
                                        "-2024",
                                        "2024 ",
                                        "2024-06-301"};
    struct period p = {1, 2};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (period_parse(str_from(texts[i]), &p))
            fail_msg("\"%s\" is taken", texts[i]);
    assert_int_equal(p.first, 1);
    assert_int_equal(p.last, 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_time_is_its_first_and_its_last_day),
        cmocka_unit_test(test_what_is_no_time_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
