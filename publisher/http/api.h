/*
 * api - the HTTP interface without HTTP: a request in, a reply out.
 *
 * What there is at which address is the table in api.c, which the OpenAPI
 * document (web/openapi.json) describes. What is not in the table is a file
 * of the page (asset.h).
 */
#ifndef PUBLISHER_HTTP_API_H
#define PUBLISHER_HTTP_API_H

#include "publisher/feed/follow.h"
#include "publisher/http/door.h"
#include "publisher/http/head.h"
#include "publisher/http/reply.h"
#include "publisher/http/request.h"
#include "publisher/http/traffic.h"
#include "publisher/query/query.h"
#include "publisher/report/census.h"
#include "store/store.h"

/* What answers are made from; all of it stays the caller's. */
struct api {
    struct store *store;                   /* the one that is served now */
    struct head *head;                     /* NULL: there is none to ask */
    const struct follow_status *following; /* NULL: it follows nobody */
    const char *dir;                       /* that holds store/ */
    struct door door;
    struct traffic traffic;
    struct census census;
    struct columns *columns;           /* for queries; NULL: none */
    const struct query_bounds *bounds; /* of a page; NULL: the usual */
};

static inline const struct query_bounds *
api_bounds(const struct api *api)
{
    return api->bounds ? api->bounds : &query_bounds_usual;
}

struct route;
typedef void route_answer(struct api *api, const struct request *request,
                          const struct route *route, struct reply *out);

struct route {
    const char *method;
    struct str path; /* one part of it may be {id} */
    route_answer *answer;
    int argument; /* a value of the enum that `answer` takes */
    enum entry entry;
    bool has_etag; /* the same as long as the store has no change */
};

/* Answer, or say in *out what the answer waits for. Sets request->id. */
void api_answer(struct api *api, struct request *request, struct reply *out);
/* The addresses, as api->traffic counts them. */
extern const size_t api_route_count;
struct str api_path(size_t number);

/* Whether the store can be read now; else why not. */
enum status api_ready(const struct api *api, struct error *err)
    __attribute__((warn_unused_result));

/* The request that had this ticket is over. */
void api_end(struct api *api, uint64_t ticket);

#endif
