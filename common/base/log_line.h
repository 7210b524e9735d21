/*
 * log_line - an event as one line of text, in each of the formats.
 */
#ifndef BASE_LOG_LINE_H
#define BASE_LOG_LINE_H

#include "base/log.h"

enum {
    /* What a pipe takes in one piece, so that lines never mix. */
    LOG_LINE_BYTES = 4096,
    /* Longer values are cut, and end in "...". */
    LOG_VALUE_BYTES = 1024,
};

struct log_event {
    const char *process;
    uint64_t pid;
    int64_t wall_ms;
    bool is_timed; /* else whoever reads it adds the time */
    enum log_level level;
    const char *message;
    const struct log_field *fields; /* up to the one without a key */
};

/*
 * Print it with its newline; returns its bytes. LOG_FORMAT_AUTO is none. A
 * field for which there is no room is left out.
 */
size_t log_line_print(const struct log_event *event, enum log_format format,
                      char out[LOG_LINE_BYTES]);

#endif
