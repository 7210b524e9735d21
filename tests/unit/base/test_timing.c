/* timing - a histogram counts each time in every bucket that holds it. */
#include "base/timing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_a_time_is_within_every_bound_it_does_not_pass(void **state)
{
    struct timing t = {0};

    (void)state;
    timing_add(&t, 0);
    timing_add(&t, 100);
    timing_add(&t, 101);
    timing_add(&t, 3000000001);
    assert_int_equal(t.count, 4);
    assert_int_equal(t.us, 3000000202);
    assert_int_equal(t.within[0], 2);
    for (int i = 1; i < TIMING_BOUNDS; i++)
        assert_int_equal(t.within[i], 3);
}

static void
test_bounds_rise_to_fifty_minutes(void **state)
{
    (void)state;
    for (int i = 1; i < TIMING_BOUNDS; i++)
        assert_in_range(timing_bound_us[i], 3 * timing_bound_us[i - 1],
                        10 * timing_bound_us[i - 1] / 3 + 1);
    assert_int_equal(timing_bound_us[TIMING_BOUNDS - 1], 3000000000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_time_is_within_every_bound_it_does_not_pass),
        cmocka_unit_test(test_bounds_rise_to_fifty_minutes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
