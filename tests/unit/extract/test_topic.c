#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"

struct wanted {
    const char *period;
    enum accrual accrual;
    enum figure_status status;
};

/* The figures of `body` under `heading` in a report of 2025 on 2024. */
static void
assert_read(const char *heading, const char *body, const struct wanted *wanted,
            size_t count)
{
    struct arena arena = {0};
    struct str source = arena_format(&arena,
                                     "2025年某县政府工作报告\n"
                                     "各位代表：现在报告工作。\n%s\n%s\n",
                                     heading, body);
    struct extraction e = extract_text(&arena, source.ptr);
    const struct report *r = &e.records.reports[0];

    assert_int_equal(e.records.report_count, 1);
    assert_int_equal(r->figure_count, count);
    for (size_t i = 0; i < count; i++) {
        assert_true(
            str_equal(r->figures[i].period, str_from(wanted[i].period)));
        assert_int_equal(r->figures[i].accrual, wanted[i].accrual);
        assert_int_equal(r->figures[i].status, wanted[i].status);
    }
    arena_release(&arena);
}

static void
test_topic_of_years_is_of_the_sentences_behind(void **state)
{
    static const struct wanted wanted[] = {
        {"2023/2024", ACCRUAL_TOTAL, FIGURE_DONE},
        {"2023/2024", ACCRUAL_TOTAL, FIGURE_DONE},
        {"2023/2024", ACCRUAL_TOTAL, FIGURE_DONE},
        {"2024", ACCRUAL_YEAR, FIGURE_DONE},
    };

    (void)state;
    assert_read("一、2024年工作回顾",
                "两年来，全县新修水渠80公里。已建成的主要有：泵站3座，"
                "大型水闸2座。全县有泵站90座。",
                wanted, 4);
}

static void
test_topic_of_years_says_what_was_before_them(void **state)
{
    static const struct wanted wanted[] = {
        {"2022", ACCRUAL_YEAR, FIGURE_DONE},
        {"2024", ACCRUAL_YEAR, FIGURE_DONE},
    };

    (void)state;
    assert_read("一、2024年工作回顾",
                "两年来，茶园面积不断扩大。茶农由4000户增加到7000户。", wanted,
                2);
}

static void
test_topic_is_no_years_without_comma(void **state)
{
    static const struct wanted wanted[] = {
        {"2024", ACCRUAL_YEAR, FIGURE_DONE},
    };

    (void)state;
    assert_read("一、2024年工作回顾",
                "医疗条件改善。近两年看病难有所缓解。新建诊所8所。", wanted, 1);
}

/* A paragraph of a plan that begins with what has been done. */
static void
test_topic_of_years_looks_back_in_a_plan(void **state)
{
    static const struct wanted wanted[] = {
        {"2020/2024", ACCRUAL_TOTAL, FIGURE_DONE},
        {"2020/2024", ACCRUAL_TOTAL, FIGURE_DONE},
        {"2025", ACCRUAL_YEAR, FIGURE_PLAN},
    };

    (void)state;
    assert_read("一、2025年工作安排",
                "过去五年，全县新建幼儿园50所。培养教师300人。今年要新建幼儿园"
                "12所。",
                wanted, 3);
}

/* What a sentence divides has its time, in a plan as well. */
static void
test_topic_of_parts_is_the_time_of_the_whole(void **state)
{
    static const struct wanted wanted[] = {
        {"2024-01/2024-03", ACCRUAL_YEAR, FIGURE_DONE},
        {"2024-01/2024-03", ACCRUAL_YEAR, FIGURE_DONE},
        {"2024-01/2024-03", ACCRUAL_YEAR, FIGURE_DONE},
    };

    (void)state;
    assert_read("一、2025年工作安排",
                "要推广节水的经验。印染厂在2024年第一季度，每匹布的用水量降低"
                "到90公斤。其中东厂为80公斤，西厂为95公斤。",
                wanted, 3);
}

/* How a level compares is of its time, which the plan is not about. */
static void
test_topic_of_level_is_that_of_its_gap(void **state)
{
    static const struct wanted wanted[] = {
        {"2023", ACCRUAL_YEAR, FIGURE_DONE},
        {"2023", ACCRUAL_YEAR, FIGURE_DONE},
    };

    (void)state;
    assert_read("一、2025年工作安排",
                "要推广节水的经验。每匹布的用水量在2023年降低到90公斤，比全省"
                "每匹布的平均用水量低9公斤。",
                wanted, 2);
}

/* What the plan starts from is told again behind its term. */
static void
test_topic_of_plan_counts_from_the_year_before_it(void **state)
{
    static const struct wanted wanted[] = {
        {"2030", ACCRUAL_YEAR, FIGURE_PLAN},
        {"2026/2030", ACCRUAL_TOTAL, FIGURE_PLAN},
        {"2030", ACCRUAL_YEAR, FIGURE_PLAN},
        {"2026/2030", ACCRUAL_TOTAL, FIGURE_PLAN},
    };

    (void)state;
    assert_read("一、“十五五”时期主要任务",
                "客运量将达到5万人公里，比2025年增长三成。货运量将达到"
                "2万吨公里，比2025年增长一成。",
                wanted, 4);
}

/* A report made early tells of the year behind the one it is made in. */
static void
test_topic_of_plan_is_the_year_its_heading_names(void **state)
{
    static const struct wanted wanted[] = {
        {"2026", ACCRUAL_YEAR, FIGURE_PLAN},
        {"2026", ACCRUAL_YEAR, FIGURE_PLAN},
        {"2025", ACCRUAL_YEAR, FIGURE_DONE},
        {"2026", ACCRUAL_YEAR, FIGURE_PLAN},
    };

    (void)state;
    assert_read(
        "二、2026年全县经济计划的主要指标",
        "棉布产量620万米，比2025年预计增加20万米。茶园面积由8万亩扩大到9"
        "万亩。",
        wanted, 4);
}

static void
test_topic_of_plan_is_none_of_several_years(void **state)
{
    static const struct wanted wanted[] = {
        {"2024", ACCRUAL_YEAR, FIGURE_DONE},
        {"2025", ACCRUAL_YEAR, FIGURE_PLAN},
    };

    (void)state;
    assert_read("一、2024年工作回顾\n新建桥梁5座。\n二、完成2025、2026年计划",
                "新修水渠80公里。", wanted, 2);
}

/* 五年内 means the term that a section before told of. */
static void
test_topic_of_term_is_known_to_later_sections(void **state)
{
    static const struct wanted wanted[] = {
        {"2025/2029", ACCRUAL_TOTAL, FIGURE_PLAN},
        {"2025/2029", ACCRUAL_TOTAL, FIGURE_PLAN},
        {"2025", ACCRUAL_YEAR, FIGURE_PLAN},
        {"2025/2029", ACCRUAL_TOTAL, FIGURE_PLAN},
        {"2025/2029", ACCRUAL_TOTAL, FIGURE_PLAN},
    };

    (void)state;
    assert_read(
        "二、主要目标\n今后五年，新修水渠80公里。\n三、下一步重点任务",
        "五年内新建住宅90万平方米，开展住宅改造五年倍增行动。新建桥梁5座。"
        "住户用电五年增长9%。这五年内，县财政将拨出3亿元。",
        wanted, 5);
}

/* What leads in a list says when its items will be so. */
static void
test_topic_of_list_is_the_time_of_its_lead(void **state)
{
    static const struct wanted wanted[] = {
        {"2027", ACCRUAL_YEAR, FIGURE_PLAN},
        {"2027", ACCRUAL_YEAR, FIGURE_PLAN},
    };

    (void)state;
    assert_read(
        "一、2025年工作安排",
        "各矿区在2027年将达到的年产能力如下：甲矿为9万吨，乙矿为8万吨。",
        wanted, 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_topic_of_years_is_of_the_sentences_behind),
        cmocka_unit_test(test_topic_of_years_says_what_was_before_them),
        cmocka_unit_test(test_topic_is_no_years_without_comma),
        cmocka_unit_test(test_topic_of_years_looks_back_in_a_plan),
        cmocka_unit_test(test_topic_of_parts_is_the_time_of_the_whole),
        cmocka_unit_test(test_topic_of_level_is_that_of_its_gap),
        cmocka_unit_test(test_topic_of_plan_counts_from_the_year_before_it),
        cmocka_unit_test(test_topic_of_plan_is_the_year_its_heading_names),
        cmocka_unit_test(test_topic_of_plan_is_none_of_several_years),
        cmocka_unit_test(test_topic_of_term_is_known_to_later_sections),
        cmocka_unit_test(test_topic_of_list_is_the_time_of_its_lead),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
