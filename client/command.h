/*
 * command - what a command of the program is, and what one call of it got.
 *
 * commands.c has the table of all; each lives in a file of its name.
 */
#ifndef CLIENT_COMMAND_H
#define CLIENT_COMMAND_H

#include "base/arena.h"
#include "base/status.h"

struct option_spec {
    const char *name;
    const char *argument; /* what its value is called; NULL: takes none */
    const char *help;
};

/* One option as given; `value` borrows argv, NULL where it takes none. */
struct given_option {
    const struct option_spec *spec;
    const char *value;
};

struct credentials;
struct invocation;

struct command {
    const char *name;
    const char *operands;              /* for the usage line, e.g. "FILE..." */
    const char *summary;               /* for the list of commands */
    const char *details;               /* for its own help */
    const struct option_spec *options; /* ends with a NULL name; or NULL */
    const struct option_spec *shared;  /* more, of several commands; or NULL */
    size_t min_operands;
    size_t max_operands;
    enum exit_code (*run)(struct invocation *inv);
};

struct invocation {
    const struct command *command; /* NULL: none was named */
    const char *directory;         /* holds store/, run/ and keys/ */
    const char *submit_endpoint;
    const char *control_endpoint;
    const char *query_endpoint;
    const struct credentials *credentials; /* for tcp; NULL: no key is shown */
    bool is_json;
    int timeout_ms; /* 0: not given */
    const struct given_option *given;
    size_t given_count;
    char **operands;
    size_t operand_count;
    struct arena *arena; /* lives as long as the program */
};

/* In the order of the help; ends with NULL. */
extern const struct command *const commands[];

/* NULL: there is none called so. */
const struct command *command_find(const char *name);

extern const struct command submit_command;
extern const struct command extract_command;
extern const struct command reports_command;
extern const struct command sections_command;
extern const struct command figures_command;
extern const struct command mentions_command;
extern const struct command search_command;
extern const struct command show_command;
extern const struct command cite_command;
extern const struct command series_command;
extern const struct command promises_command;
extern const struct command status_command;
extern const struct command keys_command;
extern const struct command check_command;
extern const struct command backup_command;
extern const struct command restore_command;
extern const struct command upgrade_command;
extern const struct command dead_command;
extern const struct command forget_command;
extern const struct command reprocess_command;
extern const struct command pause_command;
extern const struct command resume_command;
extern const struct command drain_command;
extern const struct command watch_command;
extern const struct command export_command;
extern const struct command complete_command;

#endif
