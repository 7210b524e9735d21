/*
 * heading_settle - which lines that look like headings are some, among
 * their neighbours: items broken off a sentence, numbered paragraphs, notes
 * of an annex and lone short sentences are none.
 */
#ifndef WORKER_EXTRACT_OUTLINE_HEADING_SETTLE_H
#define WORKER_EXTRACT_OUTLINE_HEADING_SETTLE_H

#include "worker/extract/outline/heading.h"

/*
 * Set the form of each of the report's headings, one a line, to what it is;
 * none is left HEADING_POSSIBLE. The first `front` lines have none.
 */
void headings_settle(const struct text *text, const struct report_range *report,
                     size_t front, struct heading *headings);

#endif
