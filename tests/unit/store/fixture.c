#include "tests/unit/store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MAP_BYTES = 256 << 20 };

enum status
fixture_open(struct fixture *f, uint64_t map_bytes)
{
    struct store_options options = {.map_bytes = map_bytes};

    return store_open(f->directory.path, STORE_WRITER, &options, &f->store,
                      &f->err);
}

int
fixture_make(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    temporary_make(&f->directory);
    *state = f;
    return fixture_open(f, MAP_BYTES) == STATUS_OK ? 0 : -1;
}

int
fixture_remove(void **state)
{
    struct fixture *f = *state;

    store_close(&f->store);
    temporary_remove(&f->directory);
    free(f);
    return 0;
}
