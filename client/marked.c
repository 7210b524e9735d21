#include "client/marked.h"

#include <stdio.h>

#include "client/screen.h"

/* White space at a cut, which cleaning each part alone would lose. */
static const char *
space_between(struct str before, struct str after)
{
    bool is_space = (before.len && before.ptr[before.len - 1] == ' ') ||
                    (after.len && after.ptr[0] == ' ');

    return is_space ? " " : "";
}

void
print_marked(struct str text, const struct span *marks, size_t count,
             struct arena *a)
{
    bool has_styles = screen_has_styles(stdout);
    uint32_t at = 0;

    for (size_t i = 0; i < count; i++) {
        struct str before = str_slice(text, at, marks[i].begin);
        struct str marked = str_slice(text, marks[i].begin, marks[i].end);
        struct str after = str_slice(text, marks[i].end, text.len);
        printf("%.*s%s%s%.*s%s%s", STR_ARG(screen_clean(before, a)),
               space_between(before, marked), has_styles ? "\033[1;7m" : "【",
               STR_ARG(screen_clean(marked, a)), has_styles ? "\033[0m" : "】",
               space_between(marked, after));
        at = marks[i].end;
    }
    printf("%.*s\n", STR_ARG(screen_clean(str_slice(text, at, text.len), a)));
}
