/*
 * planned_list - items that a sentence before announced as what is to be done.
 *
 * 我们会推行以下措施: leads in (一) 增拨1亿元…; (二) 增设300个名额…, each a
 * paragraph of its own. Only what opens an item is of the plan; what follows
 * may as well look back.
 */
#ifndef WORKER_EXTRACT_FIGURE_PLANNED_LIST_H
#define WORKER_EXTRACT_FIGURE_PLANNED_LIST_H

#include "worker/extract/text/words.h"

struct planned_list {
    bool is_open;
};

/* Where a sentence stands. */
struct planned_place {
    bool is_first; /* it begins its paragraph */
    bool is_ahead; /* its paragraph speaks of a time to come */
};

/*
 * Whether `sentence` opens an item of a list that is planned. A paragraph without a label ends the list, and a
 * sentence that ends with a colon may open one. Cuts words into `words`, which
 * is empty again afterwards; out of memory, no list is opened.
 */
bool planned_list_goes_on(struct planned_list *list, struct words *words,
                          struct range sentence, struct planned_place place,
                          struct arena *arena);

#endif
