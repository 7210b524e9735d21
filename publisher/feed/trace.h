/*
 * trace - which documents go by, one line each at level debug.
 */
#ifndef PUBLISHER_FEED_TRACE_H
#define PUBLISHER_FEED_TRACE_H

#include "store/store.h"
#include "wire/feed.h"

/* What the store holds since change `after`; of very many the first. */
void trace_news(struct store *store, uint64_t after);
/* `message` says what has become of the changes of a page. */
void trace_page(const char *message, const struct change_page *page);

#endif
