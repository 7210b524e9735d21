#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cut `text` before the character that does not fit struct error. */
static void
cut_to_fit(char *text)
{
    size_t at = sizeof((struct error *)0)->text - 1;

    if (strlen(text) <= at)
        return;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    text[at] = '\0';
}

enum status
error_set(struct error *err, enum status st, const char *fmt, ...)
{
    char text[sizeof err->text + 1]; /* one more, to see where a cut falls */
    va_list args;

    if (!err)
        return st;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    cut_to_fit(text);
    memcpy(err->text, text, strlen(text) + 1);
    return st;
}
