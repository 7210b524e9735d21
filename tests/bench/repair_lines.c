/*
 * repair_lines - what repair proposes for texts on standard input.
 *
 * Texts end with byte 0x1E. For each: one line a slip, with its first byte,
 * its end, its gain, and its proposals, the likeliest first, between tabs;
 * then a line with a point. Nothing is read or written besides.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "worker/extract/repair/slip.h"

enum { TEXT_END = 0x1E };

static void
print_slips(struct str text)
{
    struct arena arena = {0};
    struct slip_work work = slip_work_for(text, &arena);
    size_t count;
    const struct slip *slips = slip_find(text, &work, &count);

    for (size_t i = 0; i < count; i++) {
        printf("%u\t%u\t%d", slips[i].span.begin, slips[i].span.end,
               slips[i].gain);
        for (size_t p = 0; p < slips[i].count; p++)
            printf("\t%d\t%.*s", slips[i].costs[p],
                   STR_ARG(slips[i].proposals[p]));
        putchar('\n');
    }
    puts(".");
    arena_release(&arena);
}

int
main(void)
{
    char *text = NULL;
    size_t capacity = 0;
    ssize_t len;

    while ((len = getdelim(&text, &capacity, TEXT_END, stdin)) > 0) {
        if (text[len - 1] == TEXT_END)
            len--;
        print_slips((struct str){text, (size_t)len});
    }
    free(text);
    return ferror(stdin) || fflush(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
