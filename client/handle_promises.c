/* The part of baogao.h that tells of promises and what came of them. */
#include <stdlib.h>

#include "client/fields.h"
#include "client/handle.h"
#include "client/shown.h"
#include "record/names.h"
#include "wire/series_json.h"

struct baogao_promises {
    struct baogao *handle;
    struct arena own;     /* what is asked, but for the cursor */
    struct arena cursors; /* that of the next page */
    struct promises asked;
    struct arena fetched; /* the page */
    struct promise_page page;
    size_t next;
    bool is_at_end; /* there is no page behind this one */
    bool is_cut;
    struct arena made; /* what was handed out last */
};

static enum status
fetch_page(struct baogao_promises *p, struct error *err)
{
    struct message request = {.kind = MESSAGE_PROMISES, .promises = p->asked};
    struct exchange *exchange = NULL;
    struct message answer;
    enum status st = handle_query(p->handle, &exchange, err);

    p->page.count = p->next = 0;
    arena_release(&p->fetched);
    if (st == STATUS_OK)
        st = exchange_ask(exchange, &request, MESSAGE_PROMISE_PAGE, &p->fetched,
                          &answer, err);
    if (st != STATUS_OK)
        return st;
    p->page = answer.promise_page;
    p->is_cut = p->is_cut || p->page.is_cut;
    p->is_at_end = !record_has(p->page.next_cursor);
    arena_release(&p->cursors);
    p->asked.cursor = (struct str){0};
    if (!p->is_at_end)
        p->asked.cursor = arena_copy(&p->cursors, p->page.next_cursor);
    return p->cursors.exhausted
               ? error_set(err, STATUS_UNAVAILABLE, "out of memory")
               : STATUS_OK;
}

enum baogao_code
baogao_promises(struct baogao *b, const struct baogao_field *fields,
                struct baogao_promises **out, struct baogao_error *err)
{
    struct baogao_promises *p = calloc(1, sizeof *p);
    struct error cause;
    enum status st;

    if (!p)
        return handle_out_of_memory(err);
    p->handle = b;
    p->asked.limit = PROMISES_LIMIT_MAX;
    st = fields_read_promises(fields, &p->own, &p->asked, &cause);
    if (st == STATUS_OK)
        st = fetch_page(p, &cause);
    if (st == STATUS_OK)
        *out = p;
    else
        baogao_promises_close(&p);
    return code_of(st, &cause, err);
}

/* ---- one of them ------------------------------------------------------- */

static const struct baogao_row *const *
show_statements(const struct promise *promise, struct arena *a)
{
    const struct baogao_row **rows =
        ARENA_ARRAY(a, const struct baogao_row *, promise->statement_count + 1);

    for (size_t i = 0; rows && i < promise->statement_count; i++)
        rows[i] = shown_row(&promise->statements[i], a);
    return rows;
}

/* In C, in `a`; NULL: out of memory. */
static const struct baogao_promise *
show(const struct promise *promise, struct arena *a)
{
    struct baogao_promise *out = ARENA_NEW(a, struct baogao_promise);
    char *json = shown_json(json_of_promise(promise));

    if (out && json)
        *out = (struct baogao_promise){
            .promise = shown_row(&promise->promise, a),
            .result = name_of(&promise_result_names, promise->result),
            .outcome =
                promise->has_outcome ? shown_row(&promise->outcome, a) : NULL,
            .statements = show_statements(promise, a),
            .statement_count = promise->statement_count,
            .json = c_string(a, str_from(json)),
        };
    else
        out = NULL;
    free(json);
    return a->exhausted ? NULL : out;
}

static enum status
next_promise(struct baogao_promises *p, const struct baogao_promise **out,
             struct error *err)
{
    const struct baogao_promise *shown;
    enum status st = STATUS_OK;

    while (st == STATUS_OK && p->next == p->page.count && !p->is_at_end)
        st = fetch_page(p, err);
    if (st == STATUS_OK && p->next == p->page.count)
        return STATUS_NOT_FOUND;
    if (st != STATUS_OK)
        return st;
    shown = show(&p->page.promises[p->next], &p->made);
    if (!shown)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    p->next++;
    *out = shown;
    return STATUS_OK;
}

enum baogao_code
baogao_promises_next(struct baogao_promises *p,
                     const struct baogao_promise **out,
                     struct baogao_error *err)
{
    struct error cause = {"there are no more promises"};

    arena_release(&p->made);
    return code_of(next_promise(p, out, &cause), &cause, err);
}

int
baogao_promises_is_cut(const struct baogao_promises *p)
{
    return p->is_cut;
}

void
baogao_promises_close(struct baogao_promises **p)
{
    if (!*p)
        return;
    arena_release(&(*p)->own);
    arena_release(&(*p)->cursors);
    arena_release(&(*p)->fetched);
    arena_release(&(*p)->made);
    free(*p);
    *p = NULL;
}
