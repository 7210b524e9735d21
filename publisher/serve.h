/*
 * serve - the publisher at work: one thread, one loop, every door.
 */
#ifndef PUBLISHER_SERVE_H
#define PUBLISHER_SERVE_H

#include "publisher/conversation.h"
#include "publisher/http.h"

enum { SOCKETS_MAX = 16 }; /* the default, and as many as the options take */

/* What the loop serves; all of it stays the caller's. */
struct service {
    struct conversation conversation;
    struct socket *sockets[SOCKETS_MAX];
    size_t socket_count;
    struct http *http; /* NULL: none */
    int signals;       /* a signalfd: what comes there ends the loop */
};

/* Returns when a signal has come. */
void serve(const struct service *service);

#endif
