#include "base/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

static const char *program_name = "baogao";
static enum log_level shown_level = LOG_LEVEL_INFO;
static bool show_time;

static const char *const level_names[] = {
    [LOG_LEVEL_ERROR] = "error",
    [LOG_LEVEL_WARNING] = "warning",
    [LOG_LEVEL_INFO] = "info",
    [LOG_LEVEL_DEBUG] = "debug",
};

enum status
log_level_parse(const char *name, enum log_level *out, struct error *err)
{
    for (unsigned i = 0; i < sizeof level_names / sizeof *level_names; i++) {
        if (strcmp(name, level_names[i]) == 0) {
            *out = (enum log_level)i;
            return STATUS_OK;
        }
    }
    return error_set(err, STATUS_INVALID,
                     "\"%s\" is none of error, warning, info, debug", name);
}

const char *
log_level_name(enum log_level level)
{
    return level_names[level];
}

void
log_open(const char *program, enum log_level max_level)
{
    program_name = program;
    shown_level = max_level;
    show_time = !isatty(STDERR_FILENO) && !getenv("JOURNAL_STREAM");
}

/* One write a line, so that lines of several processes never mix. */
__attribute__((format(printf, 2, 0))) static void
write_line(enum log_level level, const char *fmt, va_list args)
{
    char time_text[CLOCK_TEXT_BYTES] = "";
    char message[1024];

    if (level > shown_level)
        return;
    vsnprintf(message, sizeof message, fmt, args);
    if (show_time)
        clock_print(clock_wall_ms(), time_text);
    dprintf(STDERR_FILENO, "%s%s%s: %s: %s\n", time_text, show_time ? " " : "",
            program_name, level_names[level], message);
}

#define DEFINE_LEVEL(function, level)                                          \
    void function(const char *fmt, ...)                                        \
    {                                                                          \
        va_list args;                                                          \
        va_start(args, fmt);                                                   \
        write_line(level, fmt, args);                                          \
        va_end(args);                                                          \
    }

DEFINE_LEVEL(log_error, LOG_LEVEL_ERROR)
DEFINE_LEVEL(log_warning, LOG_LEVEL_WARNING)
DEFINE_LEVEL(log_info, LOG_LEVEL_INFO)
DEFINE_LEVEL(log_debug, LOG_LEVEL_DEBUG)
