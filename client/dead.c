/* dead - the documents that were set aside: look, try again, drop. */
#include <stdio.h>
#include <string.h>

#include "client/connect.h"
#include "client/document_pages.h"
#include "client/document_text.h"
#include "client/options.h"
#include "client/ordering.h"
#include "client/output.h"
#include "client/table.h"
#include "wire/control_json.h"

static const struct option_spec options[] = {
    {"all", NULL, "with retry: every dead document"},
    {NULL, NULL, NULL},
};

static const struct column columns[] = {
    {"document", false, false, 0}, {"failed", false, true, 0},
    {"attempts", true, true, 0},   {"size", true, true, 0},
    {"name", false, false, 12},    {"reason", false, false, 16},
    {"worker", false, true, 0},
};

static void
add_row(struct table *t, const struct document_info *d, struct arena *a)
{
    char digits[DOCUMENT_ID_DIGITS + 1];

    table_add(t, str_from(document_id_print(d->document_id, digits)));
    table_add(t, time_text(d->failed_ms, a));
    table_add(t, arena_format(a, "%u", d->attempts));
    table_add(t, size_text(d->bytes, a));
    table_add(t, d->name);
    table_add(t, d->reason);
    table_add(t, d->worker);
}

static enum status
print_page(const struct invocation *inv, const struct document_page *page,
           struct table *t, struct arena *a, struct error *err)
{
    for (size_t i = 0; i < page->count; i++) {
        if (inv->is_json)
            print_json(json_of_document_info(&page->documents[i]));
        else
            add_row(t, &page->documents[i], a);
    }
    if (table_flush(t))
        return STATUS_OK;
    return error_set(err, STATUS_UNAVAILABLE, "out of memory");
}

static enum exit_code
list(struct invocation *inv, struct exchange *exchange)
{
    struct document_pages pages = {.exchange = exchange,
                                   .state = DOCUMENT_DEAD};
    enum status st = STATUS_OK;
    struct table table;
    struct error err;

    table_init(&table, columns, sizeof columns / sizeof *columns, stdout);
    while (st == STATUS_OK && !pages.is_over && output_flush()) {
        struct arena a = {0};
        struct document_page page;
        st = document_pages_next(&pages, &a, &page, &err);
        if (st == STATUS_OK)
            st = print_page(inv, &page, &table, &a, &err);
        arena_release(&a);
    }
    table_release(&table);
    return st == STATUS_OK ? EXIT_CODE_DONE : fail_with(inv, st, &err);
}

static enum exit_code
show(struct invocation *inv, struct exchange *exchange)
{
    struct document_id *ids = ordering_ids(inv, 1);
    struct message request = {
        .kind = MESSAGE_LIST_DOCUMENTS,
        .list_documents = {.document_ids = ids, .id_count = 1}};
    struct message answer;
    struct error err;
    enum status st;

    if (!ids)
        return EXIT_CODE_USAGE;
    st = exchange_ask(exchange, &request, MESSAGE_DOCUMENT_PAGE, inv->arena,
                      &answer, &err);
    if (st == STATUS_OK && answer.document_page.count == 0)
        st = error_set(&err, STATUS_NOT_FOUND, "there is no such document");
    if (st != STATUS_OK)
        return fail_with(inv, st, &err);
    if (inv->is_json)
        print_json(json_of_document_info(answer.document_page.documents));
    else
        document_print(answer.document_page.documents, inv->arena);
    return EXIT_CODE_DONE;
}

static enum exit_code
order(struct invocation *inv, struct exchange *exchange, enum order_kind kind)
{
    struct ordering o = {
        .inv = inv,
        .exchange = exchange,
        .kind = kind,
    };
    struct document_id *ids;

    if (options_has(inv, "all")) {
        ordering_send_all(&o, DOCUMENT_DEAD, NULL, NULL);
        return o.code;
    }
    ids = ordering_ids(inv, 1);
    if (!ids)
        return EXIT_CODE_USAGE;
    ordering_send(&o, ids, inv->operand_count - 1);
    return o.code;
}

static enum exit_code
retry(struct invocation *inv, struct exchange *exchange)
{
    return order(inv, exchange, ORDER_RETRY);
}

static enum exit_code
drop(struct invocation *inv, struct exchange *exchange)
{
    return order(inv, exchange, ORDER_DROP);
}

static const struct action {
    const char *name;
    size_t min_ids, max_ids;
    bool takes_all;
    enum exit_code (*run)(struct invocation *inv, struct exchange *exchange);
} actions[] = {
    {"list", 0, 0, false, list},
    {"show", 1, 1, false, show},
    {"retry", 1, SIZE_MAX, true, retry},
    {"drop", 1, SIZE_MAX, false, drop},
};

static enum status
find_action(const struct invocation *inv, const struct action **out,
            struct error *err)
{
    const char *name = inv->operands[0];
    size_t ids = inv->operand_count - 1;
    bool all = options_has(inv, "all");

    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        const struct action *a = &actions[i];
        if (strcmp(a->name, name) != 0)
            continue;
        if (all && !a->takes_all)
            return error_set(err, STATUS_INVALID, "--all goes with retry");
        if (all ? ids > 0 : ids < a->min_ids || ids > a->max_ids)
            return error_set(err, STATUS_INVALID, "%s: the wrong number of ids",
                             name);
        *out = a;
        return STATUS_OK;
    }
    return error_set(err, STATUS_INVALID,
                     "\"%s\" is none of list, show, retry and drop", name);
}

static enum exit_code
run(struct invocation *inv)
{
    const struct action *action = NULL;
    struct exchange *exchange = NULL;
    enum exit_code code = EXIT_CODE_DONE;
    struct error err;

    if (find_action(inv, &action, &err) != STATUS_OK)
        return fail_usage(inv, &err);
    if (!connect_head(inv, 0, &exchange, &code))
        return code;
    code = action->run(inv, exchange);
    exchange_close(&exchange);
    return code;
}

const struct command dead_command = {
    .name = "dead",
    .operands = "list | show ID | retry ID... | drop ID...",
    .summary = "look at the documents set aside, try again, or drop them",
    .details =
        "A document that cannot be read, or that failed too many times, is\n"
        "dead: set aside with a reason, its bytes kept.\n"
        "  list      all of them\n"
        "  show ID   all that is known of one\n"
        "  retry     let them wait again, with no attempt charged; --all: "
        "every one\n"
        "  drop      remove them; the same bytes may be submitted again. One\n"
        "            that was to be read again keeps its records, and is "
        "done\n",
    .options = options,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
