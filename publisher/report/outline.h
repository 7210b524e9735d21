/*
 * outline - the sections of one report, found by their id.
 */
#ifndef PUBLISHER_REPORT_OUTLINE_H
#define PUBLISHER_REPORT_OUTLINE_H

#include "record/codec.h"

struct outline {
    struct section *sections; /* by id; an empty place has id 0 */
    size_t count;             /* places, the highest id and one */
};

/*
 * Read the sections among records [begin, end), in `a`. Ids out of range
 * are left out: figures that name them stand in no section.
 */
enum status outline_read(const struct packed *records, uint32_t begin,
                         uint32_t end, struct arena *a, struct outline *out,
                         struct error *err) __attribute__((warn_unused_result));

/* NULL: there is none of this id. */
const struct section *outline_find(const struct outline *o, uint32_t id);

/* Whether the section, or one around it, is of this kind. */
bool outline_is_inside(const struct outline *o, uint32_t id,
                       enum section_kind kind);

#endif
