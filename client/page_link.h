/*
 * page_link - the address of the publisher's web page, with its token.
 */
#ifndef CLIENT_PAGE_LINK_H
#define CLIENT_PAGE_LINK_H

#include "base/arena.h"
#include "base/error.h"

/*
 * Read DIR/run/http.url and DIR/run/http.token; *out lives in `a`. The token
 * stands behind "#", which a browser keeps to itself.
 * STATUS_UNAVAILABLE: no publisher serves HTTP, or not for this user.
 */
enum status page_link(const char *dir, struct arena *a, struct str *out,
                      struct error *err) __attribute__((warn_unused_result));

#endif
