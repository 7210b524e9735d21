#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "record/names.h"
#include "tests/unit/extract/reading.h"

/* Prose of no other interest, too short to be taken for a copy of itself. */
#define PROSE "我们扎实做好各项工作，成效较好。"
#define FRONT "政府工作报告\n各位代表：\n" PROSE "\n"

static const struct {
    const char *name;
    const char *report;
    const char *outline; /* level label title run-in? kind, one a line */
} cases[] = {
    {"numbers nest as they habitually do",
     FRONT "一、工作回顾\n" PROSE "\n（一）经济稳步增长\n" PROSE
           "\n1．农业\n" PROSE "\n（二）民生改善\n" PROSE
           "\n二、明年任务\n" PROSE "\n",
     "1 一 工作回顾 - review\n2 一 经济稳步增长 - review\n"
     "3 1 农业 - review\n2 二 民生改善 - review\n1 二 明年任务 - plan\n"},
    {"parts are numbered without their word",
     FRONT "第一部分　过去五年工作回顾\n" PROSE
           "\n第二部分　今后工作建议\n" PROSE "\n",
     "1 一 过去五年工作回顾 - review\n1 二 今后工作建议 - plan\n"},
    {"a title that says nothing heads a plan where its text tells the goals",
     FRONT "一、站稳脚跟，各业开新局\n" PROSE
           "\n二、勇挑重担，再启新征程\n" PROSE
           "\n今年的主要预期目标是：粮食产量稳定。\n三、守住初心\n" PROSE "\n",
     "1 一 站稳脚跟，各业开新局 - review\n"
     "1 二 勇挑重担，再启新征程 - plan\n1 三 守住初心 - plan\n"},
    {"the text tells the goals below headings that are run in as well",
     FRONT "一、工作回顾\n" PROSE "\n二、推动各业健康发展\n"
           "稳定农业生产步伐。今年农业生产的调控目标，定为稳中有升。" PROSE
           "\n改善城乡居民生活。" PROSE "\n",
     "1 一 工作回顾 - review\n1 二 推动各业健康发展 - plan\n"
     "2 - 稳定农业生产步伐 run-in plan\n2 - 改善城乡居民生活 run-in plan\n"},
    {"run-in headings stand in groups",
     FRONT "一、工作回顾\n城乡面貌明显改善。" PROSE "\n民生保障持续加强。" PROSE
           "\n",
     "1 一 工作回顾 - review\n2 - 城乡面貌明显改善 run-in review\n"
     "2 - 民生保障持续加强 run-in review\n"},
    {"headings without a number stand inside the number before them",
     "主席：\n" PROSE "\n（三）經濟\n" PROSE "\n金融\n" PROSE "\n旅遊\n" PROSE
     "\n",
     "1 三 經濟 - other\n2 - 金融 - other\n2 - 旅遊 - other\n"},
    {"what a government is about to do heads nothing",
     FRONT "一、經濟\n政府將增設航運機構。" PROSE "\n培訓同樣重要。" PROSE "\n",
     "1 一 經濟 - review\n"},
    {"a lone short sentence is prose",
     FRONT "一、工作回顾\n" PROSE "\n农村面貌明显改善。" PROSE "\n" PROSE
           "\n" PROSE "\n",
     "1 一 工作回顾 - review\n"},
    {"after a dash the first sentence heads, however it reads",
     FRONT "——我们迎难而上，经济总量再上新台阶。" PROSE "\n",
     "1 - 我们迎难而上，经济总量再上新台阶 run-in review\n"},
    {"after a dash a figure is no heading",
     FRONT "——全县生产总值增长6.5%。" PROSE "\n", ""},
    {"speakers' sentences are no headings",
     FRONT "我们也看到困难。" PROSE "\n但是任务繁重。" PROSE "\n", ""},
    {"items inside a paragraph are no headings",
     FRONT "不足有三：一是学习不深；二是调研不够；三是创新不足。" PROSE "\n",
     ""},
    {"an item that the page broke off is no heading",
     FRONT "一、工作回顾\n一是积极参加各类会议和学习培训活动\n" PROSE
           "；二是认真撰写提案。" PROSE "\n",
     "1 一 工作回顾 - review\n"},
    {"items with a sentence to sum up are headings",
     FRONT "一是扩内需稳增长。" PROSE "\n二是促改革添动力。" PROSE "\n",
     "1 一 扩内需稳增长 run-in review\n1 二 促改革添动力 run-in review\n"},
    {"a decimal number opens no heading", FRONT "1.5万人参加活动\n" PROSE "\n",
     ""},
    {"problems inside a review are problems",
     FRONT "一、工作回顾\n" PROSE "\n（三）存在的主要问题\n" PROSE "\n",
     "1 一 工作回顾 - review\n2 三 存在的主要问题 - problem\n"},
    {"a later year than the first is a plan",
     FRONT "一、2021年工作\n" PROSE "\n二、2022年工作\n" PROSE "\n",
     "1 一 2021年工作 - review\n1 二 2022年工作 - plan\n"},
    {"a title of what was done and of what is to be is neither",
     FRONT "一、建设的成就和今后的任务\n" PROSE "\n（一）工业发展\n" PROSE "\n",
     "1 一 建设的成就和今后的任务 - other\n2 一 工业发展 - other\n"},
    {"an annex follows outermost and its notes head nothing",
     FRONT "一、工作回顾\n" PROSE "\n（一）农业\n" PROSE
           "\n名词解释\n1．一站式服务：指集中办理。" PROSE "\n",
     "1 一 工作回顾 - review\n2 一 农业 - review\n1 - 名词解释 - annex\n"},
    {"traditional script reads alike",
     FRONT "一、過去一年工作回顧\n" PROSE "\n二、今後工作任務\n" PROSE "\n",
     "1 一 過去一年工作回顧 - review\n1 二 今後工作任務 - plan\n"},
    {"a heading line may open like prose",
     FRONT "过去一年的主要工作\n" PROSE "\n一、服务大局\n" PROSE
           "\n二、加强自身建设\n" PROSE "\n2024年的主要任务\n" PROSE "\n",
     "1 - 过去一年的主要工作 - review\n2 一 服务大局 - review\n"
     "2 二 加强自身建设 - review\n1 - 2024年的主要任务 - plan\n"},
    {"(一) stands below the line before it, though it begins but once",
     FRONT "2023年工作回顾\n" PROSE
           "\n2024年工作安排\n（一）抓好产业发展。" PROSE
           "\n（二）抓好民生改善。" PROSE "\n",
     "1 - 2023年工作回顾 - review\n1 - 2024年工作安排 - plan\n"
     "2 一 抓好产业发展 run-in plan\n2 二 抓好民生改善 run-in plan\n"},
    {"a post and a name head nothing",
     "检察院工作报告\n代检察长 赵一鸣\n一、工作回顾\n" PROSE "\n",
     "1 一 工作回顾 - review\n"},
    {"第一 opens a paragraph of prose as well as a heading",
     FRONT "一、工作回顾\n第一，各部门提出的意见已经转交有关单位，"
           "正在研究下一步的计划。" PROSE "\n" PROSE "\n",
     "1 一 工作回顾 - review\n"},
    {"第一 before a phrase that sums up heads it",
     FRONT "一、工作回顾\n第一，加强财政管理。" PROSE
           "\n第二，改善营商环境。" PROSE "\n",
     "1 一 工作回顾 - review\n2 一 加强财政管理 run-in review\n"
     "2 二 改善营商环境 run-in review\n"},
    {"a count of years in front of a sentence is no number of a heading",
     FRONT "三、四十年前，这里是渔村。" PROSE "\n", ""},
    {"an answer to several questions is no heading",
     "主席：\n(一)及(二) 當局會跟進。" PROSE "\n" PROSE "\n", ""},
    {"unnumbered lines within a count stand below its number",
     "主席：\n(一) 經濟\n旅遊\n" PROSE "\n物流\n" PROSE
     "\n(二) 民生\n安老\n" PROSE "\n房屋\n" PROSE "\n",
     "1 一 經濟 - other\n2 - 旅遊 - other\n2 - 物流 - other\n"
     "1 二 民生 - other\n2 - 安老 - other\n2 - 房屋 - other\n"},
    {"a number of two clauses that the line holds is not broken off",
     FRONT "一、工作回顾\n（一）坚持把发展特色优势产业作为主攻方向，"
           "构建符合县情实际的产业体系\n推动工业聚势突破。" PROSE
           "\n推动农业提质增效。" PROSE "\n",
     "1 一 工作回顾 - review\n2 一 坚持把发展特色优势产业作为主攻方向，"
     "构建符合县情实际的产业体系 - review\n"
     "3 - 推动工业聚势突破 run-in review\n"
     "3 - 推动农业提质增效 run-in review\n"},
    {"where headings open paragraphs, a lone phrase of work is one too",
     FRONT "一、工作回顾\n城乡面貌明显改善。" PROSE "\n民生保障持续加强。" PROSE
           "\n二、明年任务\n" PROSE "\n" PROSE "\n" PROSE
           "\n加快发展现代农业。" PROSE "\n",
     "1 一 工作回顾 - review\n2 - 城乡面貌明显改善 run-in review\n"
     "2 - 民生保障持续加强 run-in review\n1 二 明年任务 - plan\n"
     "2 - 加快发展现代农业 run-in plan\n"},
    {"sentences of who does what head nothing",
     "主席：\n安老\n政府會繼續增加宿位。" PROSE
     "\n長者需要較長時間的護理。" PROSE "\n房屋\n" PROSE "\n" PROSE "\n",
     "1 - 安老 - other\n1 - 房屋 - other\n"},
    {"a long sentence heads what follows a dash",
     FRONT "——面对外部环境复杂严峻、内部困难交织叠加的考验，我们沉着应对、"
           "顶住压力，坚持把稳增长摆在突出位置，推动全县经济运行总体平稳、"
           "稳中有进、稳中提质，各项主要指标好于预期。" PROSE "\n",
     "1 - 面对外部环境复杂严峻、内部困难交织叠加的考验，我们沉着应对、"
     "顶住压力，坚持把稳增长摆在突出位置，推动全县经济运行总体平稳、"
     "稳中有进、稳中提质，各项主要指标好于预期 run-in review\n"},
    {"a word of plans in a run-in heading makes no plan of the rest",
     FRONT "一、完成全年生产计划。" PROSE "\n二、办好民生实事。" PROSE "\n",
     "1 一 完成全年生产计划 run-in review\n"
     "1 二 办好民生实事 run-in review\n"},
    {"numerals alone in their lines head what follows",
     FRONT "一\n" PROSE "\n二\n" PROSE "\n",
     "1 一  - review\n1 二  - review\n"},
    {"a lone numeral heads nothing", FRONT "三\n" PROSE "\n" PROSE "\n", ""},
    {"a remark may stand in front of what a run-in heading says",
     FRONT "一、工作回顾\n令人欣慰的是，城乡面貌焕然一新。" PROSE
           "\n来之不易的是，民生保障持续加强。" PROSE "\n",
     "1 一 工作回顾 - review\n"
     "2 - 令人欣慰的是，城乡面貌焕然一新 run-in review\n"
     "2 - 来之不易的是，民生保障持续加强 run-in review\n"},
    {"the front has no headings",
     "政府工作报告\n——2021年2月3日在县第十届人民代表大会第一次会议上\n"
     "代县长　方远行\n各位代表：\n" PROSE "\n",
     ""},
};

static struct str
print_outline(struct arena *arena, const struct report *report)
{
    struct str all = STR_INIT("");

    for (size_t i = 0; i < report->section_count; i++) {
        const struct section *s = &report->sections[i];

        all =
            arena_format(arena, "%.*s%d %.*s %.*s %s %s\n", STR_ARG(all),
                         s->level, STR_ARG(s->label.len ? s->label : STR("-")),
                         STR_ARG(s->title), s->is_run_in ? "run-in" : "-",
                         name_of(&section_kind_names, s->kind));
    }
    return arena_copy(arena, all);
}

static void
test_outline_of_a_report(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena arena = {0};
        struct extraction x = extract_text(&arena, cases[i].report);

        print_message("  %s\n", cases[i].name);
        assert_int_equal(x.records.report_count, 1);
        assert_string_equal(print_outline(&arena, &x.records.reports[0]).ptr,
                            cases[i].outline);
        arena_release(&arena);
    }
}

static void
test_outline_parents_are_the_sections_around(void **state)
{
    struct arena arena = {0};
    struct extraction x =
        extract_text(&arena, FRONT "一、回顾\n" PROSE "\n（一）农业\n" PROSE
                                   "\n二、任务\n" PROSE "\n");
    const struct section *s = x.records.reports[0].sections;

    (void)state;
    assert_int_equal(x.records.reports[0].section_count, 3);
    assert_int_equal(s[0].parent, 0);
    assert_int_equal(s[1].parent, s[0].id);
    assert_int_equal(s[2].parent, 0);
    arena_release(&arena);
}

static void
test_outline_sentences_end_with_their_marks(void **state)
{
    struct reading r;
    struct outline outline;
    struct error err;

    (void)state;
    reading_open(&r, "工作总结\n他说：“要落实！”全年开会8次；走访3次。完成\n");
    assert_int_equal(
        outline_read(&r.text, &r.reports[0], &r.arena, &outline, &err),
        STATUS_OK);
    assert_int_equal(outline.sentence_count, 4);
    assert_true(outline.sentences[0].is_heading);
    assert_true(
        str_equal(text_quote(&r.text, outline.sentences[1].range, &r.arena),
                  STR("他说：“要落实！”")));
    assert_true(
        str_equal(text_quote(&r.text, outline.sentences[2].range, &r.arena),
                  STR("全年开会8次；走访3次。")));
    assert_true(
        str_equal(text_quote(&r.text, outline.sentences[3].range, &r.arena),
                  STR("完成")));
    reading_close(&r);
}

static void
test_outline_leaves_chrome_out(void **state)
{
    struct reading r;
    struct outline outline;
    struct error err;

    (void)state;
    reading_open(&r, "工作总结\n来源：县政府网\n" PROSE "\n打印 关闭\n");
    assert_int_equal(
        outline_read(&r.text, &r.reports[0], &r.arena, &outline, &err),
        STATUS_OK);
    assert_int_equal(outline.paragraph_count, 2);
    reading_close(&r);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outline_of_a_report),
        cmocka_unit_test(test_outline_parents_are_the_sections_around),
        cmocka_unit_test(test_outline_sentences_end_with_their_marks),
        cmocka_unit_test(test_outline_leaves_chrome_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
