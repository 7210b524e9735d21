/*
 * fake_server - a server on a socket of its own, that answers as a test
 * tells it to; it runs in a thread.
 */
#ifndef TESTS_CLIENT_FAKE_SERVER_H
#define TESTS_CLIENT_FAKE_SERVER_H

#include <pthread.h>
#include <stdatomic.h>

#include "wire/socket.h"

struct fake_server {
    /*
     * The answer to `request`, which has its request_id already; false:
     * none. Called in the thread. Hello it answers by itself.
     */
    bool (*answer)(void *context, const struct message *request,
                   struct message *out);
    void *context;
    char directory[32];
    char endpoint[64];
    pthread_t thread;
    atomic_bool is_stopping;
    atomic_bool is_listening;
    atomic_int hellos;
};

/* Choose an endpoint; nothing listens there yet. */
void fake_server_init(struct fake_server *s,
                      bool (*answer)(void *context,
                                     const struct message *request,
                                     struct message *out),
                      void *context);
/* Listen there; returns once it does. May be called again after a stop. */
void fake_server_start(struct fake_server *s);
void fake_server_stop(struct fake_server *s);
/* Remove what init made. */
void fake_server_release(struct fake_server *s);

#endif
