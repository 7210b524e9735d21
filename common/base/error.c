#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Drop the tail of a character that the end of the buffer cut in two. */
static void
trim_cut_character(char *text)
{
    size_t len = strlen(text);
    size_t at = len;

    while (at > 0 && ((unsigned char)text[at - 1] & 0xC0) == 0x80)
        at--;
    if (at > 0 && (unsigned char)text[at - 1] >= 0xC0)
        text[at - 1] = '\0';
}

enum status
error_set(struct error *err, enum status st, const char *fmt, ...)
{
    va_list args;
    int wanted;

    if (!err)
        return st;
    va_start(args, fmt);
    wanted = vsnprintf(err->text, sizeof err->text, fmt, args);
    va_end(args);
    if (wanted >= (int)sizeof err->text)
        trim_cut_character(err->text);
    return st;
}
