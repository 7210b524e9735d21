/* rows - the records of an answer, as messages and as JSON. */
#include "wire/message.h"
#include "wire/row_json.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct report report = {.span = {0, 100},
                                     .ordinal = 1,
                                     .title = STR_INIT("工作报告"),
                                     .year = 2023};
static const struct section section = {
    .id = 2, .span = {5, 9}, .level = 1, .title = STR_INIT("过去一年")};
static const struct figure figure = {
    .id = 3, .span = {20, 29}, .value = {110, 0}, .unit = STR_INIT("个")};

static struct row
row_of(bool has_section, bool has_figure)
{
    return (struct row){
        .id = STR_INIT("00.f20-29"),
        .report_id = STR_INIT("00.r0-100"),
        .document_id = STR_INIT("00"),
        .document_no = (uint64_t)1 << 50,
        .document_name = STR_INIT("报告.txt"),
        .source_uri = STR_INIT("https://example.invalid/1"),
        .accepted_ms = 1700000000000,
        .finished_ms = 1700000001000,
        .extractor_version = STR_INIT("1.2"),
        .report = &report,
        .section = has_section ? &section : NULL,
        .figure = has_figure ? &figure : NULL,
        .section_title = STR_INIT("过去一年"),
    };
}

static struct message
through(const struct message *m, struct arena *a)
{
    struct message back = {0};
    struct str frame;
    struct error err;

    assert_int_equal(message_pack(m, a, &frame, &err), STATUS_OK);
    assert_int_equal(message_unpack(frame, a, &back, &err), STATUS_OK);
    return back;
}

static void
assert_row(const struct row *got, const struct row *want)
{
    assert_true(str_equal(got->id, want->id));
    assert_true(str_equal(got->report_id, want->report_id));
    assert_true(str_equal(got->document_id, want->document_id));
    assert_int_equal(got->document_no, want->document_no);
    assert_true(str_equal(got->document_name, want->document_name));
    assert_true(str_equal(got->source_uri, want->source_uri));
    assert_int_equal(got->accepted_ms, want->accepted_ms);
    assert_int_equal(got->finished_ms, want->finished_ms);
    assert_true(str_equal(got->extractor_version, want->extractor_version));
    assert_true(str_equal(got->section_title, want->section_title));
    assert_true(str_equal(got->report->title, want->report->title));
    assert_int_equal(got->report->year, want->report->year);
    assert_int_equal(got->section != NULL, want->section != NULL);
    assert_int_equal(got->figure != NULL, want->figure != NULL);
    if (got->section)
        assert_true(str_equal(got->section->title, want->section->title));
    if (got->figure)
        assert_int_equal(got->figure->value.digits, want->figure->value.digits);
}

static void
test_a_page_comes_back_row_by_row(void **state)
{
    struct row rows[] = {row_of(false, false), row_of(true, false),
                         row_of(false, true)};
    struct message m = {.kind = MESSAGE_PAGE,
                        .page = {.rows = rows, .row_count = 3, .as_of = 12}};
    struct arena a = {0};
    struct message back = through(&m, &a);

    (void)state;
    assert_int_equal(back.page.row_count, 3);
    assert_int_equal(back.page.as_of, 12);
    assert_null(back.page.next_cursor.ptr);
    for (int i = 0; i < 3; i++)
        assert_row(&back.page.rows[i], &rows[i]);
    arena_release(&a);
}

static void
test_a_citation_comes_back(void **state)
{
    struct message m = {.kind = MESSAGE_CITATION,
                        .citation = {.row = row_of(false, true),
                                     .sentence = STR_INIT("新建会客厅110个。"),
                                     .mark = {15, 21},
                                     .line = 7,
                                     .as_of = 8}};
    struct arena a = {0};
    struct message back = through(&m, &a);

    (void)state;
    assert_row(&back.citation.row, &m.citation.row);
    assert_true(str_equal(back.citation.sentence, m.citation.sentence));
    assert_int_equal(back.citation.mark.begin, 15);
    assert_int_equal(back.citation.mark.end, 21);
    assert_int_equal(back.citation.line, 7);
    assert_int_equal(back.citation.as_of, 8);
    arena_release(&a);
}

static void
test_a_mark_outside_the_sentence_is_refused(void **state)
{
    static const struct span marks[] = {{3, 2}, {0, 7}, {7, 7}};
    struct message m = {
        .kind = MESSAGE_CITATION,
        .citation = {.row = row_of(false, true), .sentence = STR_INIT("会客")}};
    struct arena a = {0};
    struct message back;
    struct str frame;
    struct error err;

    (void)state;
    for (int i = 0; i < 3; i++) {
        m.citation.mark = marks[i];
        assert_int_equal(message_pack(&m, &a, &frame, &err), STATUS_OK);
        assert_int_equal(message_unpack(frame, &a, &back, &err),
                         STATUS_INVALID);
    }
    arena_release(&a);
}

static void
test_a_json_page_is_never_short_of_a_row(void **state)
{
    struct row rows[] = {row_of(false, false), row_of(false, true)};
    struct page page = {.rows = rows, .row_count = 2, .as_of = 5};
    json_t *object = json_of_page(&page);

    (void)state;
    assert_non_null(object);
    assert_int_equal(json_array_size(json_object_get(object, "rows")), 2);
    json_decref(object);
    rows[1].document_name = STR("\xFF"); /* what JSON cannot hold */
    object = json_of_page(&page);
    assert_null(object);
}

static void
test_a_json_row_is_never_short_of_its_record(void **state)
{
    struct figure damaged = figure;
    struct row row = row_of(false, true);

    (void)state;
    damaged.text = STR("\xFF");
    row.figure = &damaged;
    assert_null(json_of_row(&row));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_page_comes_back_row_by_row),
        cmocka_unit_test(test_a_citation_comes_back),
        cmocka_unit_test(test_a_mark_outside_the_sentence_is_refused),
        cmocka_unit_test(test_a_json_page_is_never_short_of_a_row),
        cmocka_unit_test(test_a_json_row_is_never_short_of_its_record),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
