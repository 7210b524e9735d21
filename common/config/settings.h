/*
 * settings - the options of a daemon, from wherever they are told: the
 * command line, else the environment, else the configuration file.
 *
 * An option that is given in one of these is not looked for in the next, so
 * that one that may be repeated is told of in one place only.
 *
 * A running daemon may read its file again, and takes over what it can without
 * a restart.
 */
#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>

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
    size_t target_bytes;          /* of what the options are set in */
    void (*set_defaults)(void *target);
    /* Take the value of the option `id`; NULL where it has none. */
    enum status (*set)(void *target, int id, const char *value,
                       struct error *err);
    /* Hold all of them against each other, once they are set. */
    enum status (*complete)(void *target, struct error *err);
    /* Whether the option `id` can change while the program runs that `target`
     * describes. */
    bool (*is_live)(const void *target, int id);
    /* Take over the values of all that can, which may be those it has. */
    void (*take_over)(void *target, const void *fresh);
};

enum settings_verdict {
    SETTINGS_RUN,
    SETTINGS_DONE,  /* --help, --version or --check-config; it is printed */
    SETTINGS_WRONG, /* one line on standard error says what */
};

/* How the options of a program were read. */
struct settings_reading;

/*
 * Set all options of `target`. Values borrow `argv`, the environment, and
 * *out, which the caller ends with settings_close() after their last use,
 * whatever the verdict; it may be NULL.
 * $BAOGAO_CONFIG is taken out of the environment, as it is not meant for
 * children; so this is for the start, when no other threads read it.
 */
enum settings_verdict settings_read(const struct settings *settings, int argc,
                                    char **argv, void *target,
                                    struct settings_reading **out);
void settings_close(struct settings_reading *reading);

/* The configuration file that was read; NULL: none. */
const char *settings_file(const struct settings_reading *reading);

enum { SETTINGS_MAX = 64 };

/* Options for which the file tells something else than at the start. */
struct settings_pending {
    const char *options[SETTINGS_MAX];
    size_t count;
};

/*
 * Read the file again, hold everything in it against the command line, the
 * environment and itself as at the start, and take over what is live; *pending
 * tells of the rest. On failure nothing has changed, and `err` says what
 * settings_read() would have printed. Nothing else may write to standard
 * output meanwhile.
 */
enum status settings_read_again(struct settings_reading *reading,
                                struct settings_pending *pending,
                                struct error *err)
    __attribute__((warn_unused_result));

/* Read `text` as a number within these bounds. STATUS_INVALID: it is none. */
enum status settings_number(const char *text, uint64_t min, uint64_t max,
                            uint64_t *out, struct error *err)
    __attribute__((warn_unused_result));

/* The variable that stands for an option of every program, and its value
 * where it has one; NULL where there is none, or it is empty. */
const char *settings_variable(const char *option);

#endif
