/*
 * place_plan - which documents to look at for reports of a place itself, not
 * of what lies inside it.
 */
#ifndef PUBLISHER_QUERY_PLACE_PLAN_H
#define PUBLISHER_QUERY_PLACE_PLAN_H

#include "publisher/query/plan.h"

/*
 * Those under any name and code that the place ever had, in `a`.
 * STATUS_UNAVAILABLE: past its limit.
 */
enum status place_plan_make(struct snapshot *snap, struct str place,
                            struct arena *a, struct plan *out,
                            struct error *err)
    __attribute__((warn_unused_result));

#endif
