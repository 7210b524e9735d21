/*
 * settings - the options of a daemon, from wherever they are told: the
 * command line, else the environment, else the configuration file.
 *
 * An option that is given in one of these is not looked for in the next, so
 * that one that may be repeated is told of in one place only.
 */
#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

#include <getopt.h>

#include "base/error.h"
#include "config/config.h"

/* Options of every daemon, which stand in its table, too; others have ids
 * from SETTING_FIRST on. */
enum {
    SETTING_CONFIG = 1,
    SETTING_CHECK_CONFIG,
    SETTING_HELP,
    SETTING_VERSION,
    SETTING_FIRST,
    /* Set in the id of an option that has no place in a file. */
    SETTING_OF_ONE_RUN = 1 << 12,
};

/* Where the store is, unless --dir or one of the others tells. */
#define SETTINGS_DIRECTORY "./var"

/* Their rows, the last ones of a table. */
#define SETTINGS_ROWS                                                          \
    {"config", required_argument, NULL, SETTING_CONFIG},                       \
        {"check-config", no_argument, NULL, SETTING_CHECK_CONFIG},             \
        {"help", no_argument, NULL, SETTING_HELP},                             \
        {"version", no_argument, NULL, SETTING_VERSION},                       \
    {                                                                          \
        0                                                                      \
    }

struct settings {
    const char *program;          /* "baogao-worker" */
    const char *section;          /* its part of the file: "worker" */
    const char *help;             /* what --help prints */
    const struct option *options; /* as of getopt_long(); ends with zeros */
    /* Take the value of the option `id`; NULL where it has none. */
    enum status (*set)(void *target, int id, const char *value,
                       struct error *err);
    /* Hold all of them against each other, once they are set. */
    enum status (*complete)(void *target, struct error *err);
};

enum settings_verdict {
    SETTINGS_RUN,
    SETTINGS_DONE,  /* --help, --version or --check-config; it is printed */
    SETTINGS_WRONG, /* one line on standard error says what */
};

/*
 * Set all options of `target`, which holds their defaults. Values borrow
 * `argv`, the environment, and *file, the configuration file that was read or
 * NULL: that is to be closed after their last use, whatever the verdict.
 * $BAOGAO_CONFIG is taken out of the environment, as it is not meant for
 * children; so this is for the start, when no other threads read it.
 */
enum settings_verdict settings_read(const struct settings *settings, int argc,
                                    char **argv, void *target,
                                    struct config **file);

/* The variable that stands for an option of every program, and its value
 * where it has one; NULL where there is none, or it is empty. */
const char *settings_variable(const char *option);

#endif
