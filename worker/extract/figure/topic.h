/*
 * topic - the time a paragraph speaks of, from how its sentences open.
 */
#ifndef WORKER_EXTRACT_FIGURE_TOPIC_H
#define WORKER_EXTRACT_FIGURE_TOPIC_H

#include "record/record.h"
#include "worker/extract/figure/moment.h"

/*
 * The last year reviewed where `sentence` opens with it, so that it and those
 * behind it in its paragraph speak of that one of several; false: it does not.
 * `is_first`: it is the paragraph's first, and may lead up to the time with a
 * clause (应当看到，去年…).
 */
bool topic_read(const struct text *t, struct range sentence, bool is_first,
                const struct report *report, struct moment *out);

/* Whether `topic` goes on beyond the year in which `report` is made. */
bool topic_is_ahead(const struct moment *topic, const struct report *report);

/* Whether `sentence` opens with a time behind the year reviewed: 今年, 明年. */
bool topic_turns(const struct text *t, struct range sentence,
                 const struct report *report);

#endif
