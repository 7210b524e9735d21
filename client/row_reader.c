#include "client/row_reader.h"

void
row_reader_init(struct row_reader *r, struct exchange *exchange,
                const struct query *query, uint64_t limit)
{
    *r = (struct row_reader){
        .exchange = exchange,
        .query = *query,
        .left = limit,
    };
}

void
row_reader_release(struct row_reader *r)
{
    arena_release(&r->own);
}

enum status
row_reader_next(struct row_reader *r, struct arena *a, struct page *out,
                struct error *err)
{
    struct message request = {.kind = MESSAGE_QUERY};
    struct message answer;
    enum status st;

    if (r->is_at_end || r->left == 0)
        return STATUS_NOT_FOUND;
    request.query = r->query;
    request.query.limit =
        r->left < QUERY_LIMIT_MAX ? (uint32_t)r->left : QUERY_LIMIT_MAX;
    st = exchange_ask(r->exchange, &request, MESSAGE_PAGE, a, &answer, err);
    if (st != STATUS_OK)
        return st;
    *out = answer.page;
    r->left -= out->row_count < r->left ? out->row_count : r->left;
    r->is_at_end = !record_has(out->next_cursor);
    arena_release(&r->own);
    r->query.cursor = arena_copy(&r->own, out->next_cursor);
    return STATUS_OK;
}
