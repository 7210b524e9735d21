/*
 * log - one line an event on standard error: what happened, and to what.
 *
 *     log_warning("not read", log_document(&id), log_number("attempt", 2),
 *                 log_cause(err.text));
 *
 * A message is a constant; what differs from one event to the next stands in
 * fields, so that lines can be searched and counted. Only programs log; the
 * libraries under them return a status and an error.
 *
 * On a terminal a line is "PROCESS: level: message: cause key=value...";
 * elsewhere it is logfmt or JSON, with time and process id. For the journal,
 * which knows the time, a line begins with its priority, "<4>": sd-daemon(3).
 * Control characters are written as escapes: no text can forge a line.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/error.h"
#include "base/str.h"

enum log_level {
    LOG_LEVEL_ERROR,
    LOG_LEVEL_WARNING,
    LOG_LEVEL_INFO,
    LOG_LEVEL_DEBUG
};

enum log_format {
    LOG_FORMAT_AUTO, /* human on a terminal, else logfmt */
    LOG_FORMAT_HUMAN,
    LOG_FORMAT_LOGFMT, /* https://brandur.org/logfmt */
    LOG_FORMAT_JSON,   /* an object a line */
};

enum log_type { LOG_TEXT, LOG_NUMBER, LOG_HEX, LOG_CAUSE };

/* One key and its value, which borrows the caller's bytes for the call. */
struct log_field {
    const char *key; /* NULL: the fields end here */
    enum log_type type;
    union {
        struct str text; /* of numbers in hexadecimal digits: the bytes */
        uint64_t number;
    };
};

static inline struct log_field
log_str(const char *key, struct str text)
{
    return (struct log_field){.key = key, .type = LOG_TEXT, .text = text};
}

static inline struct log_field
log_text(const char *key, const char *text)
{
    return log_str(key, str_from(text));
}

static inline struct log_field
log_number(const char *key, uint64_t number)
{
    return (struct log_field){.key = key, .type = LOG_NUMBER, .number = number};
}

static inline struct log_field
log_hex(const char *key, const void *bytes, size_t count)
{
    return (struct log_field){
        .key = key, .type = LOG_HEX, .text = {bytes, count}};
}

/* Why it happened: the sentence of an error, under the key "error". */
static inline struct log_field
log_cause(const char *why)
{
    return (struct log_field){
        .key = "error", .type = LOG_CAUSE, .text = str_from(why)};
}

/* The level called `name`; STATUS_INVALID: none is, err lists them. */
enum status log_level_parse(const char *name, enum log_level *out,
                            struct error *err);
const char *log_level_name(enum log_level level);
/* The same of formats. */
enum status log_format_parse(const char *name, enum log_format *out,
                             struct error *err);
const char *log_format_name(enum log_format format);

/*
 * Name the process, which must outlive it: the program and, where it has
 * several, its role, "baogao-worker/joined". `max_level` is the last shown.
 */
void log_open(const char *process, enum log_level max_level,
              enum log_format format);
/* The same of a process that has its name; not while other threads log. */
void log_adjust(enum log_level max_level, enum log_format format);

/* The last level shown, and the format in use, which is not auto. */
extern enum log_level log_max_level;
enum log_format log_format_in_use(void);

/* The fields of an event are not even looked at where it is not shown. */
#define log_error(...) LOG_EVENT(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warning(...) LOG_EVENT(LOG_LEVEL_WARNING, __VA_ARGS__)
#define log_info(...) LOG_EVENT(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...) LOG_EVENT(LOG_LEVEL_DEBUG, __VA_ARGS__)

#define LOG_EVENT(level, ...)                                                  \
    ((level) <= log_max_level ? log_write(level, LOG_LIST(__VA_ARGS__, {0}))   \
                              : (void)0)
#define LOG_LIST(message, ...)                                                 \
    message, (const struct log_field[])                                        \
    {                                                                          \
        __VA_ARGS__                                                            \
    }

/* Through the macros above. */
void log_write(enum log_level level, const char *message,
               const struct log_field *fields);

#endif
