/*
 * door - who may ask for what over HTTP.
 *
 * A page from elsewhere, in a browser on this machine, must reach nothing:
 * its Host (its own name may lead here) and its Origin tell. Whoever asks
 * on this machine may read; to change something takes the token, and so
 * does everything that comes from another machine.
 */
#ifndef PUBLISHER_HTTP_DOOR_H
#define PUBLISHER_HTTP_DOOR_H

#include "publisher/http/reply.h"
#include "publisher/http/request.h"
#include "publisher/http/token.h"

enum { DOOR_NAMES_MAX = 16 };

/* {0} is the door of a listener on loopback that changes nothing. */
struct door {
    bool is_wide; /* other machines reach the listener */
    /* Names besides those of loopback that a Host may hold: a proxy's. */
    const char *names[DOOR_NAMES_MAX];
    size_t name_count;
    struct token token; /* empty: none opens it */
};

/* What one address asks of whoever comes to it. */
enum entry {
    ENTRY_RECORDS, /* reading */
    ENTRY_FREE,    /* reading of what anybody may know */
    ENTRY_ORDER,   /* a change of state */
};

/* Whether the request names us, and comes from no foreign page. */
bool door_knows(const struct door *d, const struct request *r,
                struct reply *out);
/* Whether it may enter here. False, for both: *out is the reply. */
bool door_admits(const struct door *d, const struct request *r,
                 enum entry entry, struct reply *out);

#endif
