#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "worker/extract/figure/norm.h"

struct expected {
    struct decimal value;
    const char *unit;
    const char *text;      /* of the converted value */
    const char *canonical; /* NULL: not converted */
};

static void
test_norm_converts_to_the_canonical_unit(void **state)
{
    static const struct expected cases[] = {
        {{3, 0}, "亩", "2000", "m2"},       {{1, 0}, "亩", "666.666667", "m2"},
        {{5, 0}, "斤", "2.5", "kg"},        {{352, 1}, "公里", "35200", "m"},
        {{2, 0}, "度", "7.2", "MJ"},        {{14, 0}, "公方", "14", "m3"},
        {{100, 0}, "兆瓦", "100000", "kW"}, {{7, 0}, "元", "0", NULL},
        {{INT64_MAX, 0}, "吨", "0", NULL},  {{7, 0}, "", "0", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct quantity q = {.value = cases[i].value,
                             .unit = str_from(cases[i].unit)};
        struct norm norm = norm_of(&q);
        char text[DECIMAL_TEXT_BYTES];

        assert_int_equal(record_has(norm.unit), cases[i].canonical != NULL);
        decimal_print(norm.value, text);
        assert_string_equal(text, cases[i].text);
        if (cases[i].canonical)
            assert_true(str_equal(norm.unit, str_from(cases[i].canonical)));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_norm_converts_to_the_canonical_unit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
