/* row_reader - pages that follow one another, up to a limit. */
#include "client/row_reader.h"

#include <stdio.h>
#include <string.h>

#include "tests/client/fake_server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { STORED_ROWS = 2500, PAGE_ROWS_MAX = 700 };

/* A store of many rows, whose cursor is the number of the next one. */
struct shelf {
    struct row rows[PAGE_ROWS_MAX];
    char cursor[16];
    uint32_t asked_limit;
};

static bool
answer(void *context, const struct message *request, struct message *out)
{
    static const struct report report;
    struct shelf *shelf = context;
    uint64_t from = 0;
    size_t count = request->query.limit;

    if (record_has(request->query.cursor) &&
        !str_to_u64(request->query.cursor, &from))
        return false;
    shelf->asked_limit = request->query.limit;
    if (count > PAGE_ROWS_MAX)
        count = PAGE_ROWS_MAX; /* a page may have fewer */
    if (count > STORED_ROWS - from)
        count = STORED_ROWS - from;
    for (size_t i = 0; i < count; i++)
        shelf->rows[i] = (struct row){
            .id = STR("0123456789abcdef0123456789abcdef.r0-1"),
            .report_id = STR("0123456789abcdef0123456789abcdef.r0-1"),
            .document_id = STR("0123456789abcdef0123456789abcdef"),
            .report = &report,
        };
    out->kind = MESSAGE_PAGE;
    out->page = (struct page){.rows = shelf->rows, .row_count = count};
    if (from + count < STORED_ROWS) {
        snprintf(shelf->cursor, sizeof shelf->cursor, "%zu",
                 (size_t)from + count);
        out->page.next_cursor = str_from(shelf->cursor);
    }
    return true;
}

/* Read up to `limit` rows; how many came, and whether the server had more. */
static size_t
read_rows(uint64_t limit, bool *is_at_end, uint32_t *last_limit)
{
    static struct shelf shelf;
    struct exchange *exchange = NULL;
    struct fake_server server;
    struct row_reader reader;
    struct query query = {.rows = ROW_REPORT};
    struct error err;
    size_t count = 0;
    enum status st = STATUS_OK;

    fake_server_init(&server, answer, &shelf);
    fake_server_start(&server);
    struct exchange_options options = {.endpoint = server.endpoint,
                                       .server = "the-server",
                                       .timeout_ms = 5000};
    assert_int_equal(exchange_open(&options, &exchange, &err), STATUS_OK);
    row_reader_init(&reader, exchange, &query, limit);
    while (st == STATUS_OK) {
        struct arena a = {0};
        struct page page = {0};
        st = row_reader_next(&reader, &a, &page, &err);
        count += st == STATUS_OK ? page.row_count : 0;
        arena_release(&a);
    }
    assert_int_equal(st, STATUS_NOT_FOUND);
    *is_at_end = reader.is_at_end;
    *last_limit = shelf.asked_limit;
    row_reader_release(&reader);
    exchange_close(&exchange);
    fake_server_stop(&server);
    fake_server_release(&server);
    return count;
}

static void
test_all_rows_come_page_by_page(void **state)
{
    uint32_t last_limit;
    bool is_at_end;

    (void)state;
    assert_int_equal(read_rows(ROW_READER_ALL, &is_at_end, &last_limit),
                     STORED_ROWS);
    assert_true(is_at_end);
    assert_int_equal(last_limit, QUERY_LIMIT_MAX);
}

static void
test_a_limit_stops_it_and_says_there_is_more(void **state)
{
    uint32_t last_limit;
    bool is_at_end;

    (void)state;
    assert_int_equal(read_rows(1001, &is_at_end, &last_limit), 1001);
    assert_false(is_at_end);
    assert_int_equal(last_limit, 1001 - PAGE_ROWS_MAX);
}

static void
test_a_limit_past_the_end_reaches_it(void **state)
{
    uint32_t last_limit;
    bool is_at_end;

    (void)state;
    assert_int_equal(read_rows(STORED_ROWS + 1, &is_at_end, &last_limit),
                     STORED_ROWS);
    assert_true(is_at_end);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_rows_come_page_by_page),
        cmocka_unit_test(test_a_limit_stops_it_and_says_there_is_more),
        cmocka_unit_test(test_a_limit_past_the_end_reaches_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
