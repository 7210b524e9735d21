/*
 * serve - the publisher at work: one thread, one loop, every door.
 */
#ifndef PUBLISHER_SERVE_H
#define PUBLISHER_SERVE_H

#include "publisher/conversation.h"
#include "publisher/feed/follow.h"
#include "publisher/feed/news.h"
#include "publisher/http/http.h"
#include "publisher/options.h"

enum {
    /* Of each kind: the default, and as many as the options take. */
    SOCKETS_MAX = 16,
    FEEDS_MAX = 16,
};

/* What the loop serves; all of it stays the caller's. */
struct service {
    struct conversation conversation;
    struct socket *sockets[SOCKETS_MAX];
    size_t socket_count;
    struct socket *feeds[FEEDS_MAX]; /* told of new changes */
    size_t feed_count;
    struct news news;
    int64_t given_back_ms; /* when freed memory last was */
    bool has_looked; /* what comes now is new, and was not there at start */
    struct waiting waiting; /* what the conversation points at */
    struct columns columns; /* of the store that is served */
    struct api api;         /* what HTTP answers from */
    struct http *http;      /* NULL: none */
    struct follow *follow;  /* NULL: the store is its own machine's */
    struct copies *copies;  /* whose served one is the store, if it follows */
    int signals;            /* a signalfd */
    const struct options *options; /* what SIGHUP changes */
    const char *token_path;        /* of HTTP, where there is one */
};

/*
 * Returns STATUS_OK when a signal to end has come, another status when the copy it
 * keeps cannot be written.
 */
enum status serve(struct service *service, struct error *err)
    __attribute__((warn_unused_result));

#endif
