/* rate - what counts as the last minute. */
#include "worker/rate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_counts_leave_after_a_minute(void **state)
{
    struct rate r = {0};
    int64_t start_ms = 1000000000;

    (void)state;
    assert_int_equal(rate_total(&r, start_ms), 0);
    rate_add(&r, start_ms, 5);
    rate_add(&r, start_ms + 30000, 2);
    assert_int_equal(rate_total(&r, start_ms + 30000), 7);
    assert_int_equal(rate_total(&r, start_ms + 59000), 7);
    assert_int_equal(rate_total(&r, start_ms + 60000), 2);
    assert_int_equal(rate_total(&r, start_ms + 90000), 0);
}

static void
test_a_long_silence_forgets_everything(void **state)
{
    struct rate r = {0};

    (void)state;
    for (int64_t ms = 0; ms < 60000; ms += 100)
        rate_add(&r, ms, 1);
    assert_int_equal(rate_total(&r, 59999), 600);
    assert_int_equal(rate_total(&r, INT64_C(1000000000000)), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts_leave_after_a_minute),
        cmocka_unit_test(test_a_long_silence_forgets_everything),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
