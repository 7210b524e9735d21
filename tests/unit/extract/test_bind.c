#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "worker/extract/figure/figures.h"

enum { REVIEWED_YEAR = 2024 };

/* The figures of one sentence in a section of `kind`. */
static struct report
read(const char *source, enum section_kind kind, struct arena *arena)
{
    static struct section section;
    struct report report = {.year = REVIEWED_YEAR,
                            .genre = GENRE_GOVERNMENT,
                            .period = STR("2024")};
    struct sentence sentence = {.section = 1};
    struct text text;

    section = (struct section){.id = 1, .kind = kind};
    report.sections = &section;
    report.section_count = 1;
    assert_int_equal(
        text_normalise(str_from(source), NULL, 0, arena, &text, NULL),
        STATUS_OK);
    sentence.range.end = text.count;
    assert_int_equal(figures_read(&text, &report, &sentence, 1, arena, NULL),
                     STATUS_OK);
    return report;
}

/* The figures of two sentences, the second behind '|', go to `report`. */
static void
read_two(const char *source, struct sentence sentences[2],
         struct report *report, struct arena *arena)
{
    struct text text;
    uint32_t cut = 0;

    report->year = REVIEWED_YEAR;
    report->genre = GENRE_GOVERNMENT;
    report->period = STR("2024");
    assert_int_equal(
        text_normalise(str_from(source), NULL, 0, arena, &text, NULL),
        STATUS_OK);
    while (cut < text.count && text.codes[cut] != '|')
        cut++;
    sentences[0].range.end = cut;
    sentences[1].range = (struct range){cut + 1, text.count};
    assert_int_equal(figures_read(&text, report, sentences, 2, arena, NULL),
                     STATUS_OK);
}

/* Those of a report without sections, the second sentence in `paragraph`. */
static struct report
read_pair(const char *source, uint32_t paragraph, struct arena *arena)
{
    struct sentence sentences[2] = {{.paragraph = 0}, {.paragraph = paragraph}};
    struct report report = {0};

    read_two(source, sentences, &report, arena);
    return report;
}

static void
assert_text(struct str actual, const char *expected)
{
    if (!str_equal(actual, str_from(expected)))
        fail_msg("got %.*s, want %s", STR_ARG(actual), expected);
}

static void
test_bind_list_shares_its_verb(void **state)
{
    struct arena arena = {0};
    struct report r =
        read("全年召开座谈会8次、协商会26次", SECTION_REVIEW, &arena);

    (void)state;
    assert_int_equal(r.figure_count, 2);
    assert_text(r.figures[1].action, "召开");
    assert_text(r.figures[1].object, "协商会");
    assert_true(r.figures[1].inherited & INHERITED_ACTION);
    arena_release(&arena);
}

static void
test_bind_subject_carries_over_to_its_change(void **state)
{
    struct arena arena = {0};
    struct report r =
        read("财政收入完成20亿元、增长5.8%", SECTION_REVIEW, &arena);

    (void)state;
    assert_int_equal(r.figure_count, 2);
    assert_text(r.figures[1].object, "财政收入");
    assert_int_equal(r.figures[1].measure, MEASURE_CHANGE);
    assert_int_equal(r.figures[1].direction, DIRECTION_UP);
    arena_release(&arena);
}

static void
test_bind_respectively_deals_out_subjects(void **state)
{
    struct arena arena = {0};
    struct report r = read("出口、进口分别增长11%、8%", SECTION_REVIEW, &arena);

    (void)state;
    assert_int_equal(r.figure_count, 2);
    assert_text(r.figures[0].object, "出口");
    assert_text(r.figures[1].object, "进口");
    arena_release(&arena);
}

static void
test_bind_plan_section_speaks_of_the_next_year(void **state)
{
    struct arena arena = {0};
    struct report r = read("新建学校3所", SECTION_PLAN, &arena);

    (void)state;
    assert_int_equal(r.figures[0].status, FIGURE_PLAN);
    assert_text(r.figures[0].period, "2025");
    arena_release(&arena);
}

static void
test_bind_plan_section_looks_back_where_it_says_so(void **state)
{
    struct arena arena = {0};
    struct report r =
        read("2024年新建学校3所，五年来培训教师800名", SECTION_PLAN, &arena);

    (void)state;
    assert_int_equal(r.figure_count, 2);
    assert_int_equal(r.figures[0].status, FIGURE_DONE);
    assert_text(r.figures[0].period, "2024");
    assert_int_equal(r.figures[1].status, FIGURE_DONE);
    arena_release(&arena);
}

static void
test_bind_plan_section_counts_months_from_its_own_year(void **state)
{
    struct arena arena = {0};
    struct report r =
        read("6月底前建成泵站4座，年底前建成粮库2个", SECTION_PLAN, &arena);

    (void)state;
    assert_int_equal(r.figure_count, 2);
    assert_int_equal(r.figures[0].status, FIGURE_PLAN);
    assert_text(r.figures[0].period, "2025-06-30");
    assert_int_equal(r.figures[1].status, FIGURE_PLAN);
    assert_text(r.figures[1].period, "2025-12-31");
    arena_release(&arena);
}

static void
test_bind_review_may_speak_of_what_this_year_is_planned(void **state)
{
    struct arena arena = {0};
    struct report r = read("今年计划安排补助资金6亿元", SECTION_REVIEW, &arena);

    (void)state;
    assert_int_equal(r.figures[0].status, FIGURE_PLAN);
    assert_text(r.figures[0].period, "2025");
    arena_release(&arena);
}

static void
test_bind_time_may_open_the_second_clause(void **state)
{
    struct arena arena = {0};
    struct section section = {.id = 1, .kind = SECTION_REVIEW};
    struct report r = {.year = REVIEWED_YEAR,
                       .period = STR("2020/2024"),
                       .sections = &section,
                       .section_count = 1};
    struct sentence sentences[2] = {{.section = 1}, {.section = 1}};
    struct text text;

    (void)state;
    assert_int_equal(
        text_normalise(STR("应当看到，刚刚过去的2024年，工作顺利。茶叶增产5%"),
                       NULL, 0, &arena, &text, NULL),
        STATUS_OK);
    while (text.codes[sentences[0].range.end] != 0x3002)
        sentences[0].range.end++;
    sentences[1].range = (struct range){sentences[0].range.end + 1, text.count};
    assert_int_equal(figures_read(&text, &r, sentences, 2, &arena, NULL),
                     STATUS_OK);
    assert_int_equal(r.figure_count, 1);
    assert_text(r.figures[0].period, "2024");
    assert_int_equal(r.figures[0].accrual, ACCRUAL_YEAR);
    arena_release(&arena);
}

static void
test_bind_year_end_is_a_day(void **state)
{
    struct arena arena = {0};
    struct report r =
        read("到2023年末，全县有学校35所", SECTION_REVIEW, &arena);

    (void)state;
    assert_text(r.figures[0].period, "2023-12-31");
    assert_int_equal(r.figures[0].accrual, ACCRUAL_POINT);
    arena_release(&arena);
}

static void
test_bind_share_names_its_whole(void **state)
{
    struct arena arena = {0};
    struct report r = read("服务业占地区生产总值的52%", SECTION_REVIEW, &arena);

    (void)state;
    assert_int_equal(r.figures[0].measure, MEASURE_SHARE);
    assert_text(r.figures[0].base, "地区生产总值");
    arena_release(&arena);
}

static void
test_bind_part_points_at_its_whole(void **state)
{
    struct arena arena = {0};
    struct report r =
        read("办理提案200件，其中重点提案12件", SECTION_REVIEW, &arena);

    (void)state;
    assert_int_equal(r.figure_count, 2);
    assert_int_equal(r.figures[0].of, 0);
    assert_int_equal(r.figures[1].of, r.figures[0].id);
    arena_release(&arena);
}

static void
test_bind_part_finds_its_whole_in_the_sentence_before(void **state)
{
    struct arena arena = {0};
    struct report r =
        read_pair("总收入为400亿元。|其中，利得税为100亿元。", 0, &arena);

    (void)state;
    assert_int_equal(r.figure_count, 2);
    assert_int_equal(r.figures[1].of, r.figures[0].id);
    arena_release(&arena);
}

static void
test_bind_part_has_no_whole_in_another_paragraph(void **state)
{
    struct arena arena = {0};
    struct report r =
        read_pair("总收入为400亿元。|其中，利得税为100亿元。", 1, &arena);

    (void)state;
    assert_int_equal(r.figure_count, 2);
    assert_int_equal(r.figures[1].of, 0);
    arena_release(&arena);
}

static void
test_bind_parts_divide_both_ends_of_the_whole(void **state)
{
    struct arena arena = {0};
    struct report r =
        read_pair("2021年产量达到40万吨，比2018年的30万吨增长三成。|其中，"
                  "国营厂达到25万吨，比2018年的20万吨增长25%；"
                  "合营厂达到15万吨，比2018年的10万吨增长五成。",
                  0, &arena);

    (void)state;
    assert_int_equal(r.figure_count, 9);
    assert_int_equal(r.figures[3].of, r.figures[0].id);
    assert_int_equal(r.figures[4].of, r.figures[1].id);
    assert_int_equal(r.figures[6].of, r.figures[0].id);
    assert_int_equal(r.figures[7].of, r.figures[1].id);
    assert_text(r.figures[3].period, "2021");
    assert_text(r.figures[6].period, "2021");
    assert_text(r.figures[7].period, "2018");
    arena_release(&arena);
}

static void
test_bind_years_counted_are_those_of_the_plan_spoken_of(void **state)
{
    struct arena arena = {0};
    struct report r = read_pair("“十三五”时期，水利投资总额为23亿元。|"
                                "五年内建成水库90座，今年建成8座。",
                                0, &arena);

    (void)state;
    assert_int_equal(r.figure_count, 3);
    assert_text(r.figures[1].period, "2016/2020");
    assert_int_equal(r.figures[1].accrual, ACCRUAL_TOTAL);
    assert_text(r.figures[2].period, "2025");
    arena_release(&arena);
}

static void
test_bind_item_of_an_announced_list_is_planned(void **state)
{
    struct arena arena = {0};
    struct report r = read_pair(
        "我们会推行以下措施：|(一) 增拨1亿元，支援中小企业；", 1, &arena);

    (void)state;
    assert_int_equal(r.figure_count, 1);
    assert_int_equal(r.figures[0].status, FIGURE_PLAN);
    arena_release(&arena);
}

static void
test_bind_item_that_tells_who_did_it_is_done(void **state)
{
    struct arena arena = {0};
    struct report r = read_pair(
        "我们会推行以下措施：|(一) 规划署释出60公顷用地；", 1, &arena);

    (void)state;
    assert_int_equal(r.figure_count, 1);
    assert_int_equal(r.figures[0].status, FIGURE_DONE);
    arena_release(&arena);
}

/* The status of the only figure of two sentences in a plan section. */
static enum figure_status
status_in_plan(const char *source, struct arena *arena)
{
    struct section section = {.id = 1, .kind = SECTION_PLAN};
    struct report report = {.sections = &section, .section_count = 1};
    struct sentence sentences[2] = {{.section = 1}, {.section = 1}};

    read_two(source, sentences, &report, arena);
    assert_int_equal(report.figure_count, 1);
    return report.figures[0].status;
}

/* A paragraph that opens with the year reviewed looks back, up to its tasks. */
static void
test_bind_plan_section_may_begin_with_what_was_done(void **state)
{
    static const struct {
        const char *source;
        enum figure_status status;
    } cases[] = {
        {"过去的一年，各项工作取得进展。|进出口总额达到28亿美元。",
         FIGURE_DONE},
        {"过去的一年，各项工作取得进展。|要新建学校8所。", FIGURE_PLAN},
        {"过去的一年，各项工作取得进展。|今年新建学校8所。", FIGURE_PLAN},
        {"各项工作取得进展。|新建学校8所。", FIGURE_PLAN},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(status_in_plan(cases[i].source, &arena),
                         cases[i].status);
    arena_release(&arena);
}

/* What a section's sentence says of now and of what is to come. */
static void
test_bind_now_and_to_come_are_told_in_any_section(void **state)
{
    static const struct {
        const char *source;
        enum section_kind kind;
        enum figure_status status;
        const char *period;
    } cases[] = {
        {"目前已建成泵站4座", SECTION_PLAN, FIGURE_DONE, "2024"},
        {"小型窑厂由90家减少到现在的35家", SECTION_PLAN, FIGURE_DONE, "2024"},
        {"利用现有厂房改造车间4个", SECTION_PLAN, FIGURE_PLAN, "2025"},
        {"教育经费将达到3亿元", SECTION_REVIEW, FIGURE_PLAN, "2025"},
        {"预计教育经费将达到3亿元", SECTION_REVIEW, FIGURE_ESTIMATE, "2024"},
        {"将培训教师800名", SECTION_REVIEW, FIGURE_DONE, "2024"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct report r = read(cases[i].source, cases[i].kind, &arena);
        const struct figure *last = &r.figures[r.figure_count - 1];

        assert_int_equal(last->status, cases[i].status);
        assert_text(last->period, cases[i].period);
    }
    arena_release(&arena);
}

/* A section of a plan that is called by its years is of all of them. */
static void
test_bind_term_of_a_heading_is_the_time_of_its_section(void **state)
{
    static const struct {
        const char *source;
        const char *period;
        enum accrual accrual;
    } cases[] = {
        {"“十五五”时期的主要任务|新建铁路300公里", "2026/2030", ACCRUAL_TOTAL},
        {"“十五五”时期的主要任务|钢产量达到80万吨", "2030", ACCRUAL_YEAR},
        {"“十五五”时期的主要任务|2025年新建铁路30公里", "2025", ACCRUAL_YEAR},
        {"2025年为“十五五”创造条件|新建铁路30公里", "2025", ACCRUAL_YEAR},
    };
    static struct section sections[] = {
        {.id = 1, .kind = SECTION_PLAN},
        {.id = 2, .parent = 1, .kind = SECTION_PLAN},
        {.id = 3, .kind = SECTION_PLAN},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (uint32_t section = 1; section <= 3; section++) {
            struct sentence sentences[2] = {
                {.section = 1, .is_heading = true},
                {.section = section, .paragraph = 1}};
            struct report report = {.sections = sections, .section_count = 3};

            read_two(cases[i].source, sentences, &report, &arena);
            assert_int_equal(report.figure_count, 1);
            if (section == 3) { /* beside it */
                assert_text(report.figures[0].period, "2025");
                continue;
            }
            assert_text(report.figures[0].period, cases[i].period);
            assert_int_equal(report.figures[0].accrual, cases[i].accrual);
        }
    }
    arena_release(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bind_now_and_to_come_are_told_in_any_section),
        cmocka_unit_test(
            test_bind_term_of_a_heading_is_the_time_of_its_section),
        cmocka_unit_test(test_bind_list_shares_its_verb),
        cmocka_unit_test(test_bind_subject_carries_over_to_its_change),
        cmocka_unit_test(test_bind_respectively_deals_out_subjects),
        cmocka_unit_test(test_bind_plan_section_speaks_of_the_next_year),
        cmocka_unit_test(test_bind_plan_section_looks_back_where_it_says_so),
        cmocka_unit_test(
            test_bind_plan_section_counts_months_from_its_own_year),
        cmocka_unit_test(
            test_bind_review_may_speak_of_what_this_year_is_planned),
        cmocka_unit_test(test_bind_time_may_open_the_second_clause),
        cmocka_unit_test(test_bind_year_end_is_a_day),
        cmocka_unit_test(test_bind_share_names_its_whole),
        cmocka_unit_test(test_bind_part_points_at_its_whole),
        cmocka_unit_test(test_bind_part_finds_its_whole_in_the_sentence_before),
        cmocka_unit_test(test_bind_part_has_no_whole_in_another_paragraph),
        cmocka_unit_test(test_bind_parts_divide_both_ends_of_the_whole),
        cmocka_unit_test(
            test_bind_years_counted_are_those_of_the_plan_spoken_of),
        cmocka_unit_test(test_bind_item_of_an_announced_list_is_planned),
        cmocka_unit_test(test_bind_item_that_tells_who_did_it_is_done),
        cmocka_unit_test(test_bind_plan_section_may_begin_with_what_was_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
