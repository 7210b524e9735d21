/*
 * served_store - the sample store, open to be asked, for as long as a fuzzer
 * runs.
 */
#ifndef TESTS_SERVED_STORE_H
#define TESTS_SERVED_STORE_H

#include "store/store.h"

/* Make and open it; it is gone when the program ends. A failure ends it. */
struct store *served_store_open(void);

#endif
