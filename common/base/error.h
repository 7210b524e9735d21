/*
 * error - why a call failed: one sentence, no newline.
 *
 * The caller supplies the struct; it stays untouched on success. Libraries
 * fill it and stay silent, programs print or log it, so that nothing is
 * reported twice.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/status.h"

struct error {
    char text[256];
};

/*
 * Write err->text, cut to fit at a UTF-8 boundary; return `st`, so that
 * callers can `return error_set(...)`. A NULL `err` is fine, and so is
 * err->text among the arguments, to put more in front of it.
 */
enum status error_set(struct error *err, enum status st, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#endif
