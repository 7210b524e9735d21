/*
 * run_repairs - each row of tests/cases/repairs.tsv: the damaged line, and what
 * it is once its repairs are applied, marks of any width alike.
 *
 * Rows of a file whose name holds "pending" are known failures; one that
 * passes is named. Exit code 1: some other row fails.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "worker/extract/repair/repair.h"

static const struct str tab = STR_INIT("\t");

/* Marks and letters as ASCII; characters stay. */
static struct str
narrow(struct str text, struct arena *arena)
{
    char *bytes = ARENA_ARRAY(arena, char, text.len + 1);
    size_t len = 0, width;

    for (size_t at = 0; bytes && at < text.len; at += width) {
        uint32_t code = utf8_decode(text, at, &width);

        if (code >= 0xFF01 && code <= 0xFF5E)
            code -= 0xFEE0;
        len += utf8_encode(code, bytes + len);
    }
    return (struct str){bytes, len};
}

static struct str
repaired(struct str text, struct arena *arena)
{
    struct str out = {"", 0};
    struct repair *repairs;
    struct error err;
    size_t count, at = 0;

    if (repair_find(text, arena, &repairs, &count, &err) != STATUS_OK)
        return out;
    for (size_t i = 0; i < count; i++) {
        out = arena_format(arena, "%.*s%.*s%.*s", STR_ARG(out),
                           STR_ARG(str_slice(text, at, repairs[i].span.begin)),
                           STR_ARG(repairs[i].repaired));
        at = repairs[i].span.end;
    }
    return arena_format(arena, "%.*s%.*s", STR_ARG(out),
                        STR_ARG(str_slice(text, at, text.len)));
}

/* How many rows of the file are not as they should be. */
static int
run_file(const char *path)
{
    bool is_pending = strstr(path, "pending") != NULL;
    FILE *file = fopen(path, "r");
    int failures = 0, number = 0;
    char *line = NULL;
    size_t capacity = 0;
    ssize_t len;

    if (!file) {
        perror(path);
        return 1;
    }
    while ((len = getline(&line, &capacity, file)) > 0) {
        struct arena arena = {0};
        struct str want = {line,
                           (size_t)(line[len - 1] == '\n' ? len - 1 : len)};
        struct str damaged, got;

        number++;
        if (line[0] != '#' && want.len > 0) {
            damaged = str_cut(&want, tab);
            got = narrow(repaired(damaged, &arena), &arena);
            if (str_equal(got, narrow(want, &arena)) == is_pending) {
                printf("%s:%d: %s\n  got  %.*s\n  want %.*s\n", path, number,
                       is_pending ? "passes now" : "not repaired", STR_ARG(got),
                       STR_ARG(want));
                failures += !is_pending;
            }
        }
        arena_release(&arena);
    }
    free(line);
    fclose(file);
    printf("%s: %d lines, %d failures\n", path, number, failures);
    return failures;
}

int
main(int argc, char **argv)
{
    int failures = 0;

    for (int i = 1; i < argc; i++)
        failures += run_file(argv[i]);
    return argc < 2 || failures > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
