/* pause, resume, drain - who gets new documents to read. */
#include <stdio.h>
#include <time.h>

#include "client/connect.h"
#include "client/options.h"
#include "client/output.h"

enum { POLL_MS = 200 };

static const struct option_spec pause_options[] = {
    {"worker", "NAME", "this one, or all on this host, as in baogao status"},
    {NULL, NULL, NULL},
};

static const struct option_spec drain_options[] = {
    {"worker", "NAME", "this one, or all on this host, as in baogao status"},
    {"wait", NULL, "end when it holds no document any more"},
    {NULL, NULL, NULL},
};

static void
print_answer(const struct invocation *inv, const char *verb,
             const struct steered *s)
{
    const char *worker = options_value(inv, "worker");

    if (inv->is_json)
        print_json(json_pack("{s:s, s:b, s:i, s:I}", "action",
                             inv->command->name, "paused", s->is_paused,
                             "workers", (int)s->workers, "leased",
                             (json_int_t)s->leased));
    else if (worker)
        printf("%s: %u worker%s, %llu document%s still held\n", verb,
               s->workers, s->workers == 1 ? "" : "s",
               (unsigned long long)s->leased, s->leased == 1 ? "" : "s");
    else
        printf("%s: the head\n", verb);
}

static void
sleep_ms(long ms)
{
    nanosleep(&(struct timespec){0, ms * 1000000}, NULL);
}

static enum exit_code
steer(struct invocation *inv, enum steer_action action, const char *verb)
{
    const char *worker = options_value(inv, "worker");
    struct message request = {.kind = MESSAGE_STEER};
    struct exchange *exchange = NULL;
    enum exit_code code = EXIT_CODE_DONE;
    struct message answer;
    struct error err;
    enum status st;

    if (!connect_head(inv, 0, &exchange, &code))
        return code;
    request.steer = (struct steer){action, str_from(worker)};
    st = exchange_ask(exchange, &request, MESSAGE_STEERED, inv->arena, &answer,
                      &err);
    /* Steering again changes nothing and tells what is left. */
    while (st == STATUS_OK && options_has(inv, "wait") &&
           answer.steered.leased > 0) {
        sleep_ms(POLL_MS);
        st = exchange_ask(exchange, &request, MESSAGE_STEERED, inv->arena,
                          &answer, &err);
    }
    if (st == STATUS_OK)
        print_answer(inv, verb, &answer.steered);
    else
        code = fail_with(inv, st, &err);
    exchange_close(&exchange);
    return code;
}

static enum exit_code
run_pause(struct invocation *inv)
{
    return steer(inv, STEER_PAUSE, "paused");
}

static enum exit_code
run_resume(struct invocation *inv)
{
    return steer(inv, STEER_RESUME, "resumed");
}

static enum exit_code
run_drain(struct invocation *inv)
{
    struct error err;

    if (options_has(inv, "worker"))
        return steer(inv, STEER_DRAIN, "draining");
    error_set(&err, STATUS_INVALID, "--worker is missing");
    return fail_usage(inv, &err);
}

const struct command pause_command = {
    .name = "pause",
    .operands = "",
    .summary = "hand out no more documents",
    .details =
        "Documents are accepted as before and wait; what workers have is\n"
        "finished. A pause of the whole head lasts, also over a restart,\n"
        "until baogao resume; one of a worker until it is started anew.\n",
    .options = pause_options,
    .run = run_pause,
};

const struct command resume_command = {
    .name = "resume",
    .operands = "",
    .summary = "hand out documents again, after pause or drain",
    .details = "Undoes baogao pause, and with --worker also baogao drain.\n",
    .options = pause_options,
    .run = run_resume,
};

const struct command drain_command = {
    .name = "drain",
    .operands = "",
    .summary = "let a worker finish what it has, before it is ended",
    .details = "The worker gets no more documents and finishes what it has.\n"
               "With --wait the command ends when that is done.\n",
    .options = drain_options,
    .run = run_drain,
};
