/*
 * help - what --help prints. The manual pages are made of it.
 */
#ifndef CLIENT_HELP_H
#define CLIENT_HELP_H

#include "client/command.h"

/* All commands, the options that each takes, the exit codes. */
enum exit_code help_overview(void);
/* One command. */
enum exit_code help_command(const struct command *command);

#endif
