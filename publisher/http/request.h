/*
 * request - one HTTP request, without HTTP.
 */
#ifndef PUBLISHER_HTTP_REQUEST_H
#define PUBLISHER_HTTP_REQUEST_H

#include "base/str.h"

struct parameter {
    struct str name;
    struct str value;
};

/* More than any address takes. */
enum { REQUEST_PARAMETERS_MAX = 48 };

/*
 * Everything is unescaped, and may be anything. A header that was not sent
 * has no value: see record_has().
 */
struct request {
    struct str method;
    struct str path;
    struct str id; /* of the path, what stands for its route's {id} */
    struct parameter parameters[REQUEST_PARAMETERS_MAX];
    size_t parameter_count; /* may be more than are kept */

    struct str host;
    struct str origin;
    struct str authorization;
    struct str if_none_match;
    bool is_forwarded; /* a proxy says that it brings somebody else's */

    uint64_t waited_ms; /* since it came */
    bool may_wait;      /* there is room for one more that waits for changes */
    uint64_t *ticket;   /* of what the head was asked for it, 0: nothing yet;
                           NULL: it cannot wait for the head */
};

#endif
