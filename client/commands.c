#include <string.h>

#include "client/command.h"

const struct command *const commands[] = {
    &submit_command,   &extract_command,  &reports_command,
    &sections_command, &figures_command,  &mentions_command,
    &search_command,   &show_command,     &cite_command,
    &series_command,   &promises_command, &status_command,
    &dead_command,     &pause_command,    &resume_command,
    &drain_command,    &forget_command,   &reprocess_command,
    &check_command,    &keys_command,     &watch_command,
    &export_command,   &backup_command,   &restore_command,
    &upgrade_command,  &complete_command, NULL,
};

const struct command *
command_find(const char *name)
{
    const struct command *const *c = commands;

    while (*c && strcmp((*c)->name, name) != 0)
        c++;
    return *c;
}
