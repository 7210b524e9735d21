/*
 * figure_row - the row of a figure in a version that was looked at.
 */
#ifndef PUBLISHER_REPORT_FIGURE_ROW_H
#define PUBLISHER_REPORT_FIGURE_ROW_H

#include "publisher/report/version.h"
#include "wire/row.h"

/*
 * The row of the figure that is record `index`, in `a`, with nothing
 * borrowed from the snapshot. STATUS_CORRUPT: the document is damaged.
 */
enum status figure_row_make(struct snapshot *snap, const struct version *v,
                            uint32_t index, struct arena *a, struct row *out,
                            struct error *err)
    __attribute__((warn_unused_result));

/* Its public id alone. */
enum status figure_id_make(struct snapshot *snap, const struct version *v,
                           const struct figure *figure, struct arena *a,
                           struct str *out, struct error *err)
    __attribute__((warn_unused_result));

#endif
