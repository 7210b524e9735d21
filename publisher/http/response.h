/*
 * response - a reply as libmicrohttpd sends it: headers, and packed if that
 * is wanted.
 */
#ifndef PUBLISHER_HTTP_RESPONSE_H
#define PUBLISHER_HTTP_RESPONSE_H

#include <microhttpd.h>

#include "publisher/http/reply.h"

/*
 * Takes the reply's body. NULL: out of memory. The caller ends it with
 * MHD_destroy_response().
 */
struct MHD_Response *response_make(struct reply *reply, bool takes_gzip);

#endif
