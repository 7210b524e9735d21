/*
 * api - the HTTP interface without HTTP: a request in, a reply out.
 *
 *     GET /v1/reports, /v1/sections, /v1/figures   a page, filters as
 *                                                  parameters
 *     GET /v1/cite/ID                              a citation
 *     GET /v1/changes                              a page of the change log
 *     GET /healthz                                 ok
 *
 * Errors are {"error": {"code", "field", "reason"}}.
 */
#ifndef PUBLISHER_API_H
#define PUBLISHER_API_H

#include "base/str.h"
#include "store/store.h"

struct parameter {
    struct str name;
    struct str value;
};

/* More than any address takes. */
enum { API_PARAMETERS_MAX = 48 };

/* Everything is unescaped, and may be anything. */
struct request {
    struct str method;
    struct str path;
    struct str host; /* the Host header; ptr NULL: there is none */
    struct parameter parameters[API_PARAMETERS_MAX];
    size_t parameter_count; /* may be more than are kept */
    uint64_t waited_ms;     /* since it came */
    bool may_wait;          /* there is room for one more that does */
};

struct reply {
    unsigned code; /* of HTTP */
    const char *content_type;
    char *body; /* the caller frees it; NULL: no memory for one */
    size_t bytes;
    uint64_t wait_ms; /* not 0: no answer yet; ask again by then, or once the
                         store has changed */
};

void api_answer(struct store *store, const struct request *request,
                struct reply *out);

#endif
