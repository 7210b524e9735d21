/*
 * crew_of_one - a crew with one child, and one document at a time.
 */
#ifndef TESTS_CONFINE_CREW_OF_ONE_H
#define TESTS_CONFINE_CREW_OF_ONE_H

#include "worker/crew.h"

/* What became of a document; slices live in the arena it was read with. */
struct reading {
    bool is_dead; /* the child is; `result` is then a failure made for it */
    struct result result;
};

/* Not started before a document is read. `extractor` is a program's path. */
struct crew crew_of_one(const char *extractor, uint32_t memory_mib);

/* Have the child read a document; one that has died is started again. */
struct reading crew_read(struct crew *c, struct str document,
                         uint32_t time_limit_ms, struct arena *a);

/* A sample report of tests/data. */
struct str sample(const char *name, struct arena *a);

#endif
