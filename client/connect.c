#include "client/connect.h"

#include "client/output.h"

enum { TIMEOUT_DEFAULT_MS = 5000 };

static bool
open_exchange(struct invocation *inv, const struct exchange_options *options,
              struct exchange **out, enum exit_code *code)
{
    struct error err;
    enum status st = exchange_open(options, out, &err);

    if (st == STATUS_INVALID)
        *code = fail_usage(inv, &err);
    else if (st != STATUS_OK)
        *code = fail_with(inv, st, &err);
    return st == STATUS_OK;
}

bool
connect_publisher(struct invocation *inv, struct exchange **out,
                  enum exit_code *code)
{
    struct exchange_options options = {
        .endpoint = inv->query_endpoint,
        .server = "baogao-publisher",
        .credentials = inv->credentials,
        .timeout_ms = inv->timeout_ms ? inv->timeout_ms : TIMEOUT_DEFAULT_MS,
    };

    return open_exchange(inv, &options, out, code);
}

bool
connect_head(struct invocation *inv, int timeout_ms, struct exchange **out,
             enum exit_code *code)
{
    struct exchange_options options = {
        .endpoint = inv->control_endpoint,
        .server = "baogao-worker",
        .credentials = inv->credentials,
        .timeout_ms = timeout_ms,
    };

    if (!timeout_ms)
        options.timeout_ms =
            inv->timeout_ms ? inv->timeout_ms : TIMEOUT_DEFAULT_MS;
    return open_exchange(inv, &options, out, code);
}

enum exit_code
fail_asking(const struct invocation *inv, enum status st,
            const struct error *err)
{
    return st == STATUS_INVALID ? fail_usage(inv, err)
                                : fail_with(inv, st, err);
}
