#include "tests/publisher/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct store *fixture_store;
char fixture_directory[64];

/* They live as long as the store, through all that is done to it. */
static struct columns fixture_columns[] = {
    {.limit_bytes = 1 << 20},
    {.limit_bytes = 16 << 10}, /* has room for some documents only */
};
enum { FIXTURE_COLUMNS = sizeof fixture_columns / sizeof *fixture_columns };

int
fixture_remove(void **state)
{
    static const char *const files[] = {"data.mdb", "lock.mdb", "writer.lock",
                                        "query"};
    char path[128];

    (void)state;
    store_close(&fixture_store);
    for (size_t i = 0; i < FIXTURE_COLUMNS; i++)
        columns_release(&fixture_columns[i]);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", fixture_directory, files[i]);
        unlink(path);
    }
    rmdir(fixture_directory);
    return 0;
}

int
fixture_make(void **state)
{
    struct error err;

    (void)state;
    strcpy(fixture_directory, "/tmp/baogao-query-XXXXXX");
    if (!mkdtemp(fixture_directory) ||
        sample_store_make(fixture_directory, &err) != STATUS_OK ||
        store_open(fixture_directory, STORE_READER, NULL, &fixture_store,
                   &err) != STATUS_OK)
        return -1;
    return 0;
}

void fixture_reopen(enum status (*change)(const char *path, struct error *err))
{
    struct error err;

    store_close(&fixture_store);
    assert_int_equal(change(fixture_directory, &err), STATUS_OK);
    assert_int_equal(
        store_open(fixture_directory, STORE_READER, NULL, &fixture_store, &err),
        STATUS_OK);
}

/* ---- asking ------------------------------------------------------------ */

struct answer
ask_within(struct query q, const struct query_bounds *bounds)
{
    struct answer answer = {.arena = ARENA_LIMIT(QUERY_ARENA_BYTES)};

    answer.st = query_run(fixture_store, NULL, &q, bounds, &answer.arena,
                          &answer.page, &answer.field, &answer.err);
    return answer;
}

static void
assert_same_rows(const struct page *a, const struct page *b)
{
    assert_int_equal(a->row_count, b->row_count);
    for (size_t i = 0; i < a->row_count; i++)
        assert_true(str_equal(a->rows[i].id, b->rows[i].id));
    assert_int_equal(a->total, b->total);
    assert_int_equal(a->is_at_least, b->is_at_least);
    assert_true(str_equal(a->next_cursor, b->next_cursor));
}

static void
assert_columns_agree(struct query q, const struct query_bounds *bounds,
                     const struct page *page)
{
    for (size_t i = 0; i < FIXTURE_COLUMNS; i++) {
        struct arena a = ARENA_LIMIT(QUERY_ARENA_BYTES);
        struct page helped;
        struct str field;
        struct error err;
        while (columns_read_on(&fixture_columns[i], fixture_store))
            continue;
        assert_int_equal(query_run(fixture_store, &fixture_columns[i], &q,
                                   bounds, &a, &helped, &field, &err),
                         STATUS_OK);
        assert_same_rows(&helped, page);
        arena_release(&a);
    }
}

struct answer
ask(struct query q)
{
    static const struct query_bounds patient = {.time_ms = 60000,
                                                .total_ms = 60000,
                                                .sorted_ms = 60000,
                                                .documents = 20000,
                                                .row_bytes = 8 << 20};

    struct answer answer = ask_within(q, &patient);

    if (answer.st == STATUS_OK)
        assert_columns_agree(q, &patient, &answer.page);
    return answer;
}

size_t
count_rows(struct query q)
{
    struct answer answer = ask(q);
    size_t count = answer.page.row_count;

    assert_int_equal(answer.st, STATUS_OK);
    assert_null(answer.page.next_cursor.ptr);
    arena_release(&answer.arena);
    return count;
}

void
assert_str(struct str actual, const char *expected)
{
    assert_int_equal(actual.len, strlen(expected));
    assert_memory_equal(actual.ptr, expected, actual.len);
}

void
assert_refused(struct query q, enum status st, const char *field)
{
    struct answer answer = ask(q);

    assert_int_equal(answer.st, st);
    assert_str(answer.field, field);
    arena_release(&answer.arena);
}
