/*
 * mentions - the names and dates that a report's sentences hold.
 *
 * Meetings, bodies, places, people, papers, programmes, awards and dates, in
 * text order. They do not overlap: of two, the outermost is kept.
 */
#ifndef WORKER_EXTRACT_MENTION_MENTIONS_H
#define WORKER_EXTRACT_MENTION_MENTIONS_H

#include "worker/extract/outline/outline.h"

/*
 * Fill report->mentions from `sentences`; the report's fields must have been
 * read. The arena's limit is the only cause of failure.
 */
enum status mentions_read(const struct text *t, struct report *report,
                          const struct sentence *sentences, size_t count,
                          struct arena *arena, struct error *err)
    __attribute__((warn_unused_result));

#endif
