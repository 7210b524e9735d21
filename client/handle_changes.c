/* The part of baogao.h that follows what happens to documents. */
#include <stdlib.h>

#include "base/clock.h"
#include "client/fields.h"
#include "client/handle.h"

struct baogao_changes {
    struct baogao *handle;
    struct arena own; /* the store's id, once it is known */
    struct changes asked;
    struct arena fetched; /* the page */
    struct change_page page;
    size_t next;
    struct arena made; /* the change that was handed out last */
};

static enum status
read_fields(struct baogao_changes *c, const struct baogao_field *fields,
            struct error *err)
{
    const struct field_spec specs[] = {
        {"after", FIELD_NUMBER, &c->asked.after, 0, UINT64_MAX},
        {"store_id", FIELD_TEXT, &c->asked.store_id, 0, 0},
        {NULL, FIELD_TEXT, NULL, 0, 0},
    };

    return fields_read(fields, specs, &c->own, err);
}

enum baogao_code
baogao_changes(struct baogao *b, const struct baogao_field *fields,
               struct baogao_changes **out, struct baogao_error *err)
{
    struct baogao_changes *c = calloc(1, sizeof *c);
    struct error cause = {"out of memory"};
    enum status st = STATUS_UNAVAILABLE;

    if (c) {
        c->handle = b;
        st = read_fields(c, fields, &cause);
    }
    if (st == STATUS_OK)
        *out = c;
    else
        baogao_changes_close(&c);
    return code_of(st, &cause, err);
}

static enum status
fetch(struct baogao_changes *c, int64_t wait_ms, struct error *err)
{
    struct message request = {.kind = MESSAGE_CHANGES, .changes = c->asked};
    struct exchange *exchange = NULL;
    struct message answer;
    enum status st = handle_query(c->handle, &exchange, err);

    c->page.count = c->next = 0;
    arena_release(&c->fetched);
    request.changes.wait_ms =
        (uint32_t)(wait_ms < CHANGES_WAIT_MAX_MS ? wait_ms
                                                 : CHANGES_WAIT_MAX_MS);
    if (st == STATUS_OK)
        st = exchange_ask(exchange, &request, MESSAGE_CHANGE_PAGE, &c->fetched,
                          &answer, err);
    if (st != STATUS_OK)
        return st;
    c->page = answer.change_page;
    if (!record_has(c->asked.store_id))
        c->asked.store_id = arena_copy(&c->own, c->page.store_id);
    return STATUS_OK;
}

/* Until there is a page with a change, or the time is over. */
static enum status
fetch_within(struct baogao_changes *c, int timeout_ms, struct error *err)
{
    int64_t until_ms = clock_monotonic_ms() + timeout_ms;
    int64_t left_ms = timeout_ms;
    enum status st;

    do {
        st = fetch(c, left_ms > 0 ? left_ms : 0, err);
        left_ms = until_ms - clock_monotonic_ms();
    } while (st == STATUS_OK && c->page.count == 0 && left_ms > 0);
    return st;
}

/* The change in C, in `a`; NULL: out of memory. */
static const struct baogao_change *
show_change(const struct baogao_changes *c, const struct document_change *from,
            struct arena *a)
{
    struct baogao_change *out = ARENA_NEW(a, struct baogao_change);
    char digits[DOCUMENT_ID_DIGITS + 1];

    if (!out)
        return NULL;
    document_id_print(from->document_id, digits);
    *out = (struct baogao_change){
        .change_no = from->change_no,
        .change = document_change_word(from),
        .document_id = c_string(a, str_from(digits)),
        .document_no = from->document_no,
        .document_name = c_string(a, from->name),
        .finished_ms = from->finished_ms,
        .extractor_version = c_string(a, from->extractor_version),
        .reason = c_string(a, from->reason),
        .store_id = c_string(a, c->page.store_id),
    };
    return a->exhausted ? NULL : out;
}

enum baogao_code
baogao_changes_next(struct baogao_changes *c, int timeout_ms,
                    const struct baogao_change **out, struct baogao_error *err)
{
    const struct baogao_change *shown;
    struct error cause;
    enum status st = STATUS_OK;

    arena_release(&c->made);
    if (c->next == c->page.count)
        st = fetch_within(c, timeout_ms, &cause);
    if (st != STATUS_OK)
        return code_of(st, &cause, err);
    if (c->page.count == 0) {
        error_set(&cause, STATUS_NOT_FOUND, "nothing has changed");
        code_of(STATUS_NOT_FOUND, &cause, err);
        return BAOGAO_TIMEOUT;
    }
    shown = show_change(c, &c->page.changes[c->next], &c->made);
    if (!shown) {
        st = error_set(&cause, STATUS_UNAVAILABLE, "out of memory");
        return code_of(st, &cause, err);
    }
    c->asked.after = shown->change_no;
    c->next++;
    *out = shown;
    return BAOGAO_OK;
}

void
baogao_changes_close(struct baogao_changes **changes)
{
    struct baogao_changes *c = *changes;

    if (!c)
        return;
    arena_release(&c->own);
    arena_release(&c->fetched);
    arena_release(&c->made);
    free(c);
    *changes = NULL;
}
