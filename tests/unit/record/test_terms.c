/* terms - what the index knows of a document. */
#include "record/origin_terms.h"
#include "record/value_terms.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct str NONE = {NULL, 0};

static struct term_list
terms_of(struct report *reports, size_t count, struct arena *a)
{
    struct record_set set = {reports, count};
    struct term_list list = {0};
    struct error err;

    assert_int_equal(terms_of_records(&set, a, &list, &err), STATUS_OK);
    return list;
}

static bool
has(struct term_list list, struct str term)
{
    for (size_t i = 0; i < list.count; i++)
        if (str_equal(list.terms[i], term))
            return true;
    return false;
}

static struct figure
figure_of(const char *object, const char *unit)
{
    return (struct figure){.unit = str_from(unit),
                           .object = object ? str_from(object)
                                            : (struct str){NULL, 0},
                           .kind = KIND_MONEY,
                           .status = FIGURE_PLAN};
}

static struct report
report_with(struct figure *figures, size_t count)
{
    return (struct report){
        .genre = GENRE_COURT,
        .year = 2023,
        .place = {.name = STR_INIT("万年县"), .code = STR_INIT("361129")},
        .figures = figures,
        .figure_count = count};
}

static void
test_every_filter_finds_its_term(void **state)
{
    struct arena a = {0};
    struct figure figures[2] = {figure_of("会客厅", "个"), figure_of(NULL, "")};
    struct section section = {.kind = SECTION_PROBLEM};
    struct mention mention = {.type = MENTION_ORGANIZATION,
                              .text = STR("省院"),
                              .value = STR("高院")};
    struct report r = report_with(figures, 2);
    struct term_list list;

    (void)state;
    r.author = AUTHOR_INDIVIDUAL;
    figures[0].action = STR("新建");
    figures[0].measure = MEASURE_GAP;
    figures[1].direction = DIRECTION_DOWN;
    figures[0].period = STR("2023-03/2024");
    figures[0].value = (struct decimal){1250, 1};
    r.sections = &section;
    r.section_count = 1;
    r.mentions = &mention;
    r.mention_count = 1;
    list = terms_of(&r, 1, &a);
    assert_true(has(list, term_of_place(STR("万年县"), &a)));
    assert_true(has(list, term_of_place(STR("361129"), &a)));
    assert_true(has(list, term_of_lineage(STR("362331"), &a)));
    assert_true(has(list, term_of_lineage(STR("362300"), &a)));
    assert_true(has(list, term_of_lineage(STR("360000"), &a)));
    assert_true(has(list, term_of_year(2023, &a)));
    assert_true(has(list, term_of_genre(GENRE_COURT, &a)));
    assert_true(has(list, term_of_unit(STR("个"), &a)));
    assert_true(has(list, term_of_unit(STR(""), &a)));
    assert_true(has(list, term_of_kind(KIND_MONEY, &a)));
    assert_true(has(list, term_of_status(FIGURE_PLAN, &a)));
    assert_true(has(list, term_of_section_kind(SECTION_PROBLEM, &a)));
    assert_true(has(list, STR("o会客")));
    assert_true(has(list, STR("o客厅")));
    assert_true(has(list, term_of_mention_type(MENTION_ORGANIZATION, &a)));
    assert_true(has(list, STR("m省院")));
    assert_true(has(list, STR("m高院")));
    assert_true(has(list, term_of_author(AUTHOR_INDIVIDUAL, &a)));
    assert_true(has(list, STR("a新建")));
    assert_true(has(list, term_of_measure(MEASURE_GAP, &a)));
    assert_true(has(list, term_of_measure(MEASURE_LEVEL, &a)));
    assert_true(has(list, term_of_direction(DIRECTION_DOWN, &a)));
    assert_true(has(list, term_of_work(&r, &a)));
    assert_true(has(list, term_of_month(20230331, &a)));
    assert_true(has(list, term_of_value(NONE, (struct decimal){125, 0}, &a)));
    assert_true(has(list, term_of_value(NONE, (struct decimal){0, 3}, &a)));
    assert_true(
        has(list, term_of_value(STR("个"), (struct decimal){125, 0}, &a)));
    assert_false(
        has(list, term_of_value(STR("个"), (struct decimal){0, 3}, &a)));
    assert_int_equal(list.count, 28);
    arena_release(&a);
}

static void
assert_terms_rise(struct str unit)
{
    static const struct decimal rising[] = {
        {INT64_MIN, 0}, {-1000, 0}, {-999, 0},  {-75, 1},   {-70, 1},
        {-5, 0},        {-1, 18},   {0, 5},     {1, 18},    {9, 2},
        {99, 3},        {1, 0},     {10000, 4}, {52, 1},    {520, 2},
        {10, 0},        {1234, 0},  {1250, 0},  {12999, 1}, {1300, 0},
        {INT64_MAX, 0},
    };
    struct arena a = {0};
    struct str before = term_of_least_value(unit, &a);
    struct str last = term_of_greatest_value(unit, &a);

    for (size_t i = 0; i < sizeof rising / sizeof *rising; i++) {
        struct str term = term_of_value(unit, rising[i], &a);
        assert_true(str_compare(before, term) <= 0);
        assert_true(str_compare(term, last) < 0);
        before = term;
    }
    assert_true(str_compare(last, term_of_any_value(unit, &a)) < 0);
    arena_release(&a);
}

/* From the least to the greatest, some of a size with the one before. */
static void
test_terms_of_values_rise_as_they_do(void **state)
{
    struct arena a = {0};

    (void)state;
    assert_terms_rise(NONE);
    assert_terms_rise(STR("亿元"));
    assert_true(str_equal(term_of_value(NONE, (struct decimal){520, 2}, &a),
                          term_of_value(NONE, (struct decimal){52, 1}, &a)));
    assert_true(str_equal(term_of_value(NONE, (struct decimal){1234, 0}, &a),
                          term_of_value(NONE, (struct decimal){12999, 1}, &a)));
    assert_false(str_equal(term_of_value(NONE, (struct decimal){12999, 1}, &a),
                           term_of_value(NONE, (struct decimal){1300, 0}, &a)));
    arena_release(&a);
}

/* Wherever a range is asked for, one of its figures' terms lies there. */
static void
test_figure_is_found_by_any_part_of_its_range(void **state)
{
    struct arena a = {0};
    struct figure few = figure_of(NULL, "人"), many = few;
    struct figure figures[2];
    struct report r = report_with(figures, 2);
    struct term_list list;

    (void)state;
    few.has_upper = many.has_upper = true;
    few.value = (struct decimal){970, 0};
    few.upper = (struct decimal){1150, 0};
    many.upper = (struct decimal){10, 0};
    figures[0] = figures[1] = few;
    list = terms_of(&r, 1, &a);
    for (int64_t value = 970; value <= 1150; value++) {
        struct decimal d = {value, 0};
        assert_true(has(list, term_of_value(STR("人"), d, &a)));
        assert_true(has(list, term_of_value(NONE, d, &a)));
    }
    assert_false(has(list, term_of_value(NONE, (struct decimal){1200, 0}, &a)));
    assert_false(has(list, term_of_any_value(NONE, &a)));
    figures[1] = many;
    list = terms_of(&r, 1, &a);
    assert_true(has(list, term_of_any_value(NONE, &a)));
    assert_true(has(list, term_of_any_value(STR("人"), &a)));
    arena_release(&a);
}

/* As match.h compares them: by norm, but in their own unit if that is asked. */
static void
test_numbers_are_found_by_norm_and_by_unit(void **state)
{
    struct arena a = {0};
    struct figure figure = figure_of(NULL, "亿元");
    struct report r = report_with(&figure, 1);
    struct decimal two = {2, 0}, normed = {200000000, 0};
    struct term_list list;

    (void)state;
    figure.value = two;
    figure.norm.unit = STR("元");
    figure.norm.value = normed;
    list = terms_of(&r, 1, &a);
    assert_true(has(list, term_of_value(STR("亿元"), two, &a)));
    assert_true(has(list, term_of_value(NONE, normed, &a)));
    assert_false(has(list, term_of_value(NONE, two, &a)));
    assert_false(has(list, term_of_value(STR("元"), normed, &a)));
    arena_release(&a);
}

static void
note_first(void *context, struct str term)
{
    struct str *first = context;

    if (!first->ptr)
        *first = term;
}

static void
test_origins_are_found_by_tags_and_parts_of_names(void **state)
{
    struct arena a = {0};
    struct str tags[] = {STR_INIT("court"), STR_INIT("twice")};
    struct origin origins[] = {
        {.name = STR_INIT("报告.txt"), .tags = tags, .tag_count = 2},
        {.name = STR_INIT("ab"),
         .source_uri = STR_INIT("x://y"),
         .tags = tags,
         .tag_count = 1},
    };
    struct origins_row row = {.origins = origins, .origin_count = 2};
    struct str none = {NULL, 0}, part = {NULL, 0};
    struct term_list list;

    (void)state;
    assert_int_equal(terms_of_origins(&row, &a, &list, NULL), STATUS_OK);
    assert_true(has(list, term_of_tag(STR("court"), &a)));
    assert_true(has(list, term_of_tag(STR("twice"), &a)));
    assert_false(has(list, term_of_tag(STR("cour"), &a)));
    assert_true(has(list, STR("r报告.")));
    assert_true(has(list, STR("r告.t")));
    assert_true(has(list, STR("r//y")));
    assert_int_equal(list.count, 2 + 4 + 3);
    terms_of_source(STR("告."), &a, note_first, &none);
    assert_null(none.ptr);
    terms_of_source(STR(".tx"), &a, note_first, &part);
    assert_true(has(list, part));
    arena_release(&a);
}

static void
test_no_field_answers_for_another(void **state)
{
    struct arena a = {0};
    struct figure figure = figure_of("一三", "2023");
    struct report r = report_with(&figure, 1);
    struct term_list list;

    (void)state;
    r.year = 0;
    list = terms_of(&r, 1, &a);
    assert_false(has(list, term_of_year(2023, &a)));
    assert_false(has(list, term_of_year(0, &a)));
    assert_false(has(list, term_of_status((enum figure_status)KIND_MONEY, &a)));
    assert_false(has(list, term_of_place(STR("2023"), &a)));
    arena_release(&a);
}

static void
test_terms_are_sorted_and_each_stands_once(void **state)
{
    struct arena a = {0};
    struct figure figures[40];
    struct report reports[2];
    struct term_list list;

    (void)state;
    for (int i = 0; i < 40; i++)
        figures[i] = figure_of(i % 2 ? "会议会议会议" : "议会", "次");
    reports[0] = reports[1] = report_with(figures, 40);
    list = terms_of(reports, 2, &a);
    for (size_t i = 1; i < list.count; i++)
        assert_true(str_compare(list.terms[i - 1], list.terms[i]) < 0);
    assert_true(has(list, STR("o会议")));
    assert_true(has(list, STR("o议会")));
    arena_release(&a);
}

static void
test_reports_that_may_be_one_work_share_a_term(void **state)
{
    struct arena a = {0};
    struct report r = {.genre = GENRE_COURT,
                       .year = 2021,
                       .place = {.name = STR("襄樊市"), .code = STR("420600")}};
    struct str term = term_of_work(&r, &a);
    struct term_list list = terms_of(&r, 1, &a);

    (void)state;
    assert_true(has(list, term));
    r.place.name = STR("襄阳市");
    assert_true(str_equal(term_of_work(&r, &a), term));
    r.year = 2020;
    assert_false(str_equal(term_of_work(&r, &a), term));
    r.year = 0;
    assert_false(record_has(term_of_work(&r, &a)));
    r = (struct report){.year = 2021};
    assert_false(record_has(term_of_work(&r, &a)));
    arena_release(&a);
}

static void
test_no_records_have_no_terms(void **state)
{
    struct arena a = {0};

    (void)state;
    assert_int_equal(terms_of(NULL, 0, &a).count, 0);
    arena_release(&a);
}

struct pairs {
    struct str terms[8];
    size_t count;
};

static void
note(void *context, struct str term)
{
    struct pairs *p = context;

    assert_in_range(p->count, 0, 7);
    p->terms[p->count++] = term;
}

static void
test_an_object_has_a_term_for_each_pair_of_characters(void **state)
{
    static const struct {
        const char *object;
        bool is_whole;
        size_t count;
        const char *terms[4];
    } cases[] = {
        {"", false, 0, {NULL}},
        {"", true, 0, {NULL}},
        {"厅", false, 0, {NULL}},
        {"厅", true, 1, {"o厅"}},
        {"a", false, 0, {NULL}},
        {"会客", false, 1, {"o会客"}},
        {"会客厅", false, 2, {"o会客", "o客厅"}},
        {"会客厅", true, 2, {"o会客", "o客厅"}},
        {"5G基𠮷", false, 3, {"o5G", "oG基", "o基𠮷"}},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pairs p = {.count = 0};
        terms_of_object(str_from(cases[i].object), cases[i].is_whole, &a, note,
                        &p);
        assert_int_equal(p.count, cases[i].count);
        for (size_t t = 0; t < p.count; t++)
            assert_true(str_equal(p.terms[t], str_from(cases[i].terms[t])));
    }
    arena_release(&a);
}

static void
test_a_part_of_an_object_has_no_other_terms(void **state)
{
    struct arena a = {0};
    struct figure figure = figure_of("政协委员会客厅建设项目", "个");
    struct report r = report_with(&figure, 1);
    struct term_list list = terms_of(&r, 1, &a);
    struct pairs p = {.count = 0};

    (void)state;
    terms_of_object(STR("委员会客厅"), false, &a, note, &p);
    assert_int_equal(p.count, 4);
    for (size_t i = 0; i < p.count; i++)
        assert_true(has(list, p.terms[i]));
    arena_release(&a);
}

static void
test_a_term_is_never_too_long_for_the_index(void **state)
{
    static char unit[100000];
    struct arena a = {0};
    struct figure figure;
    struct report r;
    struct term_list list;

    (void)state;
    memset(unit, 'u', sizeof unit - 1);
    figure = figure_of(NULL, unit);
    r = report_with(&figure, 1);
    list = terms_of(&r, 1, &a);
    for (size_t i = 0; i < list.count; i++)
        assert_in_range(list.terms[i].len, 1, UINT16_MAX);
    assert_true(has(list, term_of_unit(str_from(unit), &a)));
    arena_release(&a);
}

static void
test_too_little_memory_is_said(void **state)
{
    struct arena a = ARENA_LIMIT(70000);
    static struct figure figures[2000];
    struct report r = report_with(figures, 2000);
    struct record_set set = {&r, 1};
    struct term_list list = {.count = 77};
    struct error err;

    (void)state;
    for (int i = 0; i < 2000; i++)
        figures[i] = figure_of("会客厅", "个");
    assert_int_equal(terms_of_records(&set, &a, &list, &err),
                     STATUS_UNAVAILABLE);
    assert_int_equal(list.count, 77);
    arena_release(&a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_filter_finds_its_term),
        cmocka_unit_test(test_terms_of_values_rise_as_they_do),
        cmocka_unit_test(test_figure_is_found_by_any_part_of_its_range),
        cmocka_unit_test(test_numbers_are_found_by_norm_and_by_unit),
        cmocka_unit_test(test_origins_are_found_by_tags_and_parts_of_names),
        cmocka_unit_test(test_no_field_answers_for_another),
        cmocka_unit_test(test_terms_are_sorted_and_each_stands_once),
        cmocka_unit_test(test_reports_that_may_be_one_work_share_a_term),
        cmocka_unit_test(test_no_records_have_no_terms),
        cmocka_unit_test(test_an_object_has_a_term_for_each_pair_of_characters),
        cmocka_unit_test(test_a_part_of_an_object_has_no_other_terms),
        cmocka_unit_test(test_a_term_is_never_too_long_for_the_index),
        cmocka_unit_test(test_too_little_memory_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
