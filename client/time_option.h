/*
 * time_option - a moment as a person gives it on the command line.
 */
#ifndef CLIENT_TIME_OPTION_H
#define CLIENT_TIME_OPTION_H

#include "base/error.h"

#include <stdint.h>

/*
 * "2031-05-01", "2031-05-01T08:30" or "2031-05-01T08:30:00", all in UTC
 * with or without a Z behind, or "+90": so many seconds after `now_ms`.
 * Times are milliseconds since 1970. STATUS_INVALID: it is none of these.
 */
enum status time_option_read(const char *text, int64_t now_ms, int64_t *out_ms,
                             struct error *err)
    __attribute__((warn_unused_result));

#endif
