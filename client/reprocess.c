/* reprocess - has documents read again. */
#include "client/connect.h"
#include "client/options.h"
#include "client/ordering.h"
#include "client/output.h"
#include "client/version.h"

static const struct option_spec options[] = {
    {"all", NULL, "every document that has records"},
    {"older-than", "VERSION", "those that an older extractor has read"},
    {NULL, NULL, NULL},
};

static bool
is_older(void *context, const struct document_info *info)
{
    const struct str *than = context;

    return version_is_older(info->extractor_version, *than);
}

static enum status
check(const struct invocation *inv, struct error *err)
{
    int ways = options_has(inv, "all") + options_has(inv, "older-than") +
               (inv->operand_count > 0);

    if (ways == 1)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "give either ids, --all or --older-than");
}

static enum exit_code
run(struct invocation *inv)
{
    struct ordering o = {.inv = inv, .kind = ORDER_REPROCESS};
    struct str than = str_from(options_value(inv, "older-than"));
    struct document_id *ids;
    struct error err;

    if (check(inv, &err) != STATUS_OK)
        return fail_usage(inv, &err);
    ids = ordering_ids(inv, 0);
    if (!ids)
        return EXIT_CODE_USAGE;
    if (!connect_head(inv, 0, &o.exchange, &o.code))
        return o.code;
    if (inv->operand_count > 0)
        ordering_send(&o, ids, inv->operand_count);
    else
        ordering_send_all(&o, DOCUMENT_DONE, than.len ? is_older : NULL, &than);
    exchange_close(&o.exchange);
    return o.code;
}

const struct command reprocess_command = {
    .name = "reprocess",
    .operands = "[ID...]",
    .summary = "have documents read again, as by a newer extractor",
    .details =
        "The documents wait again, after all others. Their old records stay\n"
        "readable until the new ones replace them; if reading fails, they "
        "stay\n"
        "and the document is dead: see baogao dead.\n",
    .options = options,
    .max_operands = SIZE_MAX,
    .run = run,
};
