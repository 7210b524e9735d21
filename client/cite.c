/* cite - the sentence that a figure stands in. */
#include <stdio.h>

#include "client/connect.h"
#include "client/exchange.h"
#include "client/figure_text.h"
#include "client/marked.h"
#include "client/output.h"
#include "record/names.h"
#include "wire/row_json.h"

static void
print_reading(const struct figure *f, struct arena *a)
{
    print_field("value",
                arena_format(a, "%.*s %.*s", STR_ARG(figure_value_text(f, a)),
                             STR_ARG(figure_unit_text(f, a))),
                a);
    print_field("action", f->action, a);
    print_field("object", f->object, a);
    print_field("against", f->base, a);
    print_field("period", f->period, a);
    print_field("status", str_from(name_of(&figure_status_names, f->status)),
                a);
}

static void
print_citation(const struct citation *c, struct arena *a)
{
    const struct row *row = &c->row;

    print_marked(c->sentence, &c->mark, 1, a);
    putchar('\n');
    if (row->figure)
        print_reading(row->figure, a);
    print_field("section", row->section_title, a);
    if (row->report)
        print_field("report", row->report->title, a);
    print_field(
        "document",
        arena_format(a, "%.*s, line %u", STR_ARG(row->document_name), c->line),
        a);
    print_field("source", row->source_uri, a);
    print_field("id", row->id, a);
}

static enum exit_code
run(struct invocation *inv)
{
    struct message request = {
        .kind = MESSAGE_CITE,
        .cite.figure = str_from(inv->operands[0]),
    };
    struct exchange *exchange = NULL;
    enum exit_code code = EXIT_CODE_DONE;
    struct message answer;
    struct error err;
    enum status st;

    if (!connect_publisher(inv, &exchange, &code))
        return code;
    st = exchange_ask(exchange, &request, MESSAGE_CITATION, inv->arena, &answer,
                      &err);
    if (st != STATUS_OK)
        code = fail_asking(inv, st, &err);
    else if (inv->is_json)
        print_json(json_of_citation(&answer.citation));
    else
        print_citation(&answer.citation, inv->arena);
    exchange_close(&exchange);
    return code;
}

const struct command cite_command = {
    .name = "cite",
    .operands = "FIGURE",
    .summary = "show the sentence a figure stands in, and its source",
    .details =
        "Shows the sentence with the figure marked, how it was read, and the\n"
        "document and line it stands in. FIGURE is an id as baogao figures\n"
        "prints it.\n",
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
};
