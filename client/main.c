/*
 * baogao - the command line: submit reports, ask for what they say.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/help.h"
#include "client/options.h"
#include "client/output.h"
#include "config/settings.h"
#include "wire/certificate.h"

enum { TIMEOUT_MAX_S = 86400 };

/* The endpoint given by option, else the socket `name` below `dir`. */
static const char *
endpoint(struct invocation *inv, const char *option, const char *dir,
         const char *name)
{
    const char *given = options_value(inv, option);

    if (given)
        return given;
    return arena_format(inv->arena, "ipc://%s/run/%s", dir, name).ptr;
}

static bool
is_tcp(const char *name)
{
    return str_starts(str_from(name), STR("tcp://"));
}

/* ipc needs no keys, so that nothing is read for it. */
static enum status
settle_credentials(struct invocation *inv, struct error *err)
{
    const char *key = options_value(inv, "key");
    const char *server = options_value(inv, "server-key");
    struct credentials *credentials;
    enum status st;

    if (!key != !server)
        return error_set(err, STATUS_INVALID,
                         "--key and --server-key go together");
    if (!key || !(is_tcp(inv->submit_endpoint) ||
                  is_tcp(inv->control_endpoint) || is_tcp(inv->query_endpoint)))
        return STATUS_OK;
    credentials = ARENA_NEW(inv->arena, struct credentials);
    if (!credentials)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    st = credentials_read(key, server, credentials, err);
    inv->credentials = credentials;
    return st;
}

static enum status
settle(struct invocation *inv, struct error *err)
{
    uint64_t timeout_s = 0;
    const char *dir;
    enum status st = options_add_told(inv, err);

    if (st != STATUS_OK)
        return st;
    dir = options_value(inv, "dir");
    if (!dir || !*dir)
        dir = SETTINGS_DIRECTORY;
    inv->directory = dir;
    inv->submit_endpoint = endpoint(inv, "submit-endpoint", dir, "submit");
    inv->control_endpoint = endpoint(inv, "control-endpoint", dir, "control");
    inv->query_endpoint = endpoint(inv, "query-endpoint", dir, "query");
    inv->is_json = options_has(inv, "json");
    st = options_number(inv, "timeout", 1, TIMEOUT_MAX_S, &timeout_s, err);
    inv->timeout_ms = (int)timeout_s * 1000;
    return st == STATUS_OK ? settle_credentials(inv, err) : st;
}

static enum status
check_operands(const struct invocation *inv, struct error *err)
{
    const struct command *command = inv->command;

    if (inv->operand_count < command->min_operands)
        return error_set(err, STATUS_INVALID, "%s is missing",
                         command->operands);
    if (inv->operand_count > command->max_operands)
        return error_set(err, STATUS_INVALID, "unexpected \"%s\"",
                         inv->operands[command->max_operands]);
    return STATUS_OK;
}

static enum exit_code
say_sound(void)
{
    puts("baogao: these options are sound");
    return EXIT_CODE_DONE;
}

static enum exit_code
say_version(void)
{
    printf("baogao %s\n", BAOGAO_VERSION);
    return EXIT_CODE_DONE;
}

/* Run the command whose name is argv[0]. */
static enum exit_code
run_command(struct invocation *inv, int argc, char **argv)
{
    struct error err;
    enum status st = options_read(inv, argc, argv, &err);

    if (st == STATUS_OK && options_has(inv, "version"))
        return say_version();
    if (st == STATUS_OK && options_has(inv, "help"))
        return help_command(inv->command);
    if (st == STATUS_OK)
        st = check_operands(inv, &err);
    if (st == STATUS_OK)
        st = settle(inv, &err);
    if (st != STATUS_OK)
        return fail_usage(inv, &err);
    if (options_has(inv, "check-config"))
        return say_sound();
    return inv->command->run(inv);
}

/* "baogao help [COMMAND]" */
static enum exit_code
run_help(struct invocation *inv)
{
    const char *name = inv->operand_count > 1 ? inv->operands[1] : NULL;
    const struct command *command = name ? command_find(name) : NULL;
    struct error err;

    if (!name)
        return help_overview();
    if (command)
        return help_command(command);
    error_set(&err, STATUS_INVALID, "there is no command \"%s\"", name);
    return fail_usage(inv, &err);
}

static enum exit_code
run(struct invocation *inv, int argc, char **argv)
{
    struct error err;

    if (options_read(inv, argc, argv, &err) != STATUS_OK)
        return fail_usage(inv, &err);
    if (options_has(inv, "version"))
        return say_version();
    if (options_has(inv, "help"))
        return help_overview();
    if (inv->operand_count == 0 && options_has(inv, "check-config"))
        return settle(inv, &err) == STATUS_OK ? say_sound()
                                              : fail_usage(inv, &err);
    if (inv->operand_count == 0) {
        error_set(&err, STATUS_INVALID, "no command");
        return fail_usage(inv, &err);
    }
    if (strcmp(inv->operands[0], "help") == 0)
        return run_help(inv);
    inv->command = command_find(inv->operands[0]);
    if (inv->command)
        return run_command(inv, (int)inv->operand_count, inv->operands);
    error_set(&err, STATUS_INVALID, "there is no command \"%s\"",
              inv->operands[0]);
    return fail_usage(inv, &err);
}

int
main(int argc, char **argv)
{
    struct arena arena = {0};
    struct invocation inv = {.arena = &arena};
    enum exit_code code;

    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write, not death */
    code = output_finish(run(&inv, argc, argv));
    arena_release(&arena);
    return code;
}
