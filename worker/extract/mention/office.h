/*
 * office - bodies as Hong Kong and Macao name them.
 *
 * Whose they are goes without saying there: 人力事务委员会, 食物及卫生局, and 政府
 * itself.
 */
#ifndef WORKER_EXTRACT_MENTION_OFFICE_H
#define WORKER_EXTRACT_MENTION_OFFICE_H

#include "worker/extract/mention/scan.h"

/*
 * Whether an office that belongs to nobody named ends with piece `i`; *begin
 * is where its name begins. False outside of such a region.
 */
bool office_find(const struct scan *s, size_t i, size_t *begin);

/* 政府 at piece `i`, where no other is meant: not 政府部门, 当地政府. */
bool office_is_own_government(const struct scan *s, size_t i);

#endif
