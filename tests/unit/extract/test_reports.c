#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/extract/reading.h"

#define BODY_A "一年来，我们围绕全县中心工作，完成调研十二次，提出建议多条。"
#define BODY_B "过去一年，全院干警忠诚履职，妥善审理各类案件，维护公平正义。"

#define FOUR(text) text text text text
/* Longer than any page's introduction, in one line. */
#define LONG_BODY FOUR(FOUR(BODY_A))

/* The titles of a page's reports joined by '|'. */
static const char *
titles(struct reading *r)
{
    struct str joined = STR_INIT("");

    for (size_t i = 0; i < r->report_count; i++) {
        struct str title = text_quote(&r->text, r->reports[i].title, &r->arena);

        joined = arena_format(&r->arena, "%.*s%s%.*s", STR_ARG(joined),
                              i ? "|" : "", STR_ARG(title));
    }
    return reading_string(r, joined);
}

static const struct {
    const char *name;
    const char *page;
    const char *titles;
} cases[] = {
    {"the same title again begins another report",
     "年度工作总结\n" BODY_A "\n年度工作总结\n" BODY_B "\n",
     "年度工作总结|年度工作总结"},
    {"another title with text of its own begins another report",
     "青山县政协工作报告\n" BODY_A "\n青山县人民法院工作报告\n" BODY_B "\n",
     "青山县政协工作报告|青山县人民法院工作报告"},
    {"two title lines above one text are one report",
     "2021年政府工作报告\n字号：大 中 小\n政府工作报告\n" BODY_A "\n",
     "2021年政府工作报告"},
    {"the very same report again is no further one",
     "年度工作总结\n" BODY_A "\n年度工作总结\n" BODY_A "\n", "年度工作总结"},
    {"a title without text below names no report",
     "年度工作总结\n" BODY_A "\n述职报告\n", "年度工作总结"},
    {"a title behind all text names none of it", BODY_A "\n述职报告\n", ""},
    {"a page's title at its foot is not the next report's",
     "2021年政府工作报告\n" BODY_A "\n2021年政府工作报告\n各位代表：\n"
     "法院工作报告\n" BODY_B "\n",
     "2021年政府工作报告|法院工作报告"},
    {"a few words before a title are the page's introduction",
     BODY_A "\n年度工作总结\n" BODY_B "\n", "年度工作总结"},
    {"more text before a title is a report without one",
     LONG_BODY "\n年度工作总结\n" BODY_B "\n", "|年度工作总结"},
    {"closing punctuation is no part of a title",
     "政府工作报告：\n" BODY_A "\n", "政府工作报告"},
    {"a subtitle behind a dash is no part of a title",
     "政府工作报告——2021年2月在县人民代表大会上\n" BODY_A "\n", "政府工作报告"},
    {"letters set apart are a title", "政 府 工 作 报 告\n" BODY_A "\n",
     "政 府 工 作 报 告"},
    {"what tells templates apart may follow a title",
     "个人述职报告范文（二）\n" BODY_A "\n", "个人述职报告范文（二）"},
    {"the plan for the next year may follow a title",
     "2023年工作总结及2024年工作思路\n" BODY_A "\n",
     "2023年工作总结及2024年工作思路"},
    {"a plan by itself is no report", "2024年工作要点\n" BODY_A "\n", ""},
    {"a sentence that names a report is no title",
     "政府工作报告\n" BODY_A "\n现在，我代表县政府作工作报告\n" BODY_B "\n",
     "政府工作报告"},
    {"a numbered heading is no title",
     "年度工作总结\n" BODY_A "\n一、上半年工作总结\n" BODY_B "\n",
     "年度工作总结"},
    {"without a title line the text is one report", BODY_A "\n" BODY_B "\n",
     ""},
};

static void
test_reports_of_a_page(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct reading r;

        reading_open(&r, cases[i].page);
        if (r.report_count == 0)
            fail_msg("%s: no report", cases[i].name);
        print_message("  %s\n", cases[i].name);
        assert_string_equal(titles(&r), cases[i].titles);
        reading_close(&r);
    }
}

static void
test_reports_keep_a_paragraph_quoted_again(void **state)
{
    struct reading r;

    (void)state;
    reading_open(&r, "年度工作总结\n" BODY_A "\n" LONG_BODY "\n" BODY_A "\n");
    assert_int_equal(r.report_count, 1);
    assert_int_equal(r.reports[0].range.end, r.text.count);
    reading_close(&r);
}

static void
test_reports_chrome_before_the_title_is_outside(void **state)
{
    struct reading r;

    (void)state;
    reading_open(&r, "当前位置：首页\n\n年度工作总结\n" BODY_A "\n");
    assert_int_equal(r.report_count, 1);
    assert_int_equal(text_span(&r.text, r.reports[0].range).begin,
                     sizeof("当前位置：首页\n\n") - 1);
    reading_close(&r);
}

static void
test_reports_end_where_the_next_begins(void **state)
{
    struct reading r;

    (void)state;
    reading_open(&r, "工作总结\n" BODY_A "\n工作总结\n" BODY_B "\n");
    assert_int_equal(r.report_count, 2);
    assert_int_equal(r.reports[0].range.end, r.reports[1].range.begin);
    assert_int_equal(r.reports[1].range.end, r.text.count);
    reading_close(&r);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reports_of_a_page),
        cmocka_unit_test(test_reports_keep_a_paragraph_quoted_again),
        cmocka_unit_test(test_reports_chrome_before_the_title_is_outside),
        cmocka_unit_test(test_reports_end_where_the_next_begins),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
