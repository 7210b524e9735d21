/*
 * series - what reports state of one thing, over periods or over places.
 *
 * One snapshot, one version of each work; see proto/README.md.
 */
#ifndef PUBLISHER_SERIES_SERIES_H
#define PUBLISHER_SERIES_SERIES_H

#include "publisher/query/query.h"

/*
 * Answer `asked` within the bounds; the page lives in `a`. Statuses as of
 * query_run(); an indicator that is none has STATUS_INVALID.
 */
enum status series_run(struct store *store, const struct series *asked,
                       const struct query_bounds *bounds, struct arena *a,
                       struct series_page *out, struct str *field,
                       struct error *err) __attribute__((warn_unused_result));

#endif
