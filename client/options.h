/*
 * options - reads the command line by tables of options, and prints them;
 * and the options that are told elsewhere.
 */
#ifndef CLIENT_OPTIONS_H
#define CLIENT_OPTIONS_H

#include <stdio.h>

#include "base/error.h"
#include "client/command.h"

/*
 * Read options from argv[1] on and add them to inv->given; what remains
 * becomes inv->operands. Before a command is named, that is where
 * inv->command is NULL, reading stops at the first operand; after, options
 * and operands may stand in any order. Those of options_global are always
 * known. STATUS_INVALID: err is the one line that says what is wrong.
 */
enum status options_read(struct invocation *inv, int argc, char **argv,
                         struct error *err) __attribute__((warn_unused_result));

/*
 * Add what the environment and the configuration file tell of the options of
 * every command: before the others, so that those count. STATUS_INVALID: the
 * file has something else; STATUS_UNAVAILABLE: it cannot be read.
 */
enum status options_add_told(struct invocation *inv, struct error *err)
    __attribute__((warn_unused_result));

/* The options that every command takes; ends with a NULL name. */
extern const struct option_spec options_global[];

/* The value of the last option called `name`, or NULL. */
const char *options_value(const struct invocation *inv, const char *name);
/* The store that is meant: of option "store", else store/ of --dir. */
const char *options_store(const struct invocation *inv);
bool options_has(const struct invocation *inv, const char *name);
/* Whether `spec` is one of these options, and not one of every command. */
bool option_is_of(const struct option_spec *spec,
                  const struct option_spec *options);
/*
 * Its value as a whole number from `min` to `max`; *out is kept where the
 * option was not given. STATUS_INVALID: it is no such number.
 */
enum status options_number(const struct invocation *inv, const char *name,
                           uint64_t min, uint64_t max, uint64_t *out,
                           struct error *err)
    __attribute__((warn_unused_result));

/* The lines of a help text that tell of `options`. */
void options_print(const struct option_spec *options, FILE *to);

#endif
