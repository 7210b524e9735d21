/*
 * etag - what names an answer, so that it need not be sent twice.
 *
 * Weak ones: an answer of the same rows may differ in how long it took.
 */
#ifndef PUBLISHER_HTTP_ETAG_H
#define PUBLISHER_HTTP_ETAG_H

#include "publisher/http/reply.h"
#include "publisher/http/request.h"

/* That of `request` to the store `store_id` as of change `change_no`. */
void etag_print(const struct request *request, struct str store_id,
                uint64_t change_no, char out[ETAG_BYTES]);
/* Whether `header`, an If-None-Match, names it. */
bool etag_matches(struct str header, const char *etag);

#endif
