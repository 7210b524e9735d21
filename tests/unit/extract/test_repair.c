#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/extract/reading.h"
#include "worker/extract/repair/repair.h"

/* Damaged lines, made by losing one byte of the GBK text, and what was lost. */
static const struct {
    const char *line;
    const char *original;
    const char *repaired;
} damaged[] = {
    {"?。ǘ┟裆U祥_創新局面", "?。ǘ┟裆U祥_", "（二）民生保障開"},
    {"?。ㄎ澹┖葑ヂ鋵崗?化督查", "?。ㄎ澹┖葑ヂ鋵崗?", "（五）狠抓落實強"},
    {"?。┥鐣聵I", "?。┥鐣聵I", "（六）社會事業"},
};

/* Question marks, odd characters and letters in text that is whole. */
static const char *const whole[] = {
    "形势怎么看?工作怎么干?我们要回答好这两个问题。",
    "什么是短板？A类企业有多少？全县共有12家。",
    "为谁服务?,这是根本问题。",
    "怎么办?。要靠改革。",
    "(?)待核实数据?B表",
    "????????",
    "?",
    "",
};

struct repairs {
    struct arena arena;
    struct repair *items;
    size_t count;
};

static struct repairs
find(const char *text)
{
    struct repairs r = {.count = 99};
    struct error err = {{0}};

    assert_int_equal(
        repair_find(str_from(text), &r.arena, &r.items, &r.count, &err),
        STATUS_OK);
    return r;
}

static void
test_repair_slipped_bytes_are_put_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(damaged) / sizeof(*damaged); i++) {
        struct repairs r = find(damaged[i].line);

        assert_int_equal(r.count, 1);
        assert_true(
            str_equal(r.items[0].original, str_from(damaged[i].original)));
        if (damaged[i].repaired)
            assert_true(
                str_equal(r.items[0].repaired, str_from(damaged[i].repaired)));
        assert_in_range(r.items[0].confidence, 1, 999);
        arena_release(&r.arena);
    }
}

static void
test_repair_span_covers_the_damage(void **state)
{
    struct repairs r = find("　　?。┥鐣聵I\n下一行");

    (void)state;
    assert_int_equal(r.count, 1);
    assert_int_equal(r.items[0].span.begin, strlen("　　"));
    assert_int_equal(r.items[0].span.end, strlen("　　?。┥鐣聵I"));
    arena_release(&r.arena);
}

static void
test_repair_leaves_whole_text_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(whole) / sizeof(*whole); i++) {
        struct repairs r = find(whole[i]);

        if (r.count != 0)
            fail_msg("\"%s\" repaired to \"%.*s\"", whole[i],
                     STR_ARG(r.items[0].repaired));
        arena_release(&r.arena);
    }
}

static void
test_repair_of_question_marks_alone_ends(void **state)
{
    enum { LENGTH = 1 << 20 };
    struct arena arena = {0};
    char *text = ARENA_ARRAY(&arena, char, LENGTH + 1);
    struct repair *repairs;
    struct error err;
    size_t count;

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < LENGTH; i++)
        text[i] = "?,\xE5\xA6\xBC"[i % 5];
    assert_int_equal(repair_find((struct str){text, LENGTH / 5 * 5}, &arena,
                                 &repairs, &count, &err),
                     STATUS_OK);
    arena_release(&arena);
}

static void
test_repair_damaged_heading_gets_its_label(void **state)
{
    struct arena arena = {0};
    struct extraction x;

    (void)state;
    x = extract_text(&arena, "年度工作总结\n一年来，全县上下扎实工作。\n"
                             "?。┥鐣聵I\n全年新建道路，改善出行。\n");
    assert_int_equal(x.records.report_count, 1);
    assert_int_equal(x.records.reports[0].repair_count, 1);
    assert_int_equal(x.records.reports[0].section_count, 1);
    assert_true(str_equal(x.records.reports[0].sections[0].label, STR("六")));
    arena_release(&arena);
}

static void
test_repair_title_keeps_its_script(void **state)
{
    struct arena arena = {0};
    struct extraction x;

    (void)state;
    x = extract_text(&arena, "年度工作總結\n一年來，全縣上下紮實工作。\n"
                             "?。ǘ┟裆U祥_創新局面\n全年新建道路，改善出行。\n");
    assert_int_equal(x.records.reports[0].section_count, 1);
    assert_true(str_equal(x.records.reports[0].sections[0].title,
                          STR("民生保障開創新局面")));
    arena_release(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_repair_slipped_bytes_are_put_back),
        cmocka_unit_test(test_repair_span_covers_the_damage),
        cmocka_unit_test(test_repair_leaves_whole_text_alone),
        cmocka_unit_test(test_repair_of_question_marks_alone_ends),
        cmocka_unit_test(test_repair_damaged_heading_gets_its_label),
        cmocka_unit_test(test_repair_title_keeps_its_script),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
