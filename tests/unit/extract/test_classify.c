#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "record/names.h"
#include "tests/unit/extract/reading.h"

#define PROSE "各项工作扎实推进，取得了较好成效，较好地完成了全年目标任务。"

static const struct {
    const char *name;
    const char *text;
    const char *fields; /* genre author place code year period session */
} cases[] = {
    {"a report to a congress reviews the year before it",
     "2021年青海省政府工作报告\n"
     "——2021年1月30日在青海省第十三届人民代表大会第五次会议上\n"
     "各位代表：\n" PROSE "\n",
     "government institution 青海省 630000 2020 2020 "
     "第十三届人民代表大会第五次会议"},
    {"a heading that names the year reviewed is believed",
     "工作总结\n" PROSE "\n一、2019年工作回顾\n" PROSE "\n",
     "other institution - - 2019 2019 -"},
    {"five years end with the last",
     "政府工作报告\n——2018年1月8日在宜宾市第五届人民代表大会第三次会议上\n"
     "各位代表：\n" PROSE "\n一、过去五年工作回顾\n" PROSE "\n",
     "government institution 宜宾市 511500 2017 2013/2017 "
     "第五届人民代表大会第三次会议"},
    {"the smallest division of the first lines is the place",
     "法院工作报告\n——2020年1月9日在湖南省长沙市雨花区第五届人民代表大会"
     "第四次会议上\n各位代表：\n全区法院认真审判。" PROSE "\n",
     "court institution 雨花区 430111 2019 2019 第五届人民代表大会第四次会议"},
    {"a masked year is no year",
     "政协工作报告\n20xx年，县政协围绕中心履职。" PROSE "\n",
     "cppcc institution - - 0 - -"},
    {"a year lost from the text is no year",
     "政协工作报告\n年，县政协围绕中心履职。" PROSE "\n",
     "cppcc institution - - 0 - -"},
    {"the year in which something began is not the one reported on",
     "2009年设立的调解处受理居民的申请，" PROSE
     "\n2014年，处理申请310宗。" PROSE
     "\n与2014年初相比，年底待办的少了一半。" PROSE "\n",
     "other institution - - 2014 2014 -"},
    {"the next year, spoken of more, may be one of plans",
     "2020年，调解处受理居民的申请。" PROSE "\n2021年，将处理积案。" PROSE
     "\n2021年，将增加人手。" PROSE "\n",
     "other institution - - 2020 2020 -"},
    {"one who reports on their own work is an individual",
     "述职报告\n2020年，本人作为一名政协委员，认真履行自己的职责。" PROSE "\n",
     "cppcc individual - - 2020 2020 -"},
    {"who speaks for a body is none",
     "政府工作报告\n各位代表：\n现在，我代表县政府作工作报告。" PROSE "\n",
     "government institution - - 0 - -"},
    {"sittings of the party are not those reported to",
     "政协工作报告\n2020年，深入学习省委十三届八次全体会议精神。" PROSE "\n",
     "cppcc institution - - 2020 2020 -"},
    {"the central bodies are of the whole country",
     "政府工作报告\n——1999年3月5日在第九届全国人民代表大会第二次会议上\n"
     "各位代表：\n" PROSE "\n",
     "government institution 全国 000000 1998 1998 "
     "第九届全国人民代表大会第二次会议"},
    {"a policy address opens the year it is named for",
     "二零一六年施政報告\n主席：\n" PROSE "\n",
     "government institution - - 2015 2015 -"},
    {"a budget is made as its fiscal year begins",
     "二零一七至一八年度財政預算案\n主席：\n" PROSE "\n",
     "government institution - - 2016 2016 -"},
    {"a yearly report reviews the fiscal year it names",
     "申訴專員公署2015-16年度年報\n" PROSE "\n",
     "other institution 香港特别行政区 810000 2016 2016 -"},
    {"the year of a bill is not the one reviewed",
     "主席：\n《2019年道路（修訂）條例草案》的目的，是改善交通。" PROSE "\n",
     "other institution - - 0 - -"},
    {"the months that last year's are compared with tell the year",
     "主席、各位議員、各位市民：\n" PROSE
     "\n港口在去年首十個月處理貨櫃300萬個，較2017年同期少2%。" PROSE "\n",
     "government institution - - 2018 2018 -"},
    {"what came out last year, named for its year, tells the year",
     "主席、各位議員、各位市民：\n" PROSE
     "\n我們按照去年公布的《海港發展策略2017》推展工程。" PROSE "\n",
     "government institution - - 2017 2017 -"},
    {"a title tells the first of the years it names",
     "主席、各位議員、各位市民：\n" PROSE
     "\n今年推出的《減廢計劃2018-2026》會全面落實。" PROSE "\n",
     "government institution - - 2017 2017 -"},
    {"the head of a record of proceedings names the day",
     "會議過程正式紀錄\n2019年3月13日星期三\n出席議員：\n甲議員\n乙議員\n"
     "丙議員\n丁議員\n戊議員\n己議員\n庚議員\n辛議員\n壬議員\n癸議員\n"
     "主席、各位議員、各位市民：\n" PROSE "\n",
     "government institution - - 2018 2018 -"},
    {"what is compared with an earlier year tells none",
     "主席、各位議員、各位市民：\n" PROSE
     "\n去年港口處理貨櫃300萬個，較2012年少2%。" PROSE "\n",
     "government institution - - 0 - -"},
    {"a speech reviews the year whose days it looks back on",
     "甲議員：\n主席，我提交小組委員會的報告。" PROSE
     "\n新安排已在2017年5月10日實行，至於2019年1月的修訂則尚待討論。"
     "2017年的意見書有四份。" PROSE "\n",
     "other institution - - 2017 2017 -"},
    {"a day named but once tells no year",
     "甲議員：\n主席，我提交小組委員會的報告。" PROSE
     "\n顧問報告已於2011年5月發表。" PROSE "\n",
     "other institution - - 0 - -"},
    {"a later year in a title says that the days are not of the speech",
     "甲議員：\n主席，我匯報《2016年渡輪條例草案》的審議。" PROSE
     "\n當局已於2014年3月1日諮詢，2014年5月再諮詢。" PROSE "\n",
     "other institution - - 0 - -"},
    {"the first sentence of a speech names the year of its report",
     "甲議員：\n主席，我謹以文康事務委員會(“事務委員會”)主席的身份，向大會"
     "提交事務委員會在2017-2018年度的工作報告，並簡述重點。" PROSE "\n",
     "other institution - - 2018 2018 -"},
    {"a longer span than any term is none reviewed",
     "2021年政府工作报告\n各位代表：\n十五年来，本县首次举办全省运动会。" PROSE
     "\n",
     "government institution - - 2020 2020 -"},
    {"an office of one place only tells it",
     "主席：\n我代表監警會提交報告，涵蓋的年度截至2016年3月31日。" PROSE "\n",
     "other institution 香港特别行政区 810000 2016 2016 -"},
    {"others' companies make no enterprise of who speaks",
     "主席：\n委員關注電力公司與煤氣公司的收費，要求有關公司交代。" PROSE "\n",
     "other institution - - 0 - -"},
    {"traditional script reads alike",
     "述職報告\n2020年，本人作為一名委員，認真學習萬年縣第十五屆政協一次會議"
     "精神，履行自己的職責。\n",
     "cppcc individual 万年县 361129 2020 2020 第十五屆政協一次會議"},
};

static struct str
or_dash(struct str s)
{
    return record_has(s) ? s : STR("-");
}

static void
test_classify_reads_the_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena arena = {0};
        struct extraction x = extract_text(&arena, cases[i].text);
        const struct report *r = &x.records.reports[0];
        struct str fields;

        print_message("  %s\n", cases[i].name);
        assert_int_equal(x.records.report_count, 1);
        fields = arena_format(
            &arena, "%s %s %.*s %.*s %d %.*s %.*s",
            name_of(&genre_names, r->genre), name_of(&author_names, r->author),
            STR_ARG(or_dash(r->place.name)), STR_ARG(or_dash(r->place.code)),
            r->year, STR_ARG(or_dash(r->period)), STR_ARG(or_dash(r->session)));
        assert_string_equal(arena_copy(&arena, fields).ptr, cases[i].fields);
        arena_release(&arena);
    }
}

static void
test_classify_reads_day_and_speaker(void **state)
{
    static const struct {
        const char *front;
        const char *delivered;
        const char *reporter;
    } fronts[] = {
        {"——2020年1月9日在市人民代表大会会议上\n代市长　方　远行\n",
         "2020-01-09", "方　远行, 代市长"},
        {"2020年1月9日在市人民代表大会会议上市长 方远作政府工作报告\n",
         "2020-01-09", "方远, 市长"},
        {"（一九八七年十二月二十一日）\n市长 方远\n", "1987-12-21",
         "方远, 市长"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(fronts) / sizeof(*fronts); i++) {
        struct arena arena = {0};
        struct str text = arena_format(
            &arena, "政府工作报告\n%s各位代表：\n" PROSE "\n", fronts[i].front);
        struct extraction x =
            extract_text(&arena, arena_copy(&arena, text).ptr);
        const struct report *r = &x.records.reports[0];

        assert_true(str_equal(r->delivered, str_from(fronts[i].delivered)));
        assert_true(str_equal(r->reporter, str_from(fronts[i].reporter)));
        arena_release(&arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_classify_reads_the_fields),
        cmocka_unit_test(test_classify_reads_day_and_speaker),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
