/* filters - an option for each filter of a query. */
#include "client/filters.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "wire/query_fields.h"

/* Whether `option` is `field` with hyphens. */
static bool
is_called(const char *option, struct str field)
{
    if (strlen(option) != field.len)
        return false;
    for (size_t i = 0; i < field.len; i++)
        if (option[i] != (field.ptr[i] == '_' ? '-' : field.ptr[i]))
            return false;
    return true;
}

static const struct option_spec *
option_of(struct str field)
{
    for (const struct option_spec *s = filter_options; s->name; s++)
        if (is_called(s->name, field))
            return s;
    return NULL;
}

/* How many rows there are, in what order, is a listing's business. */
static bool
is_of_the_page(struct str field)
{
    static const struct str names[] = {STR_INIT("sort"), STR_INIT("descending"),
                                       STR_INIT("limit"), STR_INIT("cursor")};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_equal(field, names[i]))
            return true;
    return false;
}

static void
test_every_filter_is_an_option_and_every_option_a_filter(void **state)
{
    size_t options = 0, filters = 0;

    (void)state;
    for (const struct option_spec *s = filter_options; s->name; s++)
        options++;
    for (size_t i = 0; i < QUERY_FIELD_COUNT; i++) {
        const struct query_field *f = &query_fields[i];
        if (is_of_the_page(f->name))
            continue;
        if (!option_of(f->name))
            fail_msg("there is no option for %.*s", STR_ARG(f->name));
        assert_int_equal(option_of(f->name)->argument == NULL,
                         f->type == QUERY_FLAG);
        filters++;
    }
    assert_int_equal(options, filters);
}

static void
test_options_fill_a_query(void **state)
{
    const struct given_option given[] = {
        {option_of(STR("year_from")), "2020"},
        {option_of(STR("action")), "新建"},
        {option_of(STR("action_exact")), NULL},
    };
    struct arena a = {0};
    struct invocation inv = {.given = given, .given_count = 3, .arena = &a};
    struct query q = {.rows = ROW_FIGURE};
    struct error err;

    (void)state;
    assert_int_equal(filters_read(&inv, &q, &err), STATUS_OK);
    assert_int_equal(q.year_from, 2020);
    assert_true(str_equal(q.action, STR("新建")));
    assert_true(q.is_action_exact);
    arena_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_every_filter_is_an_option_and_every_option_a_filter),
        cmocka_unit_test(test_options_fill_a_query),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
