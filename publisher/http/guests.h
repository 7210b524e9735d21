/*
 * guests - how long each connection may take for what it does.
 *
 * libmicrohttpd ends what is idle; one that sends or takes a byte now and
 * then it would keep for ever, and a few hundred of these keep all others
 * out.
 */
#ifndef PUBLISHER_HTTP_GUESTS_H
#define PUBLISHER_HTTP_GUESTS_H

#include <stdint.h>

enum {
    /* From the connection to the end of its first request's headers. */
    GUEST_GREETING_MS = 10000,
    /* From an answer to the end of the next request's headers. */
    GUEST_IDLE_MS = 30000,
    /* To take an answer, the largest too. */
    GUEST_ANSWER_MS = 120000,
    /* While it waits for an answer. */
    GUEST_FOR_EVER = -1,
};

struct guest;
/* {0} is empty. */
struct guests {
    struct guest *first;
};

/* Of socket `fd`, with the time for a greeting; NULL: out of memory. */
struct guest *guest_add(struct guests *g, int fd);
void guest_remove(struct guests *g, struct guest *guest); /* NULL is fine */
/* It has so long from now on; NULL is fine. */
void guest_allow(struct guest *guest, int64_t ms);

/* Until the first one's time is over; INT64_MAX: never. */
int64_t guests_left_ms(const struct guests *g);
/* Shut the sockets whose time is over; who polls them learns of it. */
void guests_turn(struct guests *g);

#endif
