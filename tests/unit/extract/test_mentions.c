#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/unit/extract/reading.h"
#include "worker/extract/mention/mentions.h"

/* The mentions of the only report of `utf8`, whose text becomes *text. */
static struct report
read(struct arena *arena, const char *utf8, struct str *text)
{
    struct extraction x = extract_text(arena, utf8);

    assert_int_equal(x.records.report_count, 1);
    *text = x.text;
    return x.records.reports[0];
}

static void
assert_mention(const struct report *r, size_t i, enum mention_type type,
               const char *text, const char *value)
{
    const struct mention *m = &r->mentions[i];

    assert_true(i < r->mention_count);
    assert_int_equal(m->type, type);
    if (!str_equal(m->text, str_from(text)))
        fail_msg("mention %zu is %.*s, not %s", i, STR_ARG(m->text), text);
    if (!value)
        assert_false(record_has(m->value));
    else if (!str_equal(m->value, str_from(value)))
        fail_msg("%s is %.*s, not %s", text, STR_ARG(m->value), value);
}

static void
test_mentions_of_a_whole_report(void **state)
{
    struct arena arena = {0};
    struct str text;
    struct report r =
        read(&arena,
             "政府工作报告\n"
             "——2024年1月9日在桐江县第十届人民代表大会第三次会议上\n"
             "各位代表：\n"
             "去年，我们在县委的领导下，落实《防洪法》。\n",
             &text);

    (void)state;
    assert_int_equal(r.mention_count, 5);
    assert_mention(&r, 0, MENTION_DATE, "2024年1月9日", "2024-01-09");
    assert_mention(&r, 1, MENTION_MEETING, "桐江县第十届人民代表大会第三次会议",
                   NULL);
    assert_mention(&r, 2, MENTION_DATE, "去年", "2023");
    assert_mention(&r, 3, MENTION_ORGANIZATION, "县委", NULL);
    assert_mention(&r, 4, MENTION_DOCUMENT, "《防洪法》", NULL);
    for (size_t i = 0; i < r.mention_count; i++) {
        struct span span = r.mentions[i].span;
        assert_true(str_equal(str_slice(text, span.begin, span.end),
                              r.mentions[i].text));
        assert_true(i == 0 || r.mentions[i - 1].span.end <= span.begin);
    }
    arena_release(&arena);
}

static void
test_a_division_goes_by_its_short_name_in_its_own_report(void **state)
{
    struct arena arena = {0};
    struct str text;
    struct report r = read(&arena,
                           "桐江县人民政府工作报告\n"
                           "各位代表：感谢所有支持桐江发展的人。\n",
                           &text);

    (void)state;
    assert_int_equal(r.mention_count, 2);
    assert_mention(&r, 0, MENTION_ORGANIZATION, "桐江县人民政府", NULL);
    assert_mention(&r, 1, MENTION_PLACE, "桐江", NULL);
    arena_release(&arena);
}

/* The report's mentions of `type` are `texts`, in turn. */
static void
assert_named(const struct report *r, enum mention_type type,
             const char *const *texts, size_t count)
{
    size_t found = 0;

    for (size_t i = 0; i < r->mention_count; i++) {
        const struct mention *m = &r->mentions[i];

        if (m->type != type)
            continue;
        assert_true(found < count);
        if (!str_equal(m->text, str_from(texts[found])))
            fail_msg("name %zu is %.*s, not %s", found, STR_ARG(m->text),
                     texts[found]);
        found++;
    }
    assert_int_equal(found, count);
}

static void
test_bodies_of_hong_kong_name_no_owner(void **state)
{
    static const char *const bodies[] = {
        "立法會",   "人力事務委員會", "食物及衞生局", "政府",
        "政府當局", "教育局",         "事務委員會"};
    struct arena arena = {0};
    struct str text;
    struct report r =
        read(&arena,
             "主席，我向立法會匯報。人力事務委員會和食物及衞生局要求"
             "政府跟進，但當地政府、政府部門不在此列。政府當局表示同意。"
             "教育局向事務委員會交代，不經相關的事務委員會。\n",
             &text);

    (void)state;
    assert_named(&r, MENTION_ORGANIZATION, bodies,
                 sizeof bodies / sizeof *bodies);
    arena_release(&arena);
}

static void
test_a_body_without_a_division_is_the_reporters(void **state)
{
    struct arena arena = {0};
    struct str text;
    struct report r = read(&arena,
                           "桐江县人民政府工作报告\n"
                           "各位代表：落实省政府部署。"
                           "自觉接受人大的监督。\n",
                           &text);

    (void)state;
    assert_int_equal(r.mention_count, 3);
    assert_mention(&r, 1, MENTION_ORGANIZATION, "省政府", NULL);
    assert_mention(&r, 2, MENTION_ORGANIZATION, "人大", "县人大");
    arena_release(&arena);
}

static void
test_quarters_of_hong_kong_are_places(void **state)
{
    static const char *const places[] = {"沙田西", "新界西堆填區", "荃灣",
                                         "錦田站", "粉嶺南",       "荃灣",
                                         "大埔",   "香港"};
    struct arena arena = {0};
    struct str text;
    struct report r =
        read(&arena,
             "主席，我向立法會匯報。在沙田西預留的土地和新界西堆填區，"
             "以及荃灣北部，由錦田站前往。興建粉嶺南西鐵支線，荃灣西鐵通車"
             "。大埔站在前列，香港東西並重。\n",
             &text);

    (void)state;
    assert_named(&r, MENTION_PLACE, places, sizeof places / sizeof *places);
    arena_release(&arena);
}

static void
test_a_short_name_is_known_once_it_is_given(void **state)
{
    static const char *const bodies[] = {"桐江县供销联社", "合社", "合社"};
    struct arena arena = {0};
    struct str text;
    struct report r = read(&arena,
                           "桐江县工作情况\n合社不是名字。"
                           "桐江县供销联社（以下简称“合社”）已改组。"
                           "合社运行良好。\n",
                           &text);

    (void)state;
    assert_named(&r, MENTION_ORGANIZATION, bodies,
                 sizeof bodies / sizeof *bodies);
    arena_release(&arena);
}

static void
test_who_reports_is_known_by_name(void **state)
{
    struct arena arena = {0};
    struct str text;
    struct report r =
        read(&arena,
             "政府工作报告\n"
             "——2024年1月9日在桐江县第十届人民代表大会第三次会议上\n"
             "桐江县人民政府县长 次仁旺姆\n"
             "各位代表：\n"
             "会上次仁旺姆作了报告。\n",
             &text);
    size_t named = 0;

    (void)state;
    for (size_t i = 0; i < r.mention_count; i++)
        named += r.mentions[i].type == MENTION_PERSON &&
                 str_equal(r.mentions[i].text, STR("次仁旺姆"));
    assert_int_equal(named, 2);
    arena_release(&arena);
}

static void
test_the_simplified_text_has_the_same_mentions(void **state)
{
    struct arena a = {0}, b = {0};
    struct str text;
    struct report x =
        read(&a, "縣政協十屆二次會議後，赴臨汾參加全省電教工作會議\n", &text);
    struct report y =
        read(&b, "县政协十届二次会议后，赴临汾参加全省电教工作会议\n", &text);

    (void)state;
    assert_int_equal(x.mention_count, 3);
    assert_int_equal(y.mention_count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(x.mentions[i].type, y.mentions[i].type);
    assert_mention(&x, 0, MENTION_MEETING, "縣政協十屆二次會議", NULL);
    assert_mention(&y, 0, MENTION_MEETING, "县政协十届二次会议", NULL);
    arena_release(&a);
    arena_release(&b);
}

static void
test_a_month_is_of_the_year_named_last(void **state)
{
    struct arena arena = {0};
    struct str text;
    struct report r =
        read(&arena, "项目2019年立项。3月开工，次年8月投产。\n", &text);

    (void)state;
    assert_mention(&r, 1, MENTION_DATE, "3月", "2019-03");
    assert_mention(&r, 2, MENTION_DATE, "次年8月", "2020-08");
    arena_release(&arena);
}

/* A sentence in which every character is a sign, and every look is long. */
static void
test_cost_grows_with_the_text_only(void **state)
{
    static const char *const units[] = {"县", "公司", "会议",
                                        "《", "“",    "届七次、"};
    enum { REPEATS = 20000 };
    size_t used[2];

    (void)state;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        for (unsigned twice = 0; twice < 2; twice++) {
            struct arena arena = {0};
            size_t len = strlen(units[u]), count = REPEATS * (1 + twice);
            char *text = test_malloc(len * count + 1);
            struct text t;
            struct report report = {0};
            struct sentence sentence = {0};
            struct error err;

            for (size_t i = 0; i < count; i++)
                memcpy(text + i * len, units[u], len + 1);
            assert_int_equal(
                text_normalise(str_from(text), NULL, 0, &arena, &t, &err),
                STATUS_OK);
            sentence.range.end = t.count;
            assert_int_equal(
                mentions_read(&t, &report, &sentence, 1, &arena, &err),
                STATUS_OK);
            used[twice] = arena.used_bytes;
            arena_release(&arena);
            test_free(text);
        }
        assert_true(used[1] <= used[0] * 3);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mentions_of_a_whole_report),
        cmocka_unit_test(
            test_a_division_goes_by_its_short_name_in_its_own_report),
        cmocka_unit_test(test_bodies_of_hong_kong_name_no_owner),
        cmocka_unit_test(test_a_body_without_a_division_is_the_reporters),
        cmocka_unit_test(test_quarters_of_hong_kong_are_places),
        cmocka_unit_test(test_a_short_name_is_known_once_it_is_given),
        cmocka_unit_test(test_who_reports_is_known_by_name),
        cmocka_unit_test(test_the_simplified_text_has_the_same_mentions),
        cmocka_unit_test(test_a_month_is_of_the_year_named_last),
        cmocka_unit_test(test_cost_grows_with_the_text_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
