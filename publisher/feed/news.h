/*
 * news - whether the store that is served has a newer change.
 *
 * The writer is another process and says nothing: the kernel tells of its
 * writes to the store's file (inotify), so that nobody has to ask. A write
 * is seen a moment before its commit counts, so it is looked for twice.
 */
#ifndef PUBLISHER_FEED_NEWS_H
#define PUBLISHER_FEED_NEWS_H

#include "store/store.h"

/* {.descriptor = -1} is one that follows no file. */
struct news {
    int descriptor; /* readable: look */
    uint64_t newest;
    int64_t look_at_ms; /* monotonic */
};

/* Begin to follow the store in directory `path`; the caller ends it. */
enum status news_open(struct news *n, const char *path, struct error *err)
    __attribute__((warn_unused_result));
void news_close(struct news *n);

/* When to look without having been told. */
int news_timeout_ms(const struct news *n);

/*
 * Look, if the descriptor is readable or it is time, or at once where
 * `is_told`. Whether n->newest is another number now.
 */
bool news_look(struct news *n, struct store *store, bool is_told);

#endif
