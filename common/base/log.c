#include "base/log.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log_line.h"

enum log_level log_max_level = LOG_LEVEL_INFO;

static const char *process_name = "baogao";
static enum log_format format_shown = LOG_FORMAT_HUMAN;
static bool is_journal; /* which adds the time, and wants priorities */
static bool is_terminal;

static const char *const level_names[] = {
    [LOG_LEVEL_ERROR] = "error",
    [LOG_LEVEL_WARNING] = "warning",
    [LOG_LEVEL_INFO] = "info",
    [LOG_LEVEL_DEBUG] = "debug",
};
static const char *const format_names[] = {
    [LOG_FORMAT_AUTO] = "auto",
    [LOG_FORMAT_HUMAN] = "human",
    [LOG_FORMAT_LOGFMT] = "logfmt",
    [LOG_FORMAT_JSON] = "json",
};

enum {
    LEVEL_COUNT = sizeof level_names / sizeof *level_names,
    FORMAT_COUNT = sizeof format_names / sizeof *format_names,
};

/* The place of `name` in `names`; `count`: it is not there. */
static size_t
find_name(const char *const *names, size_t count, const char *name)
{
    size_t i = 0;

    while (i < count && strcmp(name, names[i]) != 0)
        i++;
    return i;
}

enum status
log_level_parse(const char *name, enum log_level *out, struct error *err)
{
    size_t i = find_name(level_names, LEVEL_COUNT, name);

    if (i == LEVEL_COUNT)
        return error_set(err, STATUS_INVALID,
                         "\"%s\" is none of error, warning, info, debug", name);
    *out = (enum log_level)i;
    return STATUS_OK;
}

const char *
log_level_name(enum log_level level)
{
    return level_names[level];
}

enum status
log_format_parse(const char *name, enum log_format *out, struct error *err)
{
    size_t i = find_name(format_names, FORMAT_COUNT, name);

    if (i == FORMAT_COUNT)
        return error_set(err, STATUS_INVALID,
                         "\"%s\" is none of auto, human, logfmt, json", name);
    *out = (enum log_format)i;
    return STATUS_OK;
}

const char *
log_format_name(enum log_format format)
{
    return format_names[format];
}

/* systemd tells in $JOURNAL_STREAM which file the journal reads: a program
 * may have been started by another with standard error elsewhere. */
static bool
goes_to_journal(void)
{
    const char *told = getenv("JOURNAL_STREAM");
    char own[64];
    struct stat file;

    if (!told || fstat(STDERR_FILENO, &file) != 0)
        return false;
    snprintf(own, sizeof own, "%" PRIuMAX ":%" PRIuMAX, (uintmax_t)file.st_dev,
             (uintmax_t)file.st_ino);
    return strcmp(told, own) == 0;
}

void
log_open(const char *process, enum log_level max_level, enum log_format format)
{
    process_name = process;
    is_terminal = isatty(STDERR_FILENO);
    is_journal = goes_to_journal();
    log_adjust(max_level, format);
}

void
log_adjust(enum log_level max_level, enum log_format format)
{
    log_max_level = max_level;
    if (format == LOG_FORMAT_AUTO)
        format = is_terminal ? LOG_FORMAT_HUMAN : LOG_FORMAT_LOGFMT;
    format_shown = format;
}

enum log_format
log_format_in_use(void)
{
    return format_shown;
}

void
log_write(enum log_level level, const char *message,
          const struct log_field *fields)
{
    /* syslog's: 3 error, 4 warning, 6 informational, 7 debug */
    static const char *const priorities[] = {"<3>", "<4>", "<6>", "<7>"};
    const struct log_event event = {
        .process = process_name,
        .pid = (uint64_t)getpid(),
        .wall_ms = clock_wall_ms(),
        .is_timed =
            !is_journal && (format_shown != LOG_FORMAT_HUMAN || !is_terminal),
        .level = level,
        .message = message,
        .fields = fields,
    };
    char text[sizeof "<0>" + LOG_LINE_BYTES];
    size_t prefix = 0;
    ssize_t written;

    if (is_journal) {
        prefix = strlen(priorities[level]);
        memcpy(text, priorities[level], prefix);
    }
    /* One write a line; what cannot be told now is told nowhere. */
    written =
        write(STDERR_FILENO, text,
              prefix + log_line_print(&event, format_shown, text + prefix));
    (void)written;
}
