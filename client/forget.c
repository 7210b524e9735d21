/* forget - removes documents with everything that was read out of them. */
#include "client/connect.h"
#include "client/ordering.h"

static enum exit_code
run(struct invocation *inv)
{
    struct ordering o = {.inv = inv, .kind = ORDER_FORGET};
    struct document_id *ids = ordering_ids(inv, 0);

    if (!ids)
        return EXIT_CODE_USAGE;
    if (!connect_head(inv, 0, &o.exchange, &o.code))
        return o.code;
    ordering_send(&o, ids, inv->operand_count);
    exchange_close(&o.exchange);
    return o.code;
}

const struct command forget_command = {
    .name = "forget",
    .operands = "ID...",
    .summary = "remove documents and all that was read out of them",
    .details =
        "The bytes, text, records and index entries of each document ID go in\n"
        "one transaction, whatever its state, and cannot be brought back. Its\n"
        "id stays in the change log: the same bytes are refused later, unless\n"
        "they are submitted with --allow-forgotten.\n",
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
