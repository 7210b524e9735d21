#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "indicator/indicator.h"

static void
test_names_of_one_thing_share_an_id(void **state)
{
    const struct indicator *a = indicator_by_name(STR("地区生产总值"));
    const struct indicator *b = indicator_by_name(STR("国内生产总值"));

    (void)state;
    assert_non_null(a);
    assert_ptr_equal(a, b);
    assert_ptr_equal(a, indicator_by_name(STR("GDP")));
    assert_ptr_equal(a, indicator_by_id(STR("gdp")));
}

static void
test_every_name_and_id_finds_its_own(void **state)
{
    (void)state;
    assert_true(indicator_count() >= 150);
    for (size_t i = 0; i < indicator_count(); i++) {
        const struct indicator *it = indicator_at(i);
        assert_ptr_equal(it, indicator_by_id(it->id));
        assert_true(it->kinds != 0);
        assert_true(it->name_count > 0);
        for (size_t k = 0; k < it->name_count; k++)
            assert_ptr_equal(it, indicator_by_name(it->names[k]));
    }
    assert_null(indicator_at(indicator_count()));
}

static void
test_unknown_names_and_beginnings_of_names_are_none(void **state)
{
    (void)state;
    assert_null(indicator_by_name(STR("学习会")));
    assert_null(indicator_by_name(STR("地区生产")));
    assert_null(indicator_by_name(STR("")));
    assert_null(indicator_by_id(STR("gd")));
}

static void
test_levels_fit_their_units_only(void **state)
{
    const struct indicator *gdp = indicator_by_id(STR("gdp"));

    (void)state;
    assert_true(indicator_fits(gdp, KIND_MONEY, MEASURE_LEVEL));
    assert_false(indicator_fits(gdp, KIND_MASS, MEASURE_LEVEL));
    assert_true(indicator_fits(gdp, KIND_PERCENT, MEASURE_CHANGE));
}

static void
test_attributes_tell_how_to_read_a_series(void **state)
{
    const struct indicator *rate = indicator_by_name(STR("城镇调查失业率"));
    const struct indicator *loans = indicator_by_name(STR("贷款余额"));
    const struct indicator *income =
        indicator_by_name(STR("居民人均可支配收入"));

    (void)state;
    assert_int_equal(rate->target, TARGET_CAP);
    assert_int_equal(loans->nature, NATURE_STOCK);
    assert_int_equal(income->breaks[0].year, 2013);
    assert_true(income->breaks[0].note.len > 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_of_one_thing_share_an_id),
        cmocka_unit_test(test_every_name_and_id_finds_its_own),
        cmocka_unit_test(test_unknown_names_and_beginnings_of_names_are_none),
        cmocka_unit_test(test_levels_fit_their_units_only),
        cmocka_unit_test(test_attributes_tell_how_to_read_a_series),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
