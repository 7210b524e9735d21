#include "tests/fuzz/served_store.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/publisher/sample_store.h"
#include "tests/unit/temporary.h"

static struct temporary temporary;
static struct store *store;

static void
end(void)
{
    store_close(&store);
    temporary_remove(&temporary);
}

struct store *
served_store_open(void)
{
    struct error err;

    temporary_make(&temporary);
    if (sample_store_make(temporary.path, &err) != STATUS_OK ||
        store_open(temporary.path, STORE_READER, NULL, &store, &err) !=
            STATUS_OK) {
        fprintf(stderr, "no store: %s\n", err.text);
        exit(1);
    }
    atexit(end);
    return store;
}
