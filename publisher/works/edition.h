/*
 * edition - of which work a report is a version, and whether it stands for
 * it; works.h tells when reports are the same.
 */
#ifndef PUBLISHER_WORKS_EDITION_H
#define PUBLISHER_WORKS_EDITION_H

#include "publisher/report/reading.h"

/*
 * Set the chapter's edition, once: the index leads to the reports that may
 * be the same work. A work's id is the public id of its version that was
 * accepted first. Where a crowd of reports cannot be compared in the time
 * there is, what is left are works of their own.
 */
enum status edition_find(struct reading *r, struct chapter *c,
                         struct error *err) __attribute__((warn_unused_result));

#endif
