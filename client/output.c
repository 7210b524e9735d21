#include "client/output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "client/screen.h"
#include "record/json.h"

/* The first fault of standard output, 0: none; ferror() does not say why. */
static int output_errno;

void
complain(const struct invocation *inv, const char *fmt, ...)
{
    struct arena a = {0};
    char text[1024];
    struct str clean;
    va_list args;
    int len;

    va_start(args, fmt);
    len = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    clean = screen_clean(str_from(len < 0 ? "" : text), &a);
    fprintf(stderr, "baogao: %s%s%.*s\n",
            inv->command ? inv->command->name : "", inv->command ? ": " : "",
            STR_ARG(clean));
    arena_release(&a);
}

enum exit_code
fail_with(const struct invocation *inv, enum status st, const struct error *err)
{
    complain(inv, "%s", err->text);
    return status_exit_code(st);
}

enum exit_code
fail_usage(const struct invocation *inv, const struct error *err)
{
    complain(inv, "%s; see baogao%s%s --help", err->text,
             inv->command ? " " : "", inv->command ? inv->command->name : "");
    return EXIT_CODE_USAGE;
}

static void
note_failure(bool is_failed)
{
    if (is_failed && !output_errno)
        output_errno = errno ? errno : EIO;
}

/*
 * In a JSON text, what steers a terminal stands inside strings only (all
 * below U+0020 is escaped already), where \u may replace it.
 */
static void
write_json(struct str text)
{
    size_t from = 0, width;

    for (size_t at = 0; at < text.len; at += width) {
        uint32_t c = utf8_decode(text, at, &width);
        if (!screen_steers(c))
            continue;
        fwrite(text.ptr + from, 1, at - from, stdout);
        fprintf(stdout, "\\u%04x", c);
        from = at + width;
    }
    fwrite(text.ptr + from, 1, text.len - from, stdout);
    note_failure(putc('\n', stdout) == EOF || ferror(stdout));
}

void
print_json(json_t *object)
{
    char *text = object ? json_dumps(object, JSON_ON_ONE_LINE) : NULL;

    errno = ENOMEM;
    note_failure(!text);
    errno = 0;
    if (text)
        write_json(str_from(text));
    free(text);
    json_decref(object);
}

void
print_field(const char *label, struct str value, struct arena *a)
{
    struct str clean = screen_clean(value, a);

    if (clean.len)
        printf("  %-10s %.*s\n", label, STR_ARG(clean));
}

bool
output_works(void)
{
    note_failure(ferror(stdout));
    return !output_errno;
}

bool
output_flush(void)
{
    errno = 0;
    note_failure(fflush(stdout) != 0);
    return output_works();
}

enum exit_code
output_finish(enum exit_code code)
{
    if (output_flush())
        return code;
    if (output_errno != EPIPE)
        fprintf(stderr, "baogao: cannot write standard output: %s\n",
                strerror(output_errno));
    return EXIT_CODE_UNAVAILABLE;
}
