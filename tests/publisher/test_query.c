/* Which rows a query gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/publisher/fixture.h"

/* ---- filters ---------------------------------------------------------------
 */

/* Documents 2 to 12 hold document_no % 3 reports: 11 reports in all. */
enum {
    REPORTS_BY_RULE = 11,
    SECTIONS_BY_RULE = 3 * REPORTS_BY_RULE,
    FIGURES_BY_RULE = 5 * REPORTS_BY_RULE,
};

static void
test_query_without_filters_lists_everything(void **state)
{
    (void)state;
    assert_int_equal(count_rows((struct query){.rows = ROW_REPORT}),
                     2 + REPORTS_BY_RULE);
    assert_int_equal(count_rows((struct query){.rows = ROW_SECTION}),
                     2 + SECTIONS_BY_RULE);
    assert_int_equal(count_rows((struct query){.rows = ROW_FIGURE}),
                     5 + FIGURES_BY_RULE);
}

static void
test_query_row_leads_back_to_its_document(void **state)
{
    char id[DOCUMENT_ID_DIGITS + 1], expected[64];
    struct answer answer =
        ask((struct query){.rows = ROW_FIGURE, .object = STR("委员会客厅")});
    const struct row *row = answer.page.rows;

    (void)state;
    assert_int_equal(answer.page.row_count, 1);
    assert_int_equal(answer.page.as_of, SAMPLE_DOCUMENTS);
    assert_int_equal(row->document_no, 1);
    assert_str(row->document_id, sample_document_id(1, id));
    assert_str(row->document_name, "报告.txt");
    assert_str(row->source_uri, "https://example.org/1");
    assert_int_equal(row->accepted_ms, 1000);
    assert_int_equal(row->finished_ms, 2000);
    assert_str(row->extractor_version, "test");
    assert_str(row->report->title, "浙江省政协工作汇报");
    assert_str(row->section_title, "过去一年");
    assert_str(row->figure->unit, "个");
    assert_int_equal(row->figure->value.digits, 110);
    snprintf(expected, sizeof expected, "%s.f%u-%u", id,
             row->figure->span.begin, row->figure->span.end);
    assert_str(row->id, expected);
    snprintf(expected, sizeof expected, "%s.r%u-%u", id,
             row->report->span.begin, row->report->span.end);
    assert_str(row->report_id, expected);
    arena_release(&answer.arena);
}

static void
test_query_each_filter_narrows(void **state)
{
    static const struct {
        struct query query;
        size_t rows;
    } cases[] = {
        {{.rows = ROW_REPORT, .place = STR_INIT("浙江省")}, 1},
        {{.rows = ROW_REPORT, .place = STR_INIT("330000")}, 1},
        {{.rows = ROW_REPORT, .place = STR_INIT("浙江")}, 0},
        {{.rows = ROW_REPORT, .place = STR_INIT("全国")}, 0},
        {{.rows = ROW_REPORT, .place = STR_INIT("")}, 0},
        {{.rows = ROW_REPORT, .year = 2022}, 1},
        {{.rows = ROW_REPORT, .year = 2005}, 2},
        {{.rows = ROW_REPORT, .year = 1999}, 0},
        {{.rows = ROW_REPORT, .has_genre = true, .genre = GENRE_COURT}, 1},
        {{.rows = ROW_FIGURE, .has_genre = true, .genre = GENRE_COURT}, 1},
        {{.rows = ROW_FIGURE, .place = STR_INIT("浙江省")}, 4},
        {{.rows = ROW_FIGURE, .object = STR_INIT("会客厅")}, 2},
        {{.rows = ROW_FIGURE, .object = STR_INIT("厅")}, 2},
        {{.rows = ROW_FIGURE, .object = STR_INIT("客会")}, 0},
        {{.rows = ROW_FIGURE, .unit = STR_INIT("个")}, 2},
        {{.rows = ROW_FIGURE, .unit = STR_INIT("")}, 0},
        {{.rows = ROW_FIGURE, .has_kind = true, .kind = KIND_PERCENT}, 1},
        {{.rows = ROW_FIGURE, .has_status = true, .status = FIGURE_PLAN}, 1},
        {{.rows = ROW_FIGURE,
          .object = STR_INIT("会客厅"),
          .has_status = true,
          .status = FIGURE_PLAN},
         1},
        {{.rows = ROW_FIGURE,
          .place = STR_INIT("江西省"),
          .object = STR_INIT("会客厅")},
         0},
        {{.rows = ROW_SECTION,
          .place = STR_INIT("浙江省"),
          .has_section_kind = true,
          .section_kind = SECTION_PLAN},
         1},
        {{.rows = ROW_FIGURE,
          .place = STR_INIT("浙江省"),
          .has_section_kind = true,
          .section_kind = SECTION_PLAN},
         1},
        {{.rows = ROW_FIGURE,
          .place = STR_INIT("江西省"),
          .has_section_kind = true,
          .section_kind = SECTION_OTHER},
         0},
        {{.rows = ROW_MENTION}, 4},
        {{.rows = ROW_MENTION, .place = STR_INIT("江西省")}, 1},
        {{.rows = ROW_MENTION, .mention = STR_INIT("客厅")}, 1},
        {{.rows = ROW_MENTION, .mention = STR_INIT("厅客")}, 0},
        {{.rows = ROW_MENTION, .mention = STR_INIT("高级")}, 1},
        {{.rows = ROW_MENTION, .mention = STR_INIT("2023")}, 1},
        {{.rows = ROW_MENTION,
          .has_mention_type = true,
          .mention_type = MENTION_ORGANIZATION},
         2},
        {{.rows = ROW_MENTION,
          .mention = STR_INIT("客厅"),
          .has_mention_type = true,
          .mention_type = MENTION_PLACE},
         0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t rows = count_rows(cases[i].query);
        if (rows != cases[i].rows)
            fail_msg("case %zu: %zu rows, not %zu", i, rows, cases[i].rows);
    }
}

/* Of the figures by rule, the i-th of a report is 10 i 户, normed 1000 - 10 i. */
static void
test_query_each_range_narrows(void **state)
{
    static const struct {
        struct query query;
        size_t rows;
    } cases[] = {
        {{.year_from = 2022, .year_to = 2022}, 1},
        {{.year_from = 2022}, 2},
        {{.year_to = 2005}, 2 + 0 + 1 + 2},
        {{.year_from = 2023, .year_to = 2022}, 0},
        {{.rows = ROW_FIGURE, .year_from = 2022}, 5},
        {{.rows = ROW_FIGURE,
          .unit = STR_INIT("个"),
          .value_from = STR_INIT("30")},
         2},
        {{.rows = ROW_FIGURE,
          .unit = STR_INIT("个"),
          .value_from = STR_INIT("30.000001")},
         1},
        {{.rows = ROW_FIGURE,
          .unit = STR_INIT("个"),
          .value_from = STR_INIT("30"),
          .value_to = STR_INIT("30.0")},
         1},
        {{.rows = ROW_FIGURE,
          .unit = STR_INIT("户"),
          .value_to = STR_INIT("10")},
         2 * REPORTS_BY_RULE},
        {{.rows = ROW_FIGURE, .value_to = STR_INIT("10")}, 0},
        {{.rows = ROW_FIGURE,
          .value_from = STR_INIT("980"),
          .value_to = STR_INIT("999")},
         2 * REPORTS_BY_RULE},
        {{.rows = ROW_FIGURE, .period_from = STR_INIT("2023")}, 3},
        {{.rows = ROW_FIGURE, .period_to = STR_INIT("2023")}, 3},
        {{.rows = ROW_FIGURE,
          .period_from = STR_INIT("2023"),
          .period_to = STR_INIT("2023")},
         2},
        {{.rows = ROW_FIGURE,
          .period_from = STR_INIT("2023-02"),
          .period_to = STR_INIT("2023")},
         1},
        {{.rows = ROW_FIGURE, .period_to = STR_INIT("2023-12-30")}, 0},
        {{.rows = ROW_FIGURE, .period_from = STR_INIT("2019/2020")}, 4},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t rows = count_rows(cases[i].query);
        if (rows != cases[i].rows)
            fail_msg("case %zu: %zu rows, not %zu", i, rows, cases[i].rows);
    }
}

static void
test_query_each_word_narrows(void **state)
{
    static const struct {
        struct query query;
        size_t rows;
    } cases[] = {
        {{.has_author = true, .author = AUTHOR_INDIVIDUAL}, 1},
        {{.has_author = true, .author = AUTHOR_INSTITUTION},
         1 + REPORTS_BY_RULE},
        {{.tag = STR_INIT("odd")}, 2 + 0 + 2 + 1 + 0 + 2},
        {{.tag = STR_INIT("od")}, 0},
        {{.tag = STR_INIT("odd"), .source = STR_INIT("报告")},
         2 + 0 + 2 + 1 + 0 + 2},
        {{.source = STR_INIT("example.org/1")}, 2 + REPORTS_BY_RULE},
        {{.source = STR_INIT("example.org/2")}, 0},
        {{.rows = ROW_FIGURE,
          .object = STR_INIT("会客厅"),
          .is_object_exact = true},
         1},
        {{.rows = ROW_FIGURE,
          .object = STR_INIT("厅"),
          .is_object_exact = true},
         0},
        {{.rows = ROW_FIGURE, .action = STR_INIT("建")}, 2},
        {{.rows = ROW_FIGURE, .action = STR_INIT("建成")}, 1},
        {{.rows = ROW_FIGURE,
          .action = STR_INIT("建"),
          .is_action_exact = true},
         0},
        {{.rows = ROW_FIGURE,
          .action = STR_INIT("新建"),
          .is_action_exact = true},
         1},
        {{.rows = ROW_FIGURE, .action = STR_INIT("")}, 4},
        {{.rows = ROW_FIGURE, .has_measure = true, .measure = MEASURE_SHARE},
         1},
        {{.rows = ROW_FIGURE, .has_measure = true, .measure = MEASURE_GAP}, 0},
        {{.rows = ROW_FIGURE, .has_direction = true, .direction = DIRECTION_UP},
         1},
        {{.rows = ROW_MENTION, .action = STR_INIT("审结")}, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t rows = count_rows(cases[i].query);
        if (rows != cases[i].rows)
            fail_msg("case %zu: %zu rows, not %zu", i, rows, cases[i].rows);
    }
}

/* Besides Jiangxi's own report all by rule are of Wannian, inside it. */
static void
test_query_place_holds_what_lies_inside_it(void **state)
{
    static const struct {
        const char *place;
        size_t reports, exact;
    } cases[] = {
        {"江西省", 1 + REPORTS_BY_RULE, 1},
        {"360000", 1 + REPORTS_BY_RULE, 1},
        {"上饶市", REPORTS_BY_RULE, 0},
        {"361100", REPORTS_BY_RULE, 0},
        {"万年县", REPORTS_BY_RULE, REPORTS_BY_RULE},
        {"361129", REPORTS_BY_RULE, REPORTS_BY_RULE},
        {"浙江省", 1, 1},
        {"安徽省", 0, 0},
        {"鄱阳县", 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct query q = {.place = str_from(cases[i].place)};

        print_message("  %s\n", cases[i].place);
        assert_int_equal(count_rows(q), cases[i].reports);
        q.is_place_exact = true;
        assert_int_equal(count_rows(q), cases[i].exact);
    }
}

static void
test_query_place_goes_through_renaming(void **state)
{
    static const char *const earlier[] = {"362331", "上饶地区", "362300"};

    (void)state;
    for (size_t i = 0; i < sizeof earlier / sizeof *earlier; i++) {
        struct query q = {.place = str_from(earlier[i])};

        assert_int_equal(count_rows(q), REPORTS_BY_RULE);
        q.is_place_exact = true;
        assert_int_equal(count_rows(q), 0);
    }
}

static void
test_query_outer_rows_match_by_what_they_hold(void **state)
{
    static const struct {
        struct query query;
        size_t rows;
    } cases[] = {
        {{.rows = ROW_REPORT, .object = STR_INIT("会客厅")}, 1},
        {{.rows = ROW_SECTION, .object = STR_INIT("会客厅")}, 2},
        {{.rows = ROW_REPORT, .mention = STR_INIT("政协")}, 1},
        {{.rows = ROW_REPORT,
          .mention = STR_INIT("政协"),
          .has_mention_type = true,
          .mention_type = MENTION_DATE},
         0},
        {{.rows = ROW_FIGURE, .mention = STR_INIT("江西省法院")}, 1},
        {{.rows = ROW_SECTION, .mention = STR_INIT("江西省法院")}, 0},
        {{.rows = ROW_SECTION, .mention = STR_INIT("客厅")}, 2},
        {{.rows = ROW_MENTION, .object = STR_INIT("会客厅")}, 3},
        {{.rows = ROW_MENTION, .unit = STR_INIT("件")}, 1},
        {{.rows = ROW_MENTION,
          .place = STR_INIT("浙江省"),
          .has_section_kind = true,
          .section_kind = SECTION_PROBLEM},
         0},
        {{.rows = ROW_SECTION, .unit = STR_INIT("%")}, 1},
        {{.rows = ROW_SECTION, .unit = STR_INIT("件")}, 0},
        {{.rows = ROW_REPORT, .unit = STR_INIT("件")}, 1},
        {{.rows = ROW_REPORT,
          .place = STR_INIT("浙江省"),
          .has_section_kind = true,
          .section_kind = SECTION_PLAN},
         1},
        {{.rows = ROW_REPORT,
          .place = STR_INIT("浙江省"),
          .has_section_kind = true,
          .section_kind = SECTION_PROBLEM},
         0},
        {{.rows = ROW_REPORT,
          .object = STR_INIT("委员会客厅"),
          .has_section_kind = true,
          .section_kind = SECTION_PLAN},
         0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t rows = count_rows(cases[i].query);
        if (rows != cases[i].rows)
            fail_msg("case %zu: %zu rows, not %zu", i, rows, cases[i].rows);
    }
}

static void
test_query_by_report_takes_ids_and_prefixes(void **state)
{
    char id[DOCUMENT_ID_DIGITS + 1];
    struct answer all = ask((struct query){.place = STR("江西省")});
    struct str report_id = all.page.rows[0].id;
    struct str document = str_from(sample_document_id(1, id));
    struct query by_report = {.rows = ROW_FIGURE, .report = report_id};
    struct query by_document = {.rows = ROW_FIGURE, .report = document};
    struct query by_prefix = {.rows = ROW_FIGURE,
                              .report = str_slice(document, 0, 8)};

    (void)state;
    assert_int_equal(count_rows(by_report), 1);
    assert_int_equal(count_rows(by_document), 5);
    assert_int_equal(count_rows(by_prefix), 5);
    arena_release(&all.arena);
}

static void
test_query_by_report_refuses_what_is_none(void **state)
{
    char id[DOCUMENT_ID_DIGITS + 1], text[64];

    (void)state;
    assert_refused((struct query){.report = STR("xyz")}, STATUS_INVALID,
                   "report");
    assert_refused((struct query){.report = STR("")}, STATUS_INVALID, "report");
    assert_refused((struct query){.report = STR("00000000000000000000")},
                   STATUS_NOT_FOUND, "");
    snprintf(text, sizeof text, "%s.r1-2", sample_document_id(1, id));
    assert_refused((struct query){.report = str_from(text)}, STATUS_NOT_FOUND,
                   "");
    snprintf(text, sizeof text, "%s.f1-2", id);
    assert_refused((struct query){.report = str_from(text)}, STATUS_INVALID,
                   "report");
}

static void
test_query_refuses_values_out_of_range(void **state)
{
    static char long_text[QUERY_TEXT_MAX_BYTES + 1];

    (void)state;
    memset(long_text, 'a', sizeof long_text);
    assert_refused((struct query){.limit = QUERY_LIMIT_MAX + 1}, STATUS_INVALID,
                   "limit");
    assert_refused((struct query){.object = STR("\xE4\xBC")}, STATUS_INVALID,
                   "object");
    assert_refused((struct query){.unit = {long_text, sizeof long_text}},
                   STATUS_INVALID, "unit");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_STORE(test_query_without_filters_lists_everything),
        ON_A_STORE(test_query_row_leads_back_to_its_document),
        ON_A_STORE(test_query_each_filter_narrows),
        ON_A_STORE(test_query_each_range_narrows),
        ON_A_STORE(test_query_each_word_narrows),
        ON_A_STORE(test_query_place_holds_what_lies_inside_it),
        ON_A_STORE(test_query_place_goes_through_renaming),
        ON_A_STORE(test_query_outer_rows_match_by_what_they_hold),
        ON_A_STORE(test_query_by_report_takes_ids_and_prefixes),
        ON_A_STORE(test_query_by_report_refuses_what_is_none),
        ON_A_STORE(test_query_refuses_values_out_of_range),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
