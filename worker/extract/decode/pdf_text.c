#include "worker/extract/decode/pdf_text.h"

#include <string.h>

/* Characters of three bytes and more are wide ones, or their marks. */
static bool
is_wide_lead(char c)
{
    return (unsigned char)c >= 0xE0;
}

static bool
is_tail(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Whether a wide character ends in front of byte `at`. */
static bool
ends_wide(struct str line, size_t at)
{
    while (at > 0 && is_tail(line.ptr[at - 1]))
        at--;
    return at > 0 && is_wide_lead(line.ptr[at - 1]);
}

/* A single blank between two wide characters. */
static bool
is_spacing(struct str line, size_t at)
{
    return line.ptr[at] == ' ' && at + 1 < line.len &&
           is_wide_lead(line.ptr[at + 1]) && ends_wide(line, at);
}

/* Whether half of the wide characters that meet are spaced. */
static bool
is_spaced(struct str line)
{
    size_t spaced = 0, close = 0;

    for (size_t at = 1; at < line.len; at++) {
        spaced += is_spacing(line, at);
        close += is_wide_lead(line.ptr[at]) && ends_wide(line, at);
    }
    return spaced > 0 && spaced >= close;
}

enum status
pdf_text_read(struct str printed, struct arena *arena, struct str *text,
              struct error *err)
{
    char *out = arena_alloc(arena, printed.len + 1, 1);
    struct str rest = printed;
    size_t len = 0;

    if (!out)
        return error_set(err, STATUS_UNAVAILABLE, "no memory for %zu bytes",
                         printed.len);
    while (rest.len > 0) {
        struct str line = rest;
        const char *end = memchr(rest.ptr, '\n', rest.len);
        bool spaced;

        if (end)
            line = str_slice(rest, 0, (size_t)(end - rest.ptr) + 1);
        rest = str_slice(rest, line.len, rest.len);
        spaced = is_spaced(line);
        for (size_t at = 0; at < line.len; at++)
            if (!spaced || !is_spacing(line, at))
                out[len++] = line.ptr[at];
    }
    *text = (struct str){out, len};
    return STATUS_OK;
}
