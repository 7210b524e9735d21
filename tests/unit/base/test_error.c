/* error - one sentence that says why, and the exit code that goes with it. */
#include "base/error.h"

#include <string.h>

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_set_writes_and_returns_the_status(void **state)
{
    struct error err = {"before"};

    (void)state;
    assert_int_equal(error_set(&err, STATUS_INVALID, "line %d: %s", 3, "no"),
                     STATUS_INVALID);
    assert_string_equal(err.text, "line 3: no");
}

static void
test_set_without_an_error_returns_the_status(void **state)
{
    (void)state;
    assert_int_equal(error_set(NULL, STATUS_CORRUPT, "%s", "unheard"),
                     STATUS_CORRUPT);
}

static void
test_a_long_message_is_cut_between_characters(void **state)
{
    struct error err;
    char text[1200];

    (void)state;
    for (size_t lead = 0; lead < 4; lead++) {
        memset(text, 'x', lead);
        for (size_t i = 0; i < 300; i++)
            memcpy(text + lead + 3 * i, "报", 4);
        error_set(&err, STATUS_INVALID, "%s", text);
        assert_int_equal(utf8_valid_prefix(str_from(err.text)),
                         strlen(err.text));
        /* No whole character was cut off that would have fitted. */
        assert_in_range(strlen(err.text), sizeof err.text - 3,
                        sizeof err.text - 1);
        assert_memory_equal(err.text, text, strlen(err.text));
    }
}

static void
test_a_message_may_hold_the_one_before(void **state)
{
    struct error err;

    (void)state;
    error_set(&err, STATUS_UNAVAILABLE, "no such file");
    error_set(&err, STATUS_UNAVAILABLE, "store: %s", err.text);
    assert_string_equal(err.text, "store: no such file");
}

static void
test_every_status_has_its_documented_exit_code(void **state)
{
    (void)state;
    assert_int_equal(status_exit_code(STATUS_OK), 0);
    assert_int_equal(status_exit_code(STATUS_NOT_FOUND), 1);
    assert_int_equal(status_exit_code(STATUS_UNAVAILABLE), 3);
    assert_int_equal(status_exit_code(STATUS_CORRUPT), 4);
    assert_int_equal(status_exit_code(STATUS_INVALID), 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_set_writes_and_returns_the_status),
        cmocka_unit_test(test_set_without_an_error_returns_the_status),
        cmocka_unit_test(test_a_long_message_is_cut_between_characters),
        cmocka_unit_test(test_a_message_may_hold_the_one_before),
        cmocka_unit_test(test_every_status_has_its_documented_exit_code),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
