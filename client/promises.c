/* promises - what a place's reports promised and what became of it. */
#include <stdio.h>

#include "client/connect.h"
#include "client/exchange.h"
#include "client/figure_text.h"
#include "client/options.h"
#include "client/output.h"
#include "client/table.h"
#include "record/names.h"
#include "wire/series_json.h"

static const struct option_spec promises_options[] = {
    {"place", "PLACE", "of this place: a full name or code"},
    {"genre", "GENRE", "only what such reports promised"},
    {"year", "YEAR", "only promises for a period that ends in YEAR"},
    {"indicator", "NAME", "only of this indicator: its id or a name of it"},
    {"object", "TEXT", "only where the object contains TEXT (Simplified)"},
    {"result", "RESULT", "only these"},
    {NULL, NULL, NULL},
};

static const struct column columns[] = {
    {"period", false, 0, 0}, {"object", false, 0, 10}, {"promised", true, 0, 0},
    {"result", false, 0, 0}, {"came", true, 0, 0},     {"unit", false, 0, 4},
    {"stated", true, 3, 0},  {"promise", false, 0, 0}, {"outcome", false, 1, 0},
};

/* A change with its sign, since a promise to fall may have come to a rise. */
static struct str
value_text(const struct figure *f, struct arena *a)
{
    const char *sign = f->direction == DIRECTION_DOWN ? "-" : "";

    return arena_format(a, "%s%.*s", sign, STR_ARG(figure_value_text(f, a)));
}

static void
add_row(struct table *t, const struct promise *p, struct arena *a)
{
    const struct figure *f = p->promise.figure;

    if (!f || (p->has_outcome && !p->outcome.figure))
        return;
    table_add(t, f->period);
    table_add(t, f->object);
    table_add(t, value_text(f, a));
    table_add(t, str_from(name_of(&promise_result_names, p->result)));
    table_add(t, p->has_outcome ? value_text(p->outcome.figure, a) : STR("-"));
    table_add(t, figure_unit_text(f, a));
    table_add(t, p->statement_count > 0 && p->statements[0].figure
                     ? p->statements[0].figure->text
                     : STR(""));
    table_add(t, short_id(p->promise.id, a));
    table_add(t, p->has_outcome ? short_id(p->outcome.id, a) : STR(""));
}

static enum status
read_asked(struct invocation *inv, struct promises *asked, struct error *err)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; i < inv->given_count && st == STATUS_OK; i++) {
        const struct given_option *given = &inv->given[i];
        if (option_is_of(given->spec, promises_options))
            st = promises_set(asked, str_from(given->spec->name),
                              str_from(given->value), err);
    }
    asked->limit = PROMISES_LIMIT_MAX;
    return st;
}

static void
print_rows(const struct invocation *inv, struct table *t,
           const struct promise_page *page, struct arena *a)
{
    for (size_t i = 0; i < page->count; i++) {
        if (inv->is_json)
            print_json(json_of_promise(&page->promises[i]));
        else
            add_row(t, &page->promises[i], a);
    }
}

/* Page after page; *count becomes the number of promises. */
static enum status
print_all(struct invocation *inv, struct exchange *exchange,
          struct message *request, struct table *t, size_t *count, bool *is_cut,
          struct error *err)
{
    struct arena cursors = {0};
    enum status st = STATUS_OK;
    bool is_at_end = false;

    while (st == STATUS_OK && !is_at_end && output_works()) {
        struct arena a = {0};
        struct message answer;
        st = exchange_ask(exchange, request, MESSAGE_PROMISE_PAGE, &a, &answer,
                          err);
        if (st == STATUS_OK) {
            const struct promise_page *page = &answer.promise_page;
            print_rows(inv, t, page, &a);
            *count += page->count;
            *is_cut = *is_cut || page->is_cut;
            is_at_end = !record_has(page->next_cursor);
            request->promises.cursor = arena_copy(&cursors, page->next_cursor);
        }
        if (!table_flush(t) && st == STATUS_OK)
            st = error_set(err, STATUS_UNAVAILABLE, "out of memory");
        arena_release(&a);
    }
    arena_release(&cursors);
    return st;
}

static enum exit_code
run(struct invocation *inv)
{
    struct message request = {.kind = MESSAGE_PROMISES};
    struct exchange *exchange = NULL;
    enum exit_code code = EXIT_CODE_DONE;
    struct table table;
    struct error err;
    bool is_cut = false;
    size_t count = 0;
    enum status st = read_asked(inv, &request.promises, &err);

    if (st != STATUS_OK)
        return fail_usage(inv, &err);
    if (!connect_publisher(inv, &exchange, &code))
        return code;
    table_init(&table, columns, sizeof columns / sizeof *columns, stdout);
    st = print_all(inv, exchange, &request, &table, &count, &is_cut, &err);
    if (st != STATUS_OK)
        code = fail_asking(inv, st, &err);
    else if (count == 0 && !inv->is_json)
        complain(inv, "no promises match");
    if (is_cut)
        complain(inv, "not all reports were looked at: ask for less");
    table_release(&table);
    exchange_close(&exchange);
    return code;
}

const struct command promises_command = {
    .name = "promises",
    .operands = "",
    .summary = "show what reports promised and what became of it",
    .details =
        "Shows each target a place's reports set, what the first report after\n"
        "its period states of it, and whether it was met; targets of which\n"
        "nothing is stated are listed too. baogao cite FIGURE shows the\n"
        "sentence of either.\n\n"
        "  baogao promises --place 海拉尔区 --year 2014\n",
    .options = promises_options,
    .run = run,
};
