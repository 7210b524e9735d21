/* figure_text - numbers with their bounds, units and ids for people. */
#include "client/figure_text.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
assert_text(struct str text, const char *wanted)
{
    assert_int_equal(text.len, strlen(wanted));
    assert_memory_equal(text.ptr, wanted, text.len);
}

struct value_case {
    int64_t digits;
    uint8_t scale;
    enum bound bound;
    const char *wanted;
};

static void
test_values_show_bound_and_thousands(void **state)
{
    static const struct value_case cases[] = {
        {8, 0, BOUND_EXACT, "8"},
        {52, 1, BOUND_EXACT, "5.2"},
        {5, 0, BOUND_AT_LEAST, "≥ 5"},
        {55, 1, BOUND_AT_MOST, "≤ 5.5"},
        {3000, 0, BOUND_ABOUT, "约 3000"},
        {10000, 0, BOUND_NEARLY, "近 10,000"},
        {1600000, 0, BOUND_OVER, "超 1,600,000"},
        {123456789, 3, BOUND_EXACT, "123,456.789"},
        {INT64_MAX, 0, BOUND_EXACT, "9,223,372,036,854,775,807"},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct figure f = {
            .value = {cases[i].digits, cases[i].scale},
            .bound = cases[i].bound,
        };
        assert_text(figure_value_text(&f, &a), cases[i].wanted);
    }
    arena_release(&a);
}

static void
test_a_range_shows_both_ends(void **state)
{
    struct figure f = {
        .value = {6, 0},
        .upper = {75, 1},
        .has_upper = true,
        .bound = BOUND_RANGE,
    };
    struct arena a = {0};

    (void)state;
    assert_text(figure_value_text(&f, &a), "6–7.5");
    arena_release(&a);
}

static void
test_a_rank_reads_as_one(void **state)
{
    struct figure f = {
        .value = {3, 0},
        .kind = KIND_RANK,
        .measure = MEASURE_RANK,
        .bound = BOUND_AT_MOST,
    };
    struct arena a = {0};

    (void)state;
    assert_text(figure_value_text(&f, &a), "前 3");
    f.bound = BOUND_EXACT;
    assert_text(figure_value_text(&f, &a), "第 3");
    f.measure = MEASURE_CHANGE; /* so many places up */
    assert_text(figure_value_text(&f, &a), "3");
    arena_release(&a);
}

static void
test_units_show_rate_and_foreign_currency(void **state)
{
    struct figure f = {.unit = STR("元")};
    struct arena a = {0};

    (void)state;
    assert_text(figure_unit_text(&f, &a), "元");
    f.currency = STR("CNY");
    assert_text(figure_unit_text(&f, &a), "元");
    f.per = STR("人");
    f.currency = STR("HKD");
    assert_text(figure_unit_text(&f, &a), "元/人 HKD");
    arena_release(&a);
}

static void
test_short_ids_keep_what_the_server_needs(void **state)
{
    struct arena a = {0};

    (void)state;
    assert_text(
        short_id(STR("5f0c12349a9a9a9a5f0c12349a9a9a9a.f1204-1215"), &a),
        "5f0c1234.f1204-1215");
    assert_text(short_id(STR("5f0c12349a9a9a9a5f0c12349a9a9a9a"), &a),
                "5f0c1234");
    assert_text(short_id(STR("f12-15"), &a), "f12-15");
    assert_text(short_id(STR("f1204-1215"), &a), "f1204-1215");
    arena_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_show_bound_and_thousands),
        cmocka_unit_test(test_a_range_shows_both_ends),
        cmocka_unit_test(test_a_rank_reads_as_one),
        cmocka_unit_test(test_units_show_rate_and_foreign_currency),
        cmocka_unit_test(test_short_ids_keep_what_the_server_needs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
