#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"
#include "worker/extract/text/breaks.h"

/* Paragraphs of a page that is 24 characters wide. */
#define WRAPPED                                                                     \
    "过去一年，全县上下齐心协力，扎实推进各项重点工作，\n" \
    "全年完成固定资产投资三十六亿元，新开工项目一百二十\n" \
    "六个，建成投产四十八个，城乡面貌明显改善，群众的\n"    \
    "获得感不断增强。\n"                                                    \
    "农业生产稳步发展，粮食总产量达到二十一万吨，蔬菜种\n" \
    "植面积扩大到八万亩，新建高标准农田三万六千亩，农民\n" \
    "收入继续较快增长。\n"

/* The characters that are left of `utf8`, '|' for a line end. */
static struct str
joined(struct arena *arena, const char *utf8)
{
    struct text text;
    struct error err;
    struct str folded;
    char *bytes;

    assert_int_equal(
        text_normalise(str_from(utf8), NULL, 0, arena, &text, &err), STATUS_OK);
    assert_int_equal(breaks_join(&text, arena, &err), STATUS_OK);
    for (uint32_t i = 0; i < text.count; i++)
        assert_int_equal(text.signs[i], mark_bits(text.codes[i]));
    folded = text_folded(&text, (struct range){0, text.count}, arena);
    bytes = arena_alloc(arena, folded.len + 1, 1);
    for (size_t i = 0; i < folded.len; i++)
        bytes[i] = folded.ptr[i] == '\n' ? '|' : folded.ptr[i];
    return (struct str){bytes, folded.len};
}

static void
assert_holds(const char *utf8, const char *expected)
{
    struct arena arena = {0};
    struct str text = joined(&arena, utf8);

    if (!str_contains(text, str_from(expected)))
        fail_msg("no \"%s\" in \"%.*s\"", expected, STR_ARG(text));
    arena_release(&arena);
}

static void
assert_untouched(const char *utf8)
{
    struct arena arena = {0};
    struct text text;
    struct error err;
    uint32_t before;

    assert_int_equal(
        text_normalise(str_from(utf8), NULL, 0, &arena, &text, &err),
        STATUS_OK);
    before = text.count;
    assert_int_equal(breaks_join(&text, &arena, &err), STATUS_OK);
    assert_int_equal(text.count, before);
    arena_release(&arena);
}

static void
test_breaks_at_the_margin_are_joined(void **state)
{
    (void)state;
    assert_holds(WRAPPED, "重点工作,全年完成");
    assert_holds(WRAPPED, "一百二十六个,建成");
    assert_holds(WRAPPED, "群众的获得感不断增强。|农业生产");
    assert_holds(WRAPPED, "蔬菜种植面积");
}

static void
test_breaks_keep_headings_apart(void **state)
{
    (void)state;
    assert_holds(WRAPPED "二、重点工作\n" WRAPPED,
                 "较快增长。|二、重点工作|过去一年");
    assert_untouched("一、推进产业升级，培育新的动能\n"
                     "二、推进城乡融合，改善人居环境\n"
                     "三、推进民生改善，办好十件实事\n"
                     "四、推进改革开放，激发市场活力\n");
}

static void
test_breaks_come_where_they_are_in_either_width_of_digits(void **state)
{
    (void)state;
    /* Four digits more or less in columns would reach the margin or not. */
    assert_holds(WRAPPED
                 "这一年，全县累计接待来访中外游客3000万人次\n收入更多。\n",
                 "人次|收入更多");
    assert_holds(WRAPPED
                 "这一年，全县累计接待来访中外游客３０００万人次\n收入更多。\n",
                 "人次|收入更多");
}

static void
test_breaks_keep_chrome_apart(void **state)
{
    (void)state;
    assert_holds("上一篇：没有了　下一篇：没有了　　【关闭窗口】\n" WRAPPED,
                 "【关闭窗口】|过去一年");
}

static void
test_breaks_leave_whole_paragraphs_alone(void **state)
{
    (void)state;
    assert_untouched(
        "政府工作报告\n各位代表：\n一、工作回顾\n"
        "一年来，我们坚持稳中求进工作总基调，全力以赴抓发展、惠民生、防风险，"
        "全年地区生产总值增长百分之六，一般公共预算收入增长百分之四，城乡居民"
        "收入稳步提高，较好地完成了年初确定的各项目标任务。\n"
        "（一）产业发展\n工业增加值增长百分之七。\n");
}

static void
test_breaks_across_a_page_lose_its_number_and_title(void **state)
{
    (void)state;
    assert_holds("青山县年鉴 1\n" WRAPPED "青山县年鉴 2\n" WRAPPED
                 "全年新增城镇就业四千人，转移农村劳动力一万二千人，\n"
                 "\n- 7 -\n\f青山县年鉴 3\n\n"
                 "登记失业率控制在百分之三以内，社会大局保持和谐，\n"
                 "人民群众安居乐业。\n\n- 8 -\n\f青山县年鉴 4\n\n" WRAPPED
                 "\n- 9 -\n\f青山县年鉴 5\n\n" WRAPPED,
                 "一万二千人,登记失业率控制");
}

static void
test_breaks_between_words_of_letters_keep_a_space(void **state)
{
    (void)state;
    assert_holds(WRAPPED "全市主动融入长江经济带和粤港澳大湾区，与Greater Bay\n"
                         "Area各市签订合作协议十二项，引进项目二十个。\n",
                 "Greater Bay Area各市");
}

static void
test_breaks_leave_offsets_at_the_bytes(void **state)
{
    struct arena arena = {0};
    struct text text;
    struct error err;
    struct str source = STR_INIT(WRAPPED);
    struct range r = {0, 0};
    struct span span;

    (void)state;
    assert_int_equal(text_normalise(source, NULL, 0, &arena, &text, &err),
                     STATUS_OK);
    assert_int_equal(breaks_join(&text, &arena, &err), STATUS_OK);
    while (text.bytes[r.begin] < str_find(source, STR("一百二十")))
        r.begin++;
    r.end = r.begin + 6;
    span = text_span(&text, r);
    assert_true(str_equal(str_slice(source, span.begin, span.end),
                          STR("一百二十\n六个")));
    assert_true(str_equal(text_quote(&text, r, &arena), STR("一百二十六个")));
    /* A range that ends at a break does not take it in. */
    r.end = r.begin + 4;
    span = text_span(&text, r);
    assert_true(
        str_equal(str_slice(source, span.begin, span.end), STR("一百二十")));
    arena_release(&arena);
}

static void
test_breaks_within_a_figure_are_read_over(void **state)
{
    struct arena arena = {0};
    struct extraction x = extract_text(
        &arena, "青山县人民政府工作报告\n" WRAPPED WRAPPED
                "全年接待游客一百二十三万人次，实现旅游总收入七亿\n"
                "六千万元，增长百分之九。\n");
    const struct report *report = &x.records.reports[0];
    bool is_found = false;

    (void)state;
    for (size_t i = 0; i < report->figure_count; i++)
        is_found |= str_equal(report->figures[i].text, STR("七亿六千万元"));
    assert_true(is_found);
    arena_release(&arena);
}

static void
test_blanks_of_a_copy_are_left_out(void **state)
{
    (void)state;
    assert_holds("过去一年，全县上下齐心协力，扎实推进各项重点工 "
                 "作，全年完成固定资产投资三十六亿元，比上年增 "
                 "长百分之五，群众的获得感不断增强。",
                 "重点工作,全年完成固定资产投资三十六亿元,比上年增长");
    /* Outside a sentence, or many of them: set so. */
    assert_untouched("第一部分 过去一年的工作，全县上下齐心协力。李明 王芳");
    assert_untouched("代表有：李 明、王 芳、赵 刚、钱 进、孙 平。");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_breaks_at_the_margin_are_joined),
        cmocka_unit_test(test_breaks_keep_headings_apart),
        cmocka_unit_test(
            test_breaks_come_where_they_are_in_either_width_of_digits),
        cmocka_unit_test(test_breaks_keep_chrome_apart),
        cmocka_unit_test(test_breaks_leave_whole_paragraphs_alone),
        cmocka_unit_test(test_breaks_across_a_page_lose_its_number_and_title),
        cmocka_unit_test(test_breaks_between_words_of_letters_keep_a_space),
        cmocka_unit_test(test_breaks_leave_offsets_at_the_bytes),
        cmocka_unit_test(test_breaks_within_a_figure_are_read_over),
        cmocka_unit_test(test_blanks_of_a_copy_are_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
