/*
 * fixture - a sample store for each test, and questions to it.
 *
 * For cmocka: a check that fails in here ends the test that called.
 */
#ifndef TESTS_PUBLISHER_FIXTURE_H
#define TESTS_PUBLISHER_FIXTURE_H

#include "publisher/query/query.h"
#include "tests/publisher/sample_store.h"

/* The store of the running test, and its directory. */
extern struct store *fixture_store;
extern char fixture_directory[64];

int fixture_make(void **state);
int fixture_remove(void **state);
/* Open it again, after `change` has written to it or to its file. */
void fixture_reopen(enum status (*change)(const char *path, struct error *err));

#define ON_A_STORE(test)                                                       \
    cmocka_unit_test_setup_teardown(test, fixture_make, fixture_remove)

struct answer {
    struct arena arena; /* the caller releases it */
    struct page page;
    struct str field;
    struct error err;
    enum status st;
};

struct answer ask_within(struct query q, const struct query_bounds *bounds);
/*
 * Without haste, so that a slow machine makes no short pages; and checked to
 * be the answer that columns help to, be they of all documents or of few.
 */
struct answer ask(struct query q);
/* The rows of an answer that fits one page. */
size_t count_rows(struct query q);

void assert_str(struct str actual, const char *expected);
/* `field` is empty where none is at fault. */
void assert_refused(struct query q, enum status st, const char *field);

#endif
