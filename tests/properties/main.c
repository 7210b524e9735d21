/*
 * test_properties - try one property on all documents of some folders.
 *
 *     test_properties NAME FOLDER...
 *
 * The last line says how many records were compared and how many violations
 * there were. Exit codes: 0 the property holds, 1 it does not, 2 usage, 77
 * the folders are not there.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tests/properties/property.h"

enum { EXIT_USAGE = 2, EXIT_SKIPPED = 77, PRINTED_MAX = 3000 };

static const struct {
    const char *name;
    void (*run)(struct trial *trial);
} properties[] = {
    {"simplified", property_simplified}, {"widths", property_widths},
    {"joined", property_joined},         {"cut", property_cut},
    {"spans", property_spans},           {"repeated", property_repeated},
};

void
violated(struct trial *trial, const struct document *d, const char *how, ...)
{
    va_list args;

    if (++trial->violations > PRINTED_MAX)
        return;
    printf("%s: ", d->path);
    va_start(args, how);
    vprintf(how, args);
    va_end(args);
    putchar('\n');
}

static int
try_property(void (*run)(struct trial *trial), const struct documents *docs)
{
    struct trial trial = {.docs = docs};

    run(&trial);
    printf("%zu documents, %zu records compared, %zu violations\n", docs->count,
           trial.compared, trial.violations);
    return trial.violations > 0 || trial.compared == 0;
}

int
main(int argc, char **argv)
{
    struct documents docs = {.count = 0};
    int result = EXIT_USAGE;

    for (int i = 2; i < argc; i++)
        if (!documents_add(&docs, argv[i]))
            printf("%s: not there\n", argv[i]);
    if (argc > 2 && docs.count == 0)
        result = EXIT_SKIPPED;
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        if (docs.count > 0 && strcmp(argv[1], properties[i].name) == 0)
            result = try_property(properties[i].run, &docs);
    if (result == EXIT_USAGE)
        fprintf(stderr, "usage: test_properties NAME FOLDER...\n");
    arena_release(&docs.arena);
    return result;
}
