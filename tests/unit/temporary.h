/*
 * temporary - a directory of a test's own, gone when the test is over.
 */
#ifndef TESTS_TEMPORARY_H
#define TESTS_TEMPORARY_H

struct temporary {
    char path[64];
};

/* Make an empty directory; a failure ends the program. */
void temporary_make(struct temporary *t);
/* Remove it with all that is in it. */
void temporary_remove(struct temporary *t);
/* The path of `name` in it; valid until the eighth call after this one. */
const char *temporary_file(const struct temporary *t, const char *name);

/* The same for cmocka's fixtures; *state becomes it. One at a time. */
int temporary_setup(void **state);
int temporary_teardown(void **state);

#endif
