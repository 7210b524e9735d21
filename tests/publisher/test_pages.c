/* How an answer is cut into pages, and what damage does to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/publisher/fixture.h"
#include "tests/publisher/paging.h"

/* ---- pages ------------------------------------------------------------------
 */

static const struct query paged_queries[] = {
    {.rows = ROW_REPORT},
    {.rows = ROW_SECTION},
    {.rows = ROW_FIGURE},
    {.rows = ROW_FIGURE, .object = STR_INIT("农户")},
    {.rows = ROW_REPORT, .object = STR_INIT("农户")},
    {.rows = ROW_SECTION, .unit = STR_INIT("户")},
    {.rows = ROW_SECTION,
     .has_section_kind = true,
     .section_kind = SECTION_PLAN},
    {.rows = ROW_FIGURE, .place = STR_INIT("浙江省")},
};
enum { PAGED_QUERIES = sizeof paged_queries / sizeof *paged_queries };

static void
test_query_pages_of_any_size_give_the_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < PAGED_QUERIES; i++) {
        struct query q = paged_queries[i];
        struct answer whole = ask(q);
        for (q.limit = 1; q.limit <= whole.page.row_count + 1; q.limit++)
            assert_pages_give(&whole.page, q, &query_bounds_usual);
        arena_release(&whole.arena);
    }
}

/* Of each page: what lies behind it is counted without a record opened. */
static void
test_totals_of_figures_and_reports_are_of_briefs(void **state)
{
    static const struct query_bounds bounds = {
        .time_ms = 60000,
        .total_ms = 60000,
        .documents = 20000,
        .row_bytes = 8 << 20,
    };

    (void)state;
    for (size_t i = 0; i < PAGED_QUERIES; i++) {
        struct query q = paged_queries[i];
        struct answer whole = ask(q);
        char cursor[CURSOR_BYTES];
        q.limit = 1;
        do {
            struct answer part = ask_within(q, &bounds);
            assert_int_equal(part.st, STATUS_OK);
            assert_int_equal(part.page.is_at_least,
                             q.rows == ROW_SECTION &&
                                 record_has(part.page.next_cursor));
            if (!part.page.is_at_least)
                assert_int_equal(part.page.total, whole.page.row_count);
            turn_page(&q, &part, cursor);
        } while (record_has(q.cursor));
        arena_release(&whole.arena);
    }
}

static void
test_query_pages_cut_short_give_the_whole(void **state)
{
    static const struct query_bounds bounds[] = {
        {.time_ms = 0, .documents = 20000, .row_bytes = 8 << 20},
        {.time_ms = 60000, .documents = 1, .row_bytes = 8 << 20},
        {.time_ms = 60000, .documents = 20000, .row_bytes = 0},
    };

    (void)state;
    for (size_t i = 0; i < PAGED_QUERIES; i++) {
        struct query q = paged_queries[i];
        struct answer whole = ask(q);
        q.limit = QUERY_LIMIT_MAX;
        for (size_t j = 0; j < sizeof bounds / sizeof *bounds; j++)
            assert_pages_give(&whole.page, q, &bounds[j]);
        arena_release(&whole.arena);
    }
}

static void
test_query_full_last_page_has_no_cursor(void **state)
{
    struct answer answer =
        ask((struct query){.rows = ROW_FIGURE, .unit = STR("个"), .limit = 2});

    (void)state;
    assert_int_equal(answer.page.row_count, 2);
    assert_null(answer.page.next_cursor.ptr);
    arena_release(&answer.arena);
}

static void
test_query_foreign_cursors_are_refused(void **state)
{
    static const char *const cursors[] = {
        "",
        "a",
        "x",
        "a0000",
        /* no document 0, a span that ends before it begins, a bad digit, a
           sort that is none, a scale too large, another letter */
        "c000000000000000000000000000000000000000000001000000000000000000000001"
        "00000000",
        "c000000000000000000000000000000000000100000001000000000000000200000001"
        "00000000",
        "c000000000000000000000000000000000000100000001000000000000000000000001"
        "0000000G",
        "c700000000000000000000000000000000000100000001000000000000000000000001"
        "00000000",
        "c000130000000000000000000000000000000100000001000000000000000000000001"
        "00000000",
        "d000000000000000000000000000000000000100000001000000000000000000000001"
        "00000000",
    };

    (void)state;
    for (size_t i = 0; i < sizeof cursors / sizeof *cursors; i++)
        assert_refused((struct query){.cursor = str_from(cursors[i])},
                       STATUS_INVALID, "cursor");
}

static void
test_query_cursor_past_the_end_gives_an_empty_last_page(void **state)
{
    struct query q = {.rows = ROW_FIGURE,
                      .cursor =
                          STR("c00000"
                              "ffffffffffffffffffffffffffffffff"
                              "ffffffffffffffffffffffffffffffffffffffff")};

    (void)state;
    assert_int_equal(count_rows(q), 0);
}

static void
test_query_pages_continue_after_reprocessing(void **state)
{
    struct query q = {.rows = ROW_FIGURE, .place = STR("浙江省"), .limit = 2};
    struct answer first = ask(q), rest;

    (void)state;
    assert_int_equal(first.page.row_count, 2);
    fixture_reopen(sample_store_reprocess);
    q.cursor = first.page.next_cursor;
    rest = ask(q);
    assert_int_equal(rest.st, STATUS_OK);
    assert_int_equal(rest.page.as_of, SAMPLE_DOCUMENTS + 1);
    assert_int_equal(rest.page.row_count, 2);
    assert_str(rest.page.rows[0].figure->object, "满意率");
    assert_str(rest.page.rows[1].figure->object, "会客厅");
    arena_release(&first.arena);
    arena_release(&rest.arena);
}

/* ---- damage ------------------------------------------------------------ */

/* Flip a bit in the file wherever a section's title stands in it. */
static enum status
damage_file(const char *directory, struct error *err)
{
    static const struct str needle = STR_INIT("今后打算");
    char path[128];
    size_t bytes;
    char *content;
    FILE *file;

    (void)err;
    snprintf(path, sizeof path, "%s/data.mdb", directory);
    file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    bytes = (size_t)ftell(file);
    content = malloc(bytes);
    rewind(file);
    assert_int_equal(fread(content, 1, bytes, file), bytes);
    assert_true(str_contains((struct str){content, bytes}, needle));
    for (char *at = content, *end = content + bytes;
         (at = memmem(at, (size_t)(end - at), needle.ptr, needle.len));)
        *at ^= 1;
    rewind(file);
    assert_int_equal(fwrite(content, 1, bytes, file), bytes);
    fclose(file);
    free(content);
    return STATUS_OK;
}

static void
test_query_damaged_records_are_corrupt(void **state)
{
    struct answer answer;

    (void)state;
    fixture_reopen(damage_file);
    answer = ask((struct query){.rows = ROW_FIGURE});
    assert_int_equal(answer.st, STATUS_CORRUPT);
    assert_non_null(strstr(answer.err.text, "document 1:"));
    arena_release(&answer.arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_STORE(test_query_pages_of_any_size_give_the_whole),
        ON_A_STORE(test_totals_of_figures_and_reports_are_of_briefs),
        ON_A_STORE(test_query_pages_cut_short_give_the_whole),
        ON_A_STORE(test_query_full_last_page_has_no_cursor),
        ON_A_STORE(test_query_foreign_cursors_are_refused),
        ON_A_STORE(test_query_cursor_past_the_end_gives_an_empty_last_page),
        ON_A_STORE(test_query_pages_continue_after_reprocessing),
        ON_A_STORE(test_query_damaged_records_are_corrupt),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
