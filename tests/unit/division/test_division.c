/* division - the divisions and their versions through time. */
#include "division/division.h"

#include "division/boundary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static void
assert_str(struct str got, const char *want)
{
    if (!str_equal(got, str_from(want)))
        fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got), want);
}

/* The only row called `name`. */
static const struct division *
the_one(const char *name)
{
    struct division_list list = division_named(str_from(name));

    assert_int_equal(list.count, 1);
    return division_row(list.rows[0]);
}

static void
test_code_is_the_one_of_the_year(void **state)
{
    static const struct {
        const char *name; /* that one division alone ever had */
        unsigned year;
        const char *then, *code;
    } cases[] = {
        {"广信区", 1985, "上饶县", "362321"},
        {"广信区", 1999, "上饶县", "362321"},
        {"广信区", 2000, "上饶县", "361121"},
        {"广信区", 2018, "上饶县", "361121"},
        {"广信区", 2019, "广信区", "361104"},
        {"广信区", 0, "广信区", "361104"},
        {"襄樊市", 2009, "襄樊市", "420600"},
        {"襄樊市", 2010, "襄阳市", "420600"},
        {"襄州区", 2009, "襄阳区", "420607"},
        {"襄州区", 2000, "襄阳县", "420621"},
        {"居巢区", 1998, "巢湖市", "342601"},
        {"居巢区", 2010, "居巢区", "341402"},
        {"居巢区", 2011, "巢湖市", "340181"},
        {"海拉尔市", 2000, "海拉尔市", "152101"},
        {"海拉尔市", 2001, "海拉尔区", "150702"},
        {"鄠邑区", 2015, "户县", "610125"},
        {"公主岭市", 2019, "公主岭市", "220381"},
        {"綦江县", 2011, "綦江区", "500110"},
        {"畹町市", 2020, "畹町市", "533101"}, /* merged: its last */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct division_list list = division_named(str_from(cases[i].name));
        const struct division *then;

        assert_true(list.count > 0);
        then = division_at(division_row(list.rows[0]), cases[i].year);
        print_message("  %s at the end of %u\n", cases[i].name, cases[i].year);
        assert_str(then->name, cases[i].then);
        assert_str(then->code, cases[i].code);
    }
}

static void
test_lineage_goes_through_renaming_and_recoding(void **state)
{
    static const char *const same[][2] = {
        {"上饶县", "广信区"},     {"襄樊市", "襄阳市"},
        {"襄阳县", "襄州区"},     {"哲里木盟", "通辽市"},
        {"中甸县", "香格里拉市"}, {"思茅市", "普洱市"},
        {"波阳县", "鄱阳县"},     {"通什市", "五指山市"},
        {"淮阴市", "淮安市"},     {"海拉尔市", "海拉尔区"},
        {"蒙自县", "蒙自市"},     {"赣县", "赣县区"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct division_list old = division_named(str_from(same[i][0]));
        struct division_list now = division_named(str_from(same[i][1]));
        bool is_same = false;

        for (size_t j = 0; j < old.count * now.count; j++)
            is_same |=
                str_equal(division_row(old.rows[j / now.count])->lineage,
                          division_row(now.rows[j % now.count])->lineage);
        if (!is_same)
            fail_msg("%s is no more %s", same[i][0], same[i][1]);
    }
}

static void
test_code_used_again_is_of_another_division(void **state)
{
    (void)state;
    assert_str(division_coded_at(STR("500110"), 2005)->name, "万盛区");
    assert_str(division_coded_at(STR("500110"), 2011)->name, "綦江区");
    assert_str(division_coded_at(STR("500110"), 0)->name, "綦江区");
    assert_str(division_coded_at(STR("469025"), 2004)->name, "定安县");
    assert_str(division_coded_at(STR("469025"), 2007)->name, "白沙黎族自治县");
    assert_null(division_coded_at(STR("999999"), 2007));
    assert_null(division_coded_at(STR(""), 0));
}

static void
test_division_lies_in_what_was_around_it_then(void **state)
{
    const struct division *lujiang = the_one("祁门县"), *above;

    (void)state;
    above = division_above(lujiang, 2015);
    assert_str(above->name, "黄山市");
    above = division_above(above, 2015);
    assert_str(above->name, "安徽省");
    assert_null(division_above(above, 2015));
    /* A county that moved: from Lu'an to Huainan. */
    above = division_coded_at(STR("341521"), 2014);
    assert_str(above->name, "寿县");
    assert_str(division_above(division_at(above, 2014), 2014)->name, "六安市");
    assert_str(division_above(division_at(above, 2016), 2016)->name, "淮南市");
    /* No prefecture between a county and its province. */
    assert_str(division_above(the_one("仙桃市"), 0)->name, "湖北省");
    assert_str(division_above(division_coded_at(STR("110105"), 0), 0)->name,
               "北京市");
    /* Named as of the year. */
    assert_str(
        division_above(division_coded_at(STR("420602"), 2005), 2005)->name,
        "襄樊市");
}

static void
test_name_is_of_all_who_had_it(void **state)
{
    (void)state;
    assert_int_equal(division_named(STR("鼓楼区")).count, 4);
    assert_int_equal(division_named(STR("不在的县")).count, 0);
    assert_int_equal(division_named(STR("")).count, 0);
    /* The prefecture, and the city it was made of. */
    assert_true(division_named(STR("巢湖市")).count >= 3);
}

/* Each row is well made, and the versions of a lineage follow one another. */
static void
test_table_is_sound(void **state)
{
    const struct division *before = NULL;

    (void)state;
    for (uint16_t i = 0;; i++) {
        const struct division *d = division_row(i);

        assert_int_equal(d->code.len, 6);
        assert_true(d->name.len >= 6);
        assert_true(d->first_year <= d->last_year);
        assert_in_range(d->level, DIVISION_PROVINCE, DIVISION_COUNTY);
        if (before && str_equal(before->lineage, d->lineage)) {
            assert_int_equal(before->last_year + 1, d->first_year);
        } else {
            /* Nearly all are known by their first code. */
            assert_true(str_starts(d->lineage, d->code));
        }
        before = d;
        /* The last: Macao's, by its lineage. */
        if (str_equal(d->code, STR("820000")))
            return;
    }
}

static void
test_country_is_whole_in_every_year(void **state)
{
    static const unsigned years[] = {1998, 2005, 2012, 2018, 2024};

    (void)state;
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        unsigned counts[DIVISION_COUNTY + 1] = {0};

        for (uint16_t row = 0;; row++) {
            const struct division *d = division_row(row);

            if (d->first_year <= years[i] && years[i] <= d->last_year)
                counts[d->level]++;
            if (str_equal(d->code, STR("820000")))
                break;
        }
        print_message("  %u: %u provinces, %u prefectures, %u counties\n",
                      years[i], counts[1], counts[2], counts[3]);
        assert_in_range(counts[DIVISION_PROVINCE], 33, 34);
        assert_in_range(counts[DIVISION_PREFECTURE], 329, 336);
        assert_in_range(counts[DIVISION_COUNTY], 2830, 2880);
    }
}

/* Whether the division gained (or lost) `name` in that year. */
static bool
has_change(const char *lineage, unsigned year, const char *name, bool is_gain)
{
    struct boundary_change changes[32];
    size_t count = boundary_changes(str_from(lineage), changes, 32);

    for (size_t i = 0; i < count; i++)
        if (changes[i].year == year && changes[i].is_gain == is_gain &&
            str_equal(changes[i].name, str_from(name)))
            return true;
    return false;
}

static void
test_boundary_changes_are_known(void **state)
{
    struct boundary_change one;

    (void)state;
    /* By the codes of what moved: Jianyang from Ziyang to Chengdu. */
    assert_true(has_change("510100", 2016, "简阳市", true));
    assert_true(has_change("513900", 2016, "简阳市", false));
    assert_false(has_change("510100", 2016, "简阳市", false));
    /* By hand: two districts of Beijing were joined to others. */
    assert_true(has_change("110101", 2010, "崇文区", true));
    assert_true(has_change("510000", 1997, "重庆市", false));
    /* A prefecture that becomes a city loses and gains nothing. */
    assert_int_equal(boundary_changes(STR("513900"), &one, 0), 0);
    assert_false(has_change("142400", 1999, "榆次区", true));
    assert_false(has_change("142400", 1999, "榆次区", false));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_code_is_the_one_of_the_year),
        cmocka_unit_test(test_lineage_goes_through_renaming_and_recoding),
        cmocka_unit_test(test_code_used_again_is_of_another_division),
        cmocka_unit_test(test_division_lies_in_what_was_around_it_then),
        cmocka_unit_test(test_name_is_of_all_who_had_it),
        cmocka_unit_test(test_table_is_sound),
        cmocka_unit_test(test_country_is_whole_in_every_year),
        cmocka_unit_test(test_boundary_changes_are_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
