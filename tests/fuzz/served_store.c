#include "tests/fuzz/served_store.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/publisher/sample_store.h"
#include "tests/unit/temporary.h"

static struct temporary temporary;
struct store *served_store;

int LLVMFuzzerInitialize(int *argc, char ***argv);

static void
end(void)
{
    store_close(&served_store);
    temporary_remove(&temporary);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    struct error err;

    (void)argc;
    (void)argv;
    temporary_make(&temporary);
    if (sample_store_make(temporary.path, &err) != STATUS_OK ||
        store_open(temporary.path, STORE_READER, NULL, &served_store, &err) !=
            STATUS_OK) {
        fprintf(stderr, "no store: %s\n", err.text);
        exit(1);
    }
    atexit(end);
    return 0;
}
