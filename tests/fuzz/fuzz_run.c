/*
 * run_find and run_read on any bytes. What reads as a whole run builds again
 * to one that holds the same.
 */
#include "store/index/run.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { MEMORY_BYTES = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
assert_holds(struct str run, const struct posting *posting, struct arena *a)
{
    struct document_list found = {0};
    struct error err;

    if (run_find(run, term_alone(posting->term), a, &found, &err) != STATUS_OK)
        abort();
    for (size_t i = 0; i < found.count; i++)
        if (found.numbers[i] == posting->document_no)
            return;
    abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str run = {(const char *)data, size}, again;
    struct arena a = ARENA_LIMIT(MEMORY_BYTES);
    struct document_list found = {0};
    struct posting_list all = {0};
    struct error err;

    (void)!run_find(run,
                    (struct term_range){str_slice(run, size / 2, size / 2 + 5),
                                        str_slice(run, size / 3, size / 3 + 9)},
                    &a, &found, &err);
    if (run_read(run, &a, &all, &err) == STATUS_OK) {
        if (all.count > size)
            abort(); /* memory must be linear in the input */
        if (run_build(&all, &a, &again, &err) != STATUS_OK)
            abort();
        for (size_t i = 0; i < all.count && i < 50; i++)
            assert_holds(again, &all.postings[i], &a);
    }
    arena_release(&a);
    return 0;
}
