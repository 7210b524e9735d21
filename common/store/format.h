/*
 * format - whether a store is laid out as this version knows it.
 *
 * Internal to the store.
 */
#ifndef STORE_FORMAT_H
#define STORE_FORMAT_H

#include "store/schema.h"

/*
 * Asked before anything is verified, since what another version wrote fails
 * this one's checksums. STATUS_UNAVAILABLE: an older or a newer version's,
 * but for a STORE_UPGRADE of one that has the same checksums; err says which,
 * and the cure. A store without a format, or with a damaged
 * one, passes: others tell of it.
 */
enum status format_check(const struct store *s, const char *path,
                         enum store_role role, struct error *err)
    __attribute__((warn_unused_result));

#endif
