/*
 * census - how many readings each version of the extractor has done.
 *
 * It follows the change log in bounded steps, and so counts each document
 * that is done once, and again when it is read again.
 */
#ifndef PUBLISHER_REPORT_CENSUS_H
#define PUBLISHER_REPORT_CENSUS_H

#include "store/store.h"

enum {
    CENSUS_VERSIONS_MAX = 16,
    CENSUS_VERSION_BYTES = 64,
};

struct census_version {
    char name[CENSUS_VERSION_BYTES];
    uint64_t readings;
};

/* {0} has seen nothing. */
struct census {
    struct census_version versions[CENSUS_VERSIONS_MAX];
    size_t count; /* later versions are counted with the last */
    uint64_t seen_change_no;
    uint64_t newest_change_no;
    char store_id[33]; /* of another store it begins anew */
};

/* Go on from the last change seen, for some milliseconds at most. */
void census_step(struct census *c, struct store *store);

#endif
