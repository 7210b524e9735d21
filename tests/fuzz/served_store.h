/*
 * served_store - the sample store, open to be asked, for as long as a fuzzer
 * runs.
 */
#ifndef TESTS_SERVED_STORE_H
#define TESTS_SERVED_STORE_H

#include "store/store.h"

/* Made before the first input, gone when the program ends. */
extern struct store *served_store;

#endif
