/*
 * output - what the program says: results on standard output, faults on
 * standard error.
 */
#ifndef CLIENT_OUTPUT_H
#define CLIENT_OUTPUT_H

#include <jansson.h>

#include "base/error.h"
#include "client/command.h"

/* "baogao: COMMAND: message" on standard error. */
void complain(const struct invocation *inv, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Complain of `err`; the exit code that `st` has. */
enum exit_code fail_with(const struct invocation *inv, enum status st,
                         const struct error *err);
/* Complain of wrong usage, pointing at the help; EXIT_CODE_USAGE. */
enum exit_code fail_usage(const struct invocation *inv,
                          const struct error *err);

/*
 * Print `object` as one line, without bytes that could steer a terminal,
 * and release it. NULL, as from a json_of_...() without memory, is fine:
 * output_finish() tells.
 */
void print_json(json_t *object);

/* "label     value", cleaned; nothing where `value` is empty. */
void print_field(const char *label, struct str value, struct arena *a);

/* False: standard output has failed, so that more work for it is in vain. */
bool output_works(void);
/* Write out what is buffered; as output_works(). */
bool output_flush(void);
/*
 * Flush standard output at the end of the program. What `code` becomes:
 * EXIT_CODE_UNAVAILABLE with a complaint, silent for a closed pipe, when
 * not everything was written, else `code`.
 */
enum exit_code output_finish(enum exit_code code);

#endif
