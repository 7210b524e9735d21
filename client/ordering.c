#include "client/ordering.h"

#include <stdio.h>

#include "client/document_pages.h"
#include "client/output.h"
#include "record/json.h"

static void
note_code(struct ordering *o, enum exit_code code)
{
    if (code > o->code)
        o->code = code;
}

/* What happened to one document, in a word or two. */
static struct str
result_text(struct ordering *o, const struct order_result *r, struct arena *a)
{
    switch (r->outcome) {
    case ORDER_OUTCOME_DONE:
        return str_from(document_state_name(r->state));
    case ORDER_OUTCOME_NOT_FOUND:
        note_code(o, EXIT_CODE_NOT_FOUND);
        return STR("not found");
    case ORDER_OUTCOME_WRONG_STATE:
        break;
    }
    note_code(o, EXIT_CODE_INVALID);
    return arena_format(a, "is %s", document_state_name(r->state));
}

static void
print_result(struct ordering *o, const struct order_result *r, struct arena *a)
{
    struct str text = result_text(o, r, a);
    char digits[DOCUMENT_ID_DIGITS + 1];

    document_id_print(r->document_id, digits);
    if (o->inv->is_json)
        print_json(json_pack("{s:o, s:s}", "result", json_of_str(text),
                             "document_id", digits));
    else
        printf("%-9.*s %s\n", STR_ARG(text), digits);
}

static enum status
send_some(struct ordering *o, struct document_id *ids, size_t count,
          struct error *err)
{
    struct arena a = {0};
    struct message request = {
        .kind = MESSAGE_ORDER,
        .order = {.kind = o->kind, .document_ids = ids, .count = count},
    };
    struct message answer;
    enum status st =
        exchange_ask(o->exchange, &request, MESSAGE_ORDERED, &a, &answer, err);

    for (size_t i = 0; st == STATUS_OK && i < answer.ordered.count; i++)
        print_result(o, &answer.ordered.results[i], &a);
    arena_release(&a);
    return st;
}

bool
ordering_send(struct ordering *o, struct document_id *ids, size_t count)
{
    size_t most = o->kind == ORDER_FORGET ? ORDER_FORGET_MAX : ORDER_MAX;
    struct error err;

    for (size_t at = 0; at < count; at += most) {
        size_t some = count - at < most ? count - at : most;
        enum status st = send_some(o, ids + at, some, &err);
        if (st != STATUS_OK) {
            note_code(o, fail_with(o->inv, st, &err));
            return false;
        }
        if (!output_flush())
            return false;
    }
    return true;
}

struct document_id *
ordering_ids(const struct invocation *inv, size_t first)
{
    struct document_id *ids =
        ARENA_ARRAY(inv->arena, struct document_id, inv->operand_count);
    struct error err;

    for (size_t i = first; ids && i < inv->operand_count; i++) {
        if (document_id_parse(str_from(inv->operands[i]), &ids[i - first]))
            continue;
        error_set(&err, STATUS_INVALID,
                  "\"%s\" is no document id: 32 hexadecimal digits",
                  inv->operands[i]);
        fail_usage(inv, &err);
        return NULL;
    }
    return ids;
}

/* The ids of a page that are accepted, to its front. */
static size_t
gather(const struct document_page *page,
       bool (*accepts)(void *context, const struct document_info *info),
       void *context, struct document_id *ids)
{
    size_t count = 0;

    for (size_t i = 0; i < page->count; i++)
        if (!accepts || accepts(context, &page->documents[i]))
            ids[count++] = page->documents[i].document_id;
    return count;
}

bool
ordering_send_all(struct ordering *o, enum document_state state,
                  bool (*accepts)(void *context,
                                  const struct document_info *info),
                  void *context)
{
    struct document_pages pages = {.exchange = o->exchange, .state = state};
    bool goes_on = true;

    while (goes_on && !pages.is_over) {
        struct arena a = {0};
        struct document_page page = {0};
        struct document_id *ids;
        struct error err;
        enum status st = document_pages_next(&pages, &a, &page, &err);
        if (st != STATUS_OK)
            note_code(o, fail_with(o->inv, st, &err));
        ids = ARENA_ARRAY(&a, struct document_id, page.count);
        goes_on = st == STATUS_OK && ids &&
                  ordering_send(o, ids, gather(&page, accepts, context, ids));
        arena_release(&a);
    }
    return goes_on;
}
