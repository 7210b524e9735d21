/* query - its fields by name, as every door takes them, and as messages. */
#include "wire/query_fields.h"

#include "wire/message.h"

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

static struct query
through(const struct query *q, struct arena *a)
{
    struct message m = {.kind = MESSAGE_QUERY, .query = *q}, back;
    struct str frame;
    struct error err;

    assert_int_equal(message_pack(&m, a, &frame, &err), STATUS_OK);
    assert_int_equal(message_unpack(frame, a, &back, &err), STATUS_OK);
    return back.query;
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
    assert_true(q.year == 2023);
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
    {"author", "individual", "person", "institution"},
    {"measure", "rank", "Rank", "share"},
    {"direction", "up", "none", "down"},
    {"action_exact", "true", "1", "false"},
    {"year_from", "1990", "0", "1 to 9999"},
    {"year_to", "2020", "2020-01", "number"},
    {"value_from", "-0.5", "1e3", "number"},
    {"value_to", "12", "", "number"},
    {"value_to", "12", "99999999999999999999", "number"},
    {"period_from", "2020", "2020-13", "YYYY"},
    {"period_to", "2020-01/2020-06", "", "YYYY"},
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

/* A text that the field takes, and no other field of its type. */
static struct str
text_for(const struct query_field *f, size_t salt, struct arena *a)
{
    switch (f->type) {
    case QUERY_FLAG:
        return STR("true");
    case QUERY_NUMBER:
        return arena_format(a, "%zu", 1 + salt);
    case QUERY_NAME:
        return str_from(f->names->names[1]);
    case QUERY_DECIMAL:
        return arena_format(a, "%zu.5", salt);
    case QUERY_TIME:
        return arena_format(a, "%zu", 2000 + salt);
    case QUERY_TEXT:
        break;
    }
    return arena_format(a, "文%zu", salt);
}

static void
assert_same_field(struct query *x, struct query *y, const struct query_field *f)
{
    bool is_text = f->type == QUERY_TEXT || f->type == QUERY_DECIMAL ||
                   f->type == QUERY_TIME;

    if (query_field_is_set(x, f) != query_field_is_set(y, f) ||
        (is_text &&
         !str_equal(*query_field_text(x, f), *query_field_text(y, f))) ||
        ((f->type == QUERY_NUMBER || f->type == QUERY_NAME) &&
         query_field_number(x, f) != query_field_number(y, f)))
        fail_msg("%.*s is another one", STR_ARG(f->name));
}

static void
test_every_field_goes_through_a_message(void **state)
{
    struct query q = {.rows = ROW_MENTION}, back;
    struct arena a = {0};
    struct str field;
    struct error err;

    (void)state;
    for (size_t i = 0; i < QUERY_FIELD_COUNT; i++) {
        const struct query_field *f = &query_fields[i];
        assert_false(query_field_is_set(&q, f));
        if (query_set(&q, f->name, text_for(f, i, &a), &err) != STATUS_OK)
            fail_msg("%s", err.text);
        assert_true(query_field_is_set(&q, f));
    }
    assert_int_equal(query_check(&q, &field, &err), STATUS_OK);
    back = through(&q, &a);
    assert_int_equal(back.rows, ROW_MENTION);
    for (size_t i = 0; i < QUERY_FIELD_COUNT; i++)
        assert_same_field(&q, &back, &query_fields[i]);
    arena_release(&a);
}

static void
test_no_field_without_a_value_goes_through_a_message(void **state)
{
    struct arena a = {0};
    struct query q = {0}, back = through(&q, &a);

    (void)state;
    for (size_t i = 0; i < QUERY_FIELD_COUNT; i++)
        assert_false(query_field_is_set(&back, &query_fields[i]));
    arena_release(&a);
}

static void
test_values_that_only_a_message_can_hold_are_refused_by_field(void **state)
{
    static char long_text[QUERY_TEXT_MAX_BYTES + 1];
    const struct {
        struct query query;
        const char *field;
    } cases[] = {
        {{.rows = (enum row_kind)4}, "rows"},
        {{.limit = QUERY_LIMIT_MAX + 1}, "limit"},
        {{.year = 10000}, "year"},
        {{.has_genre = true, .genre = (enum genre)99}, "genre"},
        {{.has_kind = true, .kind = (enum kind) - 1}, "kind"},
        {{.has_status = true, .status = (enum figure_status)5}, "status"},
        {{.has_section_kind = true, .section_kind = (enum section_kind)6},
         "section_kind"},
        {{.has_direction = true}, "direction"},
        {{.value_from = STR_INIT("viel")}, "value_from"},
        {{.period_to = STR_INIT("bald")}, "period_to"},
        {{.place = {long_text, sizeof long_text}}, "place"},
        {{.mention = STR_INIT("\xE4\xBC")}, "mention"},
    };

    (void)state;
    memset(long_text, 'a', sizeof long_text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str field = {0};
        struct error err;
        assert_int_equal(query_check(&cases[i].query, &field, &err),
                         STATUS_INVALID);
        if (!str_equal(field, str_from(cases[i].field)))
            fail_msg("%.*s, not %s", STR_ARG(field), cases[i].field);
        assert_memory_equal(err.text, cases[i].field, field.len);
    }
}

/* Absent, and 0, are two things in a message. */
static void
test_a_limit_of_0_is_refused(void **state)
{
    /* Envelope of a Query with limit 0. */
    static const struct str frame = STR_INIT("\xC2\x02\x02\x60\x00");
    struct arena a = {0};
    struct message m;
    struct str field;
    struct error err;

    (void)state;
    assert_int_equal(message_unpack(frame, &a, &m, &err), STATUS_OK);
    assert_int_equal(m.kind, MESSAGE_QUERY);
    assert_int_equal(query_check(&m.query, &field, &err), STATUS_INVALID);
    assert_true(str_equal(field, STR("limit")));
    arena_release(&a);
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
        cmocka_unit_test(test_every_field_goes_through_a_message),
        cmocka_unit_test(test_no_field_without_a_value_goes_through_a_message),
        cmocka_unit_test(
            test_values_that_only_a_message_can_hold_are_refused_by_field),
        cmocka_unit_test(test_a_limit_of_0_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
