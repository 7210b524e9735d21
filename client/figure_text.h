/*
 * figure_text - figures and ids as people read them.
 */
#ifndef CLIENT_FIGURE_TEXT_H
#define CLIENT_FIGURE_TEXT_H

#include "base/arena.h"
#include "record/record.h"

/* "≥ 5", "约 3000", "1,600,000", "6–7", in `a`: value, upper and bound. */
struct str figure_value_text(const struct figure *f, struct arena *a);
/* "元", "元/人", "元/小时 HKD", in `a`. */
struct str figure_unit_text(const struct figure *f, struct arena *a);

/*
 * A public id with the first 8 digits of its document's id, which the
 * server accepts as well, in `a`.
 */
struct str short_id(struct str id, struct arena *a);

/* A year, or the empty slice for an unknown one, in `a`. */
struct str year_text(unsigned year, struct arena *a);

#endif
