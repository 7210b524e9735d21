#include "tests/publisher/paging.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

void
turn_page(struct query *q, struct answer *part, char room[CURSOR_BYTES])
{
    q->cursor = (struct str){0};
    if (record_has(part->page.next_cursor)) {
        snprintf(room, CURSOR_BYTES, "%.*s", STR_ARG(part->page.next_cursor));
        q->cursor = str_from(room);
    }
    arena_release(&part->arena);
}

static void
assert_same_row(const struct row *a, const struct row *b)
{
    assert_int_equal(a->document_no, b->document_no);
    assert_int_equal(a->id.len, b->id.len);
    assert_memory_equal(a->id.ptr, b->id.ptr, a->id.len);
}

void
assert_pages_give(const struct page *whole, struct query q,
                  const struct query_bounds *bounds)
{
    char cursor[CURSOR_BYTES];
    size_t seen = 0;

    do {
        struct answer part = ask_within(q, bounds);
        assert_int_equal(part.st, STATUS_OK);
        assert_true(part.page.row_count <= q.limit);
        assert_true(seen + part.page.row_count <= whole->row_count);
        if (q.has_sort) {
            assert_true(part.page.row_count > 0);
            assert_int_equal(part.page.total, whole->row_count);
        }
        if (part.page.is_at_least)
            assert_true(part.page.total <= whole->row_count);
        else
            assert_int_equal(part.page.total, whole->row_count);
        for (size_t i = 0; i < part.page.row_count; i++)
            assert_same_row(&part.page.rows[i], &whole->rows[seen++]);
        turn_page(&q, &part, cursor);
    } while (record_has(q.cursor));
    assert_int_equal(seen, whole->row_count);
}
