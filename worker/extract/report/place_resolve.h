/*
 * place_resolve - which division a name stands for, and under which code.
 *
 * Many counties share a name (朝阳区, 鼓楼区), and a name passes from one
 * division to another (巢湖市): the division around it, the year and the
 * places that the report speaks of tell them apart.
 */
#ifndef WORKER_EXTRACT_REPORT_PLACE_RESOLVE_H
#define WORKER_EXTRACT_REPORT_PLACE_RESOLVE_H

#include "tables.h"
#include "worker/extract/report/reports.h"

/* A division as a text names it. */
struct place_name {
    const struct divisions_row *row;    /* NULL: told by its form alone */
    struct range range;                 /* the name itself */
    const struct divisions_row *within; /* named right in front, or NULL */
};

/*
 * The place so named in a report on `year` (0: not known), with the code in
 * force at its end. The name alone where no list has it, or where several
 * divisions have it and nothing in the report tells which.
 */
struct place place_resolve(const struct text *text,
                           const struct report_range *report,
                           const struct place_name *named, unsigned year,
                           struct arena *arena);

#endif
