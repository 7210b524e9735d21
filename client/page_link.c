#include "client/page_link.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { LINE_BYTES = 256 };

/* The first line of DIR/run/NAME. */
static enum status
read_line(const char *dir, const char *name, struct arena *a, struct str *out,
          struct error *err)
{
    const char *path = arena_format(a, "%s/run/%s", dir, name).ptr;
    FILE *file = path ? fopen(path, "re") : NULL;
    char line[LINE_BYTES] = "";

    if (!file)
        return error_set(err, STATUS_UNAVAILABLE,
                         "cannot read %s: %s; does baogao-publisher run?",
                         path ? path : name, strerror(errno));
    if (!fgets(line, sizeof line, file))
        line[0] = '\0';
    fclose(file);
    *out = arena_copy(a, str_trim(str_from(line)));
    if (out->len == 0)
        return error_set(err, STATUS_UNAVAILABLE, "%s is empty", path);
    return STATUS_OK;
}

enum status
page_link(const char *dir, struct arena *a, struct str *out, struct error *err)
{
    struct str url, token;
    enum status st = read_line(dir, "http.url", a, &url, err);

    if (st == STATUS_OK)
        st = read_line(dir, "http.token", a, &token, err);
    if (st == STATUS_OK)
        *out = arena_format(a, "%.*s#token=%.*s", STR_ARG(url), STR_ARG(token));
    return st;
}
