/*
 * fixture - an empty store, open for writing, for each test.
 *
 * For cmocka: a check that fails in here ends the test that called.
 */
#ifndef TESTS_UNIT_STORE_FIXTURE_H
#define TESTS_UNIT_STORE_FIXTURE_H

#include "store/store.h"
#include "tests/unit/ok.h"
#include "tests/unit/temporary.h"

struct fixture {
    struct temporary directory;
    struct store *store;
    struct error err;
};

int fixture_make(void **state);
int fixture_remove(void **state);
/* Open its store for writing, with room for so much. */
enum status fixture_open(struct fixture *f, uint64_t map_bytes);

#endif
