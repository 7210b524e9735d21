/* names and json - how records are spelled where others read them. */
#include "record/json.h"
#include "record/names.h"

#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct name_table *const tables[] = {
    &genre_names,        &author_names,        &section_kind_names,
    &bound_names,        &kind_names,          &measure_names,
    &basis_names,        &direction_names,     &accrual_names,
    &mention_type_names, &figure_status_names, &inherited_names};

static void
test_every_name_parses_to_its_value(void **state)
{
    (void)state;
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        for (unsigned i = 0; i < tables[t]->count; i++) {
            const char *name = name_of(tables[t], i);
            unsigned value = 99;
            if (!name)
                continue;
            assert_true(name_parse(tables[t], str_from(name), &value));
            assert_int_equal(value, i);
        }
    }
}

static void
test_only_direction_and_basis_none_have_no_name(void **state)
{
    (void)state;
    assert_null(name_of(&direction_names, DIRECTION_NONE));
    assert_null(name_of(&basis_names, BASIS_NONE));
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        bool has_none =
            tables[t] == &direction_names || tables[t] == &basis_names;
        for (unsigned i = has_none; i < tables[t]->count; i++)
            assert_non_null(name_of(tables[t], i));
    }
}

static void
test_tables_reach_their_last_enumerator(void **state)
{
    (void)state;
    assert_string_equal(name_of(&genre_names, GENRE_ENTERPRISE), "enterprise");
    assert_string_equal(name_of(&kind_names, KIND_RANK), "rank");
    assert_string_equal(name_of(&bound_names, BOUND_AT_LEAST), "at_least");
    assert_string_equal(name_of(&mention_type_names, MENTION_DATE), "date");
    assert_string_equal(name_of(&figure_status_names, FIGURE_PROBLEM),
                        "problem");
    assert_null(name_of(&genre_names, GENRE_ENTERPRISE + 1));
}

static void
test_unknown_names_leave_the_value(void **state)
{
    unsigned value = 7;

    (void)state;
    assert_false(name_parse(&kind_names, STR("Money"), &value));
    assert_false(name_parse(&kind_names, STR("mone"), &value));
    assert_false(name_parse(&direction_names, STR(""), &value));
    assert_int_equal(value, 7);
}

static void
assert_field(json_t *object, const char *field, const char *want)
{
    char *text = json_dumps(json_object_get(object, field),
                            JSON_ENCODE_ANY | JSON_COMPACT);

    assert_non_null(text);
    assert_string_equal(text, want);
    free(text);
}

static struct figure
sample_figure(void)
{
    return (struct figure){
        .span = {10, 22},
        .sentence = {0, 40},
        .id = 3,
        .text = STR_INIT("160余万字"),
        .value = {1600000, 0},
        .bound = BOUND_OVER,
        .kind = KIND_COUNT,
        .unit = STR_INIT("字"),
        .inherited = INHERITED_PERIOD | INHERITED_ACTION,
    };
}

static void
test_figure_numbers_are_decimal_strings(void **state)
{
    struct figure f = sample_figure();
    json_t *object;

    (void)state;
    f.value = (struct decimal){525, 2};
    f.upper = (struct decimal){6, 0};
    f.has_upper = true;
    object = json_of_figure(&f);
    assert_field(object, "value", "\"5.25\"");
    assert_field(object, "upper", "\"6\"");
    assert_field(object, "span", "[10,22]");
    assert_field(object, "text", "\"160余万字\"");
    json_decref(object);
}

static void
test_figure_without_values_has_nulls(void **state)
{
    struct figure f = sample_figure();
    json_t *object = json_of_figure(&f);

    (void)state;
    assert_field(object, "upper", "null");
    assert_field(object, "per", "null");
    assert_field(object, "action", "null");
    assert_field(object, "direction", "null");
    assert_field(object, "of", "null");
    assert_field(object, "norm", "null");
    assert_field(object, "inherited", "[\"action\",\"period\"]");
    json_decref(object);
}

static void
test_empty_is_not_null(void **state)
{
    struct figure f = sample_figure();
    json_t *object;

    (void)state;
    f.unit = STR("");
    object = json_of_figure(&f);
    assert_field(object, "unit", "\"\"");
    json_decref(object);
}

static void
test_report_without_year_and_place_has_nulls(void **state)
{
    struct report r = {.genre = GENRE_CPPCC};
    json_t *object = json_of_report(&r);

    (void)state;
    assert_field(object, "year", "null");
    assert_field(object, "place", "null");
    assert_field(object, "title", "null");
    assert_field(object, "genre", "\"cppcc\"");
    json_decref(object);
}

static void
test_whole_report_holds_every_record(void **state)
{
    struct section sections[2] = {
        {.id = 1, .level = 1, .title = STR_INIT("一")},
        {.id = 2, .parent = 1, .level = 2}};
    struct figure figure = sample_figure();
    struct report r = {.sections = sections,
                       .section_count = 2,
                       .figures = &figure,
                       .figure_count = 1};
    json_t *object = json_of_whole_report(&r);

    (void)state;
    assert_int_equal(json_array_size(json_object_get(object, "sections")), 2);
    assert_int_equal(json_array_size(json_object_get(object, "figures")), 1);
    assert_field(object, "mentions", "[]");
    assert_field(object, "repairs", "[]");
    json_decref(object);
}

static void
test_whole_report_is_never_short_of_a_record(void **state)
{
    struct figure figures[2] = {sample_figure(), sample_figure()};
    struct report r = {.figures = figures, .figure_count = 2};

    (void)state;
    figures[1].text = STR("\xFF"); /* what JSON cannot hold */
    assert_null(json_of_whole_report(&r));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_name_parses_to_its_value),
        cmocka_unit_test(test_only_direction_and_basis_none_have_no_name),
        cmocka_unit_test(test_tables_reach_their_last_enumerator),
        cmocka_unit_test(test_unknown_names_leave_the_value),
        cmocka_unit_test(test_figure_numbers_are_decimal_strings),
        cmocka_unit_test(test_figure_without_values_has_nulls),
        cmocka_unit_test(test_empty_is_not_null),
        cmocka_unit_test(test_report_without_year_and_place_has_nulls),
        cmocka_unit_test(test_whole_report_holds_every_record),
        cmocka_unit_test(test_whole_report_is_never_short_of_a_record),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
