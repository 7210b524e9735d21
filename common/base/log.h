/*
 * log - one line an event on standard error.
 *
 * Only programs log; the libraries under them return a status and an error.
 * A line is "PROGRAM: level: message", with the time in front where
 * standard error is no terminal and no journal adds one.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/error.h"

enum log_level {
    LOG_LEVEL_ERROR,
    LOG_LEVEL_WARNING,
    LOG_LEVEL_INFO,
    LOG_LEVEL_DEBUG
};

/* The level called `name`; STATUS_INVALID: none is, err lists them. */
enum status log_level_parse(const char *name, enum log_level *out,
                            struct error *err);
const char *log_level_name(enum log_level level);

/* Name the program, which must outlive the process, and the last level shown.
 */
void log_open(const char *program, enum log_level max_level);

void log_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
