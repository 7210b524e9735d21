/*
 * upgrade - a store of an earlier format becomes one of this version's.
 *
 * Since format 2 only what is made of records and texts has changed: the index
 * and the briefs. So all of that is made anew. Documents, numbers and changes stay.
 */
#ifndef STORE_UPGRADE_H
#define STORE_UPGRADE_H

#include "store/store.h"

struct upgrade_facts {
    unsigned from, to;  /* formats */
    uint64_t documents; /* that were put into the index */
};

/*
 * Upgrade the store in directory `path`, which nobody has open. It takes many
 * commits: one that did not come to its end can only be thrown away.
 * STATUS_UNAVAILABLE: no space; it is of this format, or of one that cannot
 * be upgraded. STATUS_CORRUPT: it is damaged.
 */
enum status store_upgrade(const char *path, struct upgrade_facts *out,
                          struct error *err)
    __attribute__((warn_unused_result));

#endif
