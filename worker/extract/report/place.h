/*
 * place - the administrative division the reporter belongs to.
 */
#ifndef WORKER_EXTRACT_REPORT_PLACE_H
#define WORKER_EXTRACT_REPORT_PLACE_H

#include "worker/extract/report/reports.h"

/*
 * The smallest division that the title or the `front_count` first lines
 * name as the reporter's, else the one whose bodies the text names most.
 * `year` is the one reviewed, 0 where not known. No name: the text does not
 * say.
 */
struct place place_find(const struct text *text,
                        const struct report_range *report, size_t front_count,
                        unsigned year, struct arena *arena);

#endif
