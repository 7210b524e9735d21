/*
 * promises - what a place's reports promised, and what became of it.
 *
 * One snapshot, one version of each work; see proto/README.md.
 */
#ifndef PUBLISHER_PROMISES_PROMISES_H
#define PUBLISHER_PROMISES_PROMISES_H

#include "publisher/query/query.h"

/*
 * Answer `asked` within the bounds; the page lives in `a`. Statuses as of
 * query_run(); an indicator that is none has STATUS_INVALID.
 */
enum status promises_run(struct store *store, const struct promises *asked,
                         const struct query_bounds *bounds, struct arena *a,
                         struct promise_page *out, struct str *field,
                         struct error *err) __attribute__((warn_unused_result));

#endif
