/*
 * short_names - names that a report gives itself: 监警会 behind
 * 独立监察警方处理投诉委员会（“监警会”）.
 *
 * Such a name is one word from there on and before: 会 in 监警会审核 tells
 * no future, 培训 in 再培训局 is no verb.
 */
#ifndef WORKER_EXTRACT_FIGURE_SHORT_NAMES_H
#define WORKER_EXTRACT_FIGURE_SHORT_NAMES_H

#include "worker/extract/text/words.h"

/*
 * Learn the names given in `r` (the first NAMES_MAX of them) and have
 * `words` keep them whole. They are in `arena`; false: no memory.
 */
bool short_names_learn(struct range r, struct arena *arena,
                       struct words *words);

#endif
