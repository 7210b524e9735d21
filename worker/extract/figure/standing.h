/*
 * standing - whether a figure is done, planned, estimated, under way or
 * part of a problem.
 */
#ifndef WORKER_EXTRACT_FIGURE_STANDING_H
#define WORKER_EXTRACT_FIGURE_STANDING_H

#include "worker/extract/figure/clause.h"
#include "worker/extract/text/words.h"

/*
 * The status of the figure in `slot`. `kind` is that of its section;
 * *is_inherited tells whether only the section spoke.
 */
enum figure_status standing_of_figure(const struct words *w,
                                      struct range sentence,
                                      const struct slot *slot,
                                      enum section_kind kind,
                                      bool *is_inherited);

/* 要, 必须 in `left`, the words of a clause in front of its figure. */
bool standing_clause_demands(const struct words *w, struct range left);

/* 我们会推行以下措施: leads in a list of what is planned. */
bool standing_announces(const struct words *w, struct range sentence);

/* Whether `sentence` says what is to be done: 要, 必须, 将, 力争. */
bool standing_demands(const struct words *w, struct range sentence);

#endif
