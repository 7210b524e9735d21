/* query_set - the fields of a query by name, as every door takes them. */
#include "wire/query.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum status
set(struct query *q, const char *name, const char *value, struct error *err)
{
    return query_set(q, str_from(name), str_from(value), err);
}

static void
ok(struct query *q, const char *name, const char *value)
{
    struct error err;

    if (set(q, name, value, &err) != STATUS_OK)
        fail_msg("%s=%s: %s", name, value, err.text);
}

static void
test_every_field_is_set_by_its_name(void **state)
{
    struct query q = {0};

    (void)state;
    ok(&q, "report", "0123abcd");
    ok(&q, "place", "浙江省");
    ok(&q, "place_exact", "true");
    ok(&q, "object", "会客厅");
    ok(&q, "unit", "个");
    ok(&q, "cursor", "5/3");
    ok(&q, "year", "2023");
    ok(&q, "limit", "1000");
    ok(&q, "genre", "enterprise");
    ok(&q, "kind", "rank");
    ok(&q, "status", "problem");
    ok(&q, "section_kind", "annex");
    ok(&q, "mention", "教育局");
    ok(&q, "mention_type", "honor");
    assert_true(str_equal(q.report, STR("0123abcd")));
    assert_true(str_equal(q.place, STR("浙江省")));
    assert_true(q.is_place_exact);
    ok(&q, "place_exact", "false");
    assert_false(q.is_place_exact);
    assert_true(str_equal(q.object, STR("会客厅")));
    assert_true(str_equal(q.unit, STR("个")));
    assert_true(str_equal(q.cursor, STR("5/3")));
    assert_true(q.has_year && q.year == 2023);
    assert_int_equal(q.limit, 1000);
    assert_true(q.has_genre && q.genre == GENRE_ENTERPRISE);
    assert_true(q.has_kind && q.kind == KIND_RANK);
    assert_true(q.has_status && q.status == FIGURE_PROBLEM);
    assert_true(q.has_section_kind && q.section_kind == SECTION_ANNEX);
    assert_true(str_equal(q.mention, STR("教育局")));
    assert_true(q.has_mention_type && q.mention_type == MENTION_HONOR);
}

static void
test_an_empty_unit_is_a_filter(void **state)
{
    struct query q = {0};

    (void)state;
    ok(&q, "unit", "");
    assert_true(record_has(q.unit));
}

static void
test_a_field_that_is_none_is_not_found(void **state)
{
    struct query q = {0};
    struct error err;

    (void)state;
    assert_int_equal(set(&q, "places", "x", &err), STATUS_NOT_FOUND);
    assert_int_equal(set(&q, "", "x", &err), STATUS_NOT_FOUND);
    assert_int_equal(set(&q, "Year", "2023", &err), STATUS_NOT_FOUND);
    assert_non_null(strstr(err.text, "Year"));
}

static const struct {
    const char *field, *good, *bad, *says;
} bad_values[] = {
    {"year", "2023", "0", "1 to 9999"},
    {"year", "2023", "10000", "1 to 9999"},
    {"year", "2023", "二〇二三", "二〇二三"},
    {"year", "2023", "", "number"},
    {"year", "2023", "-1", "number"},
    {"place_exact", "true", "yes", "false"},
    {"place_exact", "true", "", "false"},
    {"limit", "7", "0", "1 to 1000"},
    {"limit", "7", "1001", "1 to 1000"},
    {"limit", "7", "99999999999999999999", "number"},
    {"genre", "court", "Court", "procuratorate"},
    {"kind", "money", "yuan", "percent"},
    {"status", "plan", "planned", "estimate"},
    {"section_kind", "plan", "", "annex"},
    {"mention_type", "date", "time", "organization"},
};

enum { BAD_VALUES = sizeof bad_values / sizeof *bad_values };

static void
test_a_bad_value_names_the_field_and_what_it_takes(void **state)
{
    (void)state;
    for (int i = 0; i < BAD_VALUES; i++) {
        struct query q = {0};
        struct error err = {""};
        assert_int_equal(set(&q, bad_values[i].field, bad_values[i].bad, &err),
                         STATUS_INVALID);
        assert_memory_equal(err.text, bad_values[i].field,
                            strlen(bad_values[i].field));
        if (!strstr(err.text, bad_values[i].says))
            fail_msg("\"%s\" does not say %s", err.text, bad_values[i].says);
    }
}

static void
test_a_bad_value_leaves_the_query_as_it_was(void **state)
{
    (void)state;
    for (int i = 0; i < BAD_VALUES; i++) {
        struct query q, before;
        struct error err;
        memset(&q, 0, sizeof q);
        ok(&q, bad_values[i].field, bad_values[i].good);
        memcpy(&before, &q, sizeof q);
        assert_int_equal(set(&q, bad_values[i].field, bad_values[i].bad, &err),
                         STATUS_INVALID);
        if (memcmp(&before, &q, sizeof q) != 0)
            fail_msg("%s changed", bad_values[i].field);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_field_is_set_by_its_name),
        cmocka_unit_test(test_an_empty_unit_is_a_filter),
        cmocka_unit_test(test_a_field_that_is_none_is_not_found),
        cmocka_unit_test(test_a_bad_value_names_the_field_and_what_it_takes),
        cmocka_unit_test(test_a_bad_value_leaves_the_query_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
