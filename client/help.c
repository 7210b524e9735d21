#include "client/help.h"

#include <stdio.h>

#include "client/options.h"

static const char exit_codes[] =
    "Exit status:\n"
    "  0  done\n"
    "  1  not found: a file, or the record asked for\n"
    "  2  wrong usage\n"
    "  3  unavailable: no answer, too busy, or output cannot be written\n"
    "  4  the store's data is damaged\n"
    "  5  a document could not be read, or was refused\n";

enum exit_code
help_overview(void)
{
    printf("Usage: baogao [OPTION...] COMMAND [ARGUMENT...]\n\n"
           "Turns Chinese work reports into records that can be asked for,\n"
           "each with the place in the source that it was read from.\n\n"
           "Commands:\n");
    for (const struct command *const *c = commands; *c; c++)
        printf("  %-10s %s\n", (*c)->name, (*c)->summary);
    printf(
        "\nbaogao COMMAND --help tells more of each. Options may stand before "
        "or\nafter the command.\n\nOptions:\n");
    options_print(options_global, stdout);
    printf("\n%s", exit_codes);
    return EXIT_CODE_DONE;
}

enum exit_code
help_command(const struct command *command)
{
    printf("Usage: baogao %s [OPTION...]%s%s\n\n%s\n", command->name,
           *command->operands ? " " : "", command->operands, command->details);
    if (command->options || command->shared) {
        printf("Options:\n");
        options_print(command->options, stdout);
        options_print(command->shared, stdout);
        printf("\n");
    }
    printf("baogao --help tells of the options that every command takes, such "
           "as\n--dir and --json, and of the exit status.\n");
    return EXIT_CODE_DONE;
}
