#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"

/* The figures of `body` in a report of 2025 on 2024, under a heading. */
static const struct report *
read_under(struct arena *arena, const char *heading, const char *body)
{
    struct str source = arena_format(arena,
                                     "2025年某县政府工作报告\n"
                                     "各位代表：现在报告工作。\n%s\n%s\n",
                                     heading, body);
    struct extraction e = extract_text(arena, source.ptr);

    assert_int_equal(e.records.report_count, 1);
    assert_int_equal(e.records.reports[0].year, 2024);
    return &e.records.reports[0];
}

/* All `count` figures of `body`, in the review, have this status and time. */
static void
assert_review(const char *body, size_t count, enum figure_status status,
              const char *period)
{
    struct arena arena = {0};
    const struct report *r = read_under(&arena, "一、2024年工作回顾", body);

    assert_int_equal(r->figure_count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(r->figures[i].status, status);
        assert_true(str_equal(r->figures[i].period, str_from(period)));
    }
    arena_release(&arena);
}

static void
test_foretold_year_not_over_is_compared_in_advance(void **state)
{
    (void)state;
    assert_review("2025年的预算收入比2024年增长2%。", 1, FIGURE_PLAN, "2025");
    assert_review("今年投资规模要比上年压缩9亿元，减少20%；其中，公路投资"
                  "压缩5亿元。",
                  3, FIGURE_PLAN, "2025");
    assert_review("今年的集团购买力，要在2024年水平的基础上压缩20%。", 1,
                  FIGURE_PLAN, "2025");
    assert_review("投资缩减为11亿元，比2024年减少20%。", 2, FIGURE_PLAN,
                  "2025");
}

static void
test_foretold_what_goes_on_from_a_plan(void **state)
{
    (void)state;
    assert_review("教育经费将达到3亿元，比去年增加5000万元，增长15%。", 3,
                  FIGURE_PLAN, "2025");
}

static void
test_foretold_is_no_year_begun(void **state)
{
    (void)state;
    assert_review("今年以来新建学校5所，比去年同期增加2所。", 2, FIGURE_DONE,
                  "2025");
}

static void
test_foretold_is_nothing_done_by_le(void **state)
{
    static const char *const done[] = {
        "我们在边疆成立了29个自治州。",
        "改革取消了原先29亿元的税费。",
        "改革减轻了企业负担29亿元。",
    };

    (void)state;
    for (size_t i = 0; i < sizeof done / sizeof *done; i++) {
        struct arena arena = {0};
        const struct report *r =
            read_under(&arena, "二、2025年工作安排", done[i]);
        assert_int_equal(r->figure_count, 1);
        assert_int_equal(r->figures[0].status, FIGURE_DONE);
        assert_true(str_equal(r->figures[0].period, STR("2024")));
        arena_release(&arena);
    }
}

/* A report on five years has a paragraph on the last one. */
static void
test_foretold_is_nothing_of_the_year_just_over(void **state)
{
    struct arena arena = {0};
    struct extraction e = extract_text(
        &arena,
        "2025年某县政府工作报告\n"
        "各位代表：现在报告五年来的工作。\n"
        "一、过去五年工作回顾\n"
        "要指出的是，在刚刚过去的2024年，全县经济平稳。用电量增长6%。\n");
    const struct report *r = &e.records.reports[0];

    (void)state;
    assert_int_equal(e.records.report_count, 1);
    assert_int_equal(r->figure_count, 1);
    assert_true(str_equal(r->figures[0].period, STR("2024")));
    assert_int_equal(r->figures[0].accrual, ACCRUAL_YEAR);
    arena_release(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_foretold_year_not_over_is_compared_in_advance),
        cmocka_unit_test(test_foretold_what_goes_on_from_a_plan),
        cmocka_unit_test(test_foretold_is_no_year_begun),
        cmocka_unit_test(test_foretold_is_nothing_done_by_le),
        cmocka_unit_test(test_foretold_is_nothing_of_the_year_just_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
