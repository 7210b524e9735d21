/* version - which is older. */
#include "client/version.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_versions_compare_number_by_number(void **state)
{
    static const struct {
        const char *older, *newer;
    } cases[] = {
        {"1.9", "1.10"},
        {"1.2", "1.2.0"},
        {"", "0.1"},
        {"0.1.0", "0.2.0"},
        {"9", "10"},
        {"v1.2", "2"},
        {"1.2-rc1", "1.3"},
        {"01.2", "1.003"},
        {"99999999999999999998", "99999999999999999999"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str older = str_from(cases[i].older);
        struct str newer = str_from(cases[i].newer);
        if (!version_is_older(older, newer) || version_is_older(newer, older))
            fail_msg("%s and %s", cases[i].older, cases[i].newer);
        assert_false(version_is_older(older, older));
        assert_false(version_is_older(newer, newer));
    }
    assert_false(version_is_older(STR("1.02"), STR("1.2")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_versions_compare_number_by_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
