/* Sorted answers, and how many rows an answer has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/publisher/fixture.h"
#include "tests/publisher/paging.h"

enum { FIGURES = 5 + 5 * 11 };

static const struct query_bounds patient = {
    .time_ms = 60000,
    .total_ms = 60000,
    .sorted_ms = 60000,
    .documents = 20000,
    .row_bytes = 8 << 20,
};

static struct query
sorted(enum row_kind rows, enum query_sort sort, bool is_descending)
{
    return (struct query){.rows = rows,
                          .has_sort = true,
                          .sort = sort,
                          .is_descending = is_descending,
                          .limit = QUERY_LIMIT_MAX};
}

/* ---- the order --------------------------------------------------------- */

static void
assert_values_rise(const struct page *page, bool is_descending, bool is_normed)
{
    for (size_t i = 1; i < page->row_count; i++) {
        const struct figure *f = page->rows[i - 1].figure;
        const struct figure *g = page->rows[i].figure;
        struct decimal x =
            is_normed && f->norm.unit.ptr ? f->norm.value : f->value;
        struct decimal y =
            is_normed && g->norm.unit.ptr ? g->norm.value : g->value;
        int order = decimal_compare(x, y);
        assert_true(is_descending ? order >= 0 : order <= 0);
        if (order == 0)
            assert_true(page->rows[i - 1].document_no <=
                        page->rows[i].document_no);
    }
}

static void
test_figures_are_sorted_by_value(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct query q = sorted(ROW_FIGURE, SORT_VALUE, i % 2);
        struct answer answer;
        if (i / 2)
            q.unit = STR("户");
        answer = ask(q);
        assert_int_equal(answer.st, STATUS_OK);
        assert_int_equal(answer.page.row_count, i / 2 ? FIGURES - 5 : FIGURES);
        assert_int_equal(answer.page.total, answer.page.row_count);
        assert_false(answer.page.is_at_least);
        assert_false(answer.page.is_cut);
        assert_values_rise(&answer.page, i % 2, i / 2 == 0);
        arena_release(&answer.arena);
    }
}

static void
assert_objects(struct query q, const char *const *objects, size_t count)
{
    struct answer answer = ask(q);

    assert_int_equal(answer.page.row_count, count);
    for (size_t i = 0; i < count; i++)
        assert_str(answer.page.rows[i].figure->object, objects[i]);
    arena_release(&answer.arena);
}

static void
test_figures_without_a_date_come_last_either_way(void **state)
{
    /* 2023-12-31, 2023 and 2019/2023 end on one day; 案件 has no period. */
    static const char *const rising[] = {"委员会客厅", "群众", "满意率",
                                         "会客厅", "案件"};
    static const char *const falling[] = {"会客厅", "委员会客厅", "群众",
                                          "满意率", "案件"};
    struct query q = sorted(ROW_FIGURE, SORT_DATE, false);

    (void)state;
    q.year_from = 2022;
    assert_objects(q, rising, 5);
    q.is_descending = true;
    assert_objects(q, falling, 5);
}

static void
test_other_rows_are_sorted_by_the_date_of_their_report(void **state)
{
    for (int kind = ROW_REPORT; kind <= ROW_MENTION; kind++) {
        struct answer answer;
        if (kind == ROW_FIGURE)
            continue;
        answer = ask(sorted((enum row_kind)kind, SORT_DATE, true));
        assert_true(answer.page.row_count > 1);
        for (size_t i = 1; i < answer.page.row_count; i++)
            assert_true(answer.page.rows[i - 1].report->year >=
                        answer.page.rows[i].report->year);
        arena_release(&answer.arena);
    }
    (void)state;
}

/* ---- pages ------------------------------------------------------------- */

static void
test_sorted_pages_of_any_size_give_the_whole(void **state)
{
    const struct query queries[] = {
        sorted(ROW_FIGURE, SORT_VALUE, false),
        sorted(ROW_FIGURE, SORT_VALUE, true),
        sorted(ROW_FIGURE, SORT_DATE, true),
        sorted(ROW_REPORT, SORT_DATE, false),
        sorted(ROW_SECTION, SORT_DATE, true),
        sorted(ROW_MENTION, SORT_DATE, false),
    };
    struct query_bounds tight = patient;

    (void)state;
    tight.row_bytes = 0;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct query q = queries[i];
        struct answer whole = ask(q);
        assert_int_equal(whole.page.total, whole.page.row_count);
        for (q.limit = 1; q.limit <= whole.page.row_count + 1; q.limit += 6)
            assert_pages_give(&whole.page, q, &patient);
        assert_pages_give(&whole.page, q, &tight);
        arena_release(&whole.arena);
    }
}

static void
test_sorted_pages_go_on_after_reprocessing(void **state)
{
    struct query q = sorted(ROW_FIGURE, SORT_DATE, false);
    struct answer first, rest;

    (void)state;
    q.place = STR("浙江省");
    q.limit = 2;
    first = ask(q);
    assert_str(first.page.rows[1].figure->object, "群众");
    fixture_reopen(sample_store_reprocess);
    q.cursor = first.page.next_cursor;
    rest = ask(q);
    assert_int_equal(rest.page.row_count, 2);
    assert_str(rest.page.rows[0].figure->object, "满意率");
    assert_str(rest.page.rows[1].figure->object, "会客厅");
    arena_release(&first.arena);
    arena_release(&rest.arena);
}

static void
test_a_sort_out_of_time_says_so(void **state)
{
    struct query_bounds none = patient;
    struct answer answer;

    (void)state;
    none.sorted_ms = 0;
    answer = ask_within(sorted(ROW_FIGURE, SORT_VALUE, false), &none);
    assert_int_equal(answer.st, STATUS_OK);
    assert_true(answer.page.row_count < FIGURES); /* of one document */
    assert_true(answer.page.is_cut);
    assert_true(answer.page.is_at_least);
    arena_release(&answer.arena);
}

static void
test_sorts_that_mean_nothing_are_refused(void **state)
{
    struct answer page;
    struct query q = sorted(ROW_FIGURE, SORT_VALUE, false);

    (void)state;
    assert_refused(sorted(ROW_REPORT, SORT_VALUE, false), STATUS_INVALID,
                   "sort");
    assert_refused(sorted(ROW_FIGURE, SORT_DOCUMENT, true), STATUS_INVALID,
                   "descending");
    assert_refused((struct query){.is_descending = true}, STATUS_INVALID,
                   "descending");
    q.limit = 1;
    page = ask(q);
    q.cursor = page.page.next_cursor;
    q.is_descending = true;
    assert_refused(q, STATUS_INVALID, "cursor");
    q.sort = SORT_DATE;
    q.is_descending = false;
    assert_refused(q, STATUS_INVALID, "cursor");
    assert_refused((struct query){.rows = ROW_FIGURE, .cursor = q.cursor},
                   STATUS_INVALID, "cursor");
    arena_release(&page.arena);
}

/* ---- totals ------------------------------------------------------------ */

static void
test_every_page_knows_the_whole(void **state)
{
    struct query q = {.rows = ROW_FIGURE, .unit = STR("户"), .limit = 7};
    char cursor[CURSOR_BYTES];

    (void)state;
    do {
        struct answer part = ask(q);
        assert_int_equal(part.page.total, FIGURES - 5);
        assert_false(part.page.is_at_least);
        turn_page(&q, &part, cursor);
    } while (record_has(q.cursor));
}

static void
test_a_total_out_of_time_is_at_least_what_was_seen(void **state)
{
    struct query_bounds hasty = patient;
    struct query q = {.rows = ROW_FIGURE, .limit = 7};
    struct answer first, second;

    (void)state;
    hasty.total_ms = 0;
    first = ask_within(q, &hasty);
    assert_true(first.page.is_at_least);
    assert_int_equal(first.page.total, 7);
    q.cursor = first.page.next_cursor;
    second = ask_within(q, &hasty);
    assert_true(second.page.is_at_least);
    assert_int_equal(second.page.total, 14);
    arena_release(&first.arena);
    arena_release(&second.arena);
}

static void
test_the_last_page_knows_the_total_without_counting(void **state)
{
    struct query_bounds hasty = patient;
    struct answer answer;

    (void)state;
    hasty.total_ms = 0;
    answer = ask_within((struct query){.rows = ROW_REPORT}, &hasty);
    assert_false(answer.page.is_at_least);
    assert_int_equal(answer.page.total, 13);
    arena_release(&answer.arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_STORE(test_figures_are_sorted_by_value),
        ON_A_STORE(test_figures_without_a_date_come_last_either_way),
        ON_A_STORE(test_other_rows_are_sorted_by_the_date_of_their_report),
        ON_A_STORE(test_sorted_pages_of_any_size_give_the_whole),
        ON_A_STORE(test_sorted_pages_go_on_after_reprocessing),
        ON_A_STORE(test_a_sort_out_of_time_says_so),
        ON_A_STORE(test_sorts_that_mean_nothing_are_refused),
        ON_A_STORE(test_every_page_knows_the_whole),
        ON_A_STORE(test_a_total_out_of_time_is_at_least_what_was_seen),
        ON_A_STORE(test_the_last_page_knows_the_total_without_counting),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
