#include "publisher/http/api.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "publisher/http/asset.h"
#include "publisher/http/etag.h"
#include "publisher/http/head_api.h"
#include "publisher/http/metrics.h"
#include "publisher/http/openapi.h"
#include "publisher/http/parameters.h"
#include "publisher/http/records_api.h"
#include "publisher/http/series_api.h"
#include "store/snapshot.h"
#include "wire/control.h"
#include "wire/query.h"

static const struct str no_field = {0};

/* ---- the addresses ----------------------------------------------------- */

static void
answer_health(struct api *api, const struct request *request,
              const struct route *route, struct reply *out)
{
    (void)api;
    (void)route;
    if (!parameters_refused(request, out))
        reply_text(out, HTTP_OK, STR("ok\n"));
}

enum status
api_ready(const struct api *api, struct error *err)
{
    struct snapshot *snap = NULL;
    uint64_t change_no;
    enum status st = snapshot_open(api->store, &snap, err);

    if (st == STATUS_OK)
        st = snapshot_change_no(snap, &change_no, err);
    snapshot_close(&snap);
    return st;
}

static void
answer_ready(struct api *api, const struct request *request,
             const struct route *route, struct reply *out)
{
    struct error err;

    (void)route;
    if (parameters_refused(request, out))
        return;
    if (api_ready(api, &err) == STATUS_OK)
        reply_text(out, HTTP_OK, STR("ready\n"));
    else
        reply_error(out, HTTP_UNAVAILABLE, "unavailable", no_field, err.text);
}

static const struct route routes[] = {
    {"GET", STR_INIT("/v1/reports"), answer_query, ROW_REPORT, ENTRY_RECORDS,
     true},
    {"GET", STR_INIT("/v1/reports/{id}/text"), answer_text, 0, ENTRY_RECORDS,
     true},
    {"GET", STR_INIT("/v1/sections"), answer_query, ROW_SECTION, ENTRY_RECORDS,
     true},
    {"GET", STR_INIT("/v1/figures"), answer_query, ROW_FIGURE, ENTRY_RECORDS,
     true},
    {"GET", STR_INIT("/v1/mentions"), answer_query, ROW_MENTION, ENTRY_RECORDS,
     true},
    {"GET", STR_INIT("/v1/cite/{id}"), answer_cite, 0, ENTRY_RECORDS, true},
    {"GET", STR_INIT("/v1/series"), answer_series, 0, ENTRY_RECORDS, true},
    {"GET", STR_INIT("/v1/promises"), answer_promises, 0, ENTRY_RECORDS, true},
    {"GET", STR_INIT("/v1/changes"), answer_changes, 0, ENTRY_RECORDS, false},
    {"GET", STR_INIT("/v1/status"), answer_status, 0, ENTRY_RECORDS, false},
    {"GET", STR_INIT("/v1/dead"), answer_documents, DOCUMENT_DEAD,
     ENTRY_RECORDS, false},
    {"GET", STR_INIT("/v1/waiting"), answer_documents, DOCUMENT_WAITING,
     ENTRY_RECORDS, false},
    {"POST", STR_INIT("/v1/dead/{id}/retry"), answer_order, ORDER_RETRY,
     ENTRY_ORDER, false},
    {"POST", STR_INIT("/v1/dead/{id}/drop"), answer_order, ORDER_DROP,
     ENTRY_ORDER, false},
    {"POST", STR_INIT("/v1/documents/{id}/reprocess"), answer_order,
     ORDER_REPROCESS, ENTRY_ORDER, false},
    {"POST", STR_INIT("/v1/documents/{id}/forget"), answer_order, ORDER_FORGET,
     ENTRY_ORDER, false},
    {"POST", STR_INIT("/v1/pause"), answer_steer, STEER_PAUSE, ENTRY_ORDER,
     false},
    {"POST", STR_INIT("/v1/resume"), answer_steer, STEER_RESUME, ENTRY_ORDER,
     false},
    {"GET", STR_INIT("/healthz"), answer_health, 0, ENTRY_FREE, false},
    {"GET", STR_INIT("/readyz"), answer_ready, 0, ENTRY_FREE, false},
    {"GET", STR_INIT("/metrics"), answer_metrics, 0, ENTRY_RECORDS, false},
    {"GET", OPENAPI_PATH, answer_openapi, 0, ENTRY_FREE, false},
};

const size_t api_route_count = sizeof routes / sizeof *routes;
_Static_assert(sizeof routes / sizeof *routes <= TRAFFIC_PATHS_MAX,
               "every address is counted");

struct str
api_path(size_t number)
{
    return routes[number].path;
}

/* Whether `path` is the route's; *id is then the part that stands for {id}. */
static bool
is_path_of(const struct route *route, struct str path, struct str *id)
{
    struct str rest = route->path;
    struct str before = str_cut(&rest, STR("{id}"));

    if (before.len == route->path.len)
        return str_equal(path, route->path);
    if (path.len <= before.len + rest.len || !str_starts(path, before) ||
        !str_ends(path, rest))
        return false;
    *id = str_slice(path, before.len, path.len - rest.len);
    return !str_contains(*id, STR("/"));
}

/* HEAD is answered as GET is; its body is not sent. */
static bool
is_method_of(const struct route *route, struct str method)
{
    return str_equal(method, str_from(route->method)) ||
           (strcmp(route->method, "GET") == 0 &&
            str_equal(method, STR("HEAD")));
}

/* NULL: none. *other is then the method that the path has, if any. */
static const struct route *
find_route(struct request *r, const char **other)
{
    for (size_t i = 0; i < api_route_count; i++) {
        if (!is_path_of(&routes[i], r->path, &r->id))
            continue;
        if (is_method_of(&routes[i], r->method))
            return &routes[i];
        *other = routes[i].method;
    }
    return NULL;
}

/* To a method that the path does not have; this is the one it has. */
static void
tell_methods(const struct request *r, const char *method, struct reply *out)
{
    if (str_equal(r->method, STR("OPTIONS")))
        *out = (struct reply){.code = HTTP_NO_CONTENT};
    else
        reply_error(out, HTTP_METHOD_NOT_ALLOWED, "method", no_field,
                    "this address does not answer the method");
    snprintf(out->allow, sizeof out->allow, "%s, OPTIONS",
             strcmp(method, "GET") == 0 ? "GET, HEAD" : method);
}

/* ---- the door ---------------------------------------------------------- */

/* Taken before the answer is read: at worst it is newer than its tag says. */
static bool
find_etag(struct api *api, const struct request *r, char etag[ETAG_BYTES])
{
    struct snapshot *snap = NULL;
    uint64_t change_no = 0;
    struct error err;
    enum status st = snapshot_open(api->store, &snap, &err);

    if (st == STATUS_OK)
        st = snapshot_change_no(snap, &change_no, &err);
    snapshot_close(&snap);
    if (st == STATUS_OK)
        etag_print(r, store_id(api->store), change_no, etag);
    return st == STATUS_OK;
}

static void
answer_with_etag(struct api *api, const struct request *r,
                 const struct route *route, struct reply *out)
{
    char etag[ETAG_BYTES];
    bool has_etag = find_etag(api, r, etag);

    if (has_etag && etag_matches(r->if_none_match, etag))
        *out = (struct reply){.code = HTTP_NOT_MODIFIED};
    else
        route->answer(api, r, route, out);
    if (has_etag && !out->is_cut &&
        (out->code == HTTP_OK || out->code == HTTP_NOT_MODIFIED))
        memcpy(out->etag, etag, sizeof etag);
}

/* The page's files are for everybody, and hold nothing of the store. */
static void
answer_asset(const struct request *r, const struct asset *asset,
             struct reply *out)
{
    if (!str_equal(r->method, STR("GET")) &&
        !str_equal(r->method, STR("HEAD"))) {
        tell_methods(r, "GET", out);
        return;
    }
    *out = (struct reply){.code = HTTP_OK,
                          .content_type = asset->content_type,
                          .lasting = asset->gzip,
                          .is_page = true};
    if (etag_matches(r->if_none_match, asset->etag))
        *out = (struct reply){.code = HTTP_NOT_MODIFIED, .is_page = true};
    snprintf(out->etag, sizeof out->etag, "%s", asset->etag);
}

static void
answer_elsewhere(const struct request *r, const char *method, struct reply *out)
{
    const struct asset *asset = asset_find(r->path);

    if (method)
        tell_methods(r, method, out);
    else if (asset)
        answer_asset(r, asset, out);
    else
        reply_error(out, HTTP_NOT_FOUND, "not_found", no_field,
                    "there is nothing at this address");
}

static void
answer_route(struct api *api, const struct request *r,
             const struct route *route, struct reply *out)
{
    int64_t began_us = clock_monotonic_us();

    if (route->has_etag)
        answer_with_etag(api, r, route, out);
    else
        route->answer(api, r, route, out);
    if (out->wait_ms == 0)
        traffic_count(&api->traffic, (size_t)(route - routes), out->code,
                      clock_monotonic_us() - began_us);
}

void
api_answer(struct api *api, struct request *r, struct reply *out)
{
    const char *other = NULL;
    const struct route *route;

    if (!door_knows(&api->door, r, out))
        return;
    route = find_route(r, &other);
    if (!route)
        answer_elsewhere(r, other, out);
    else if (parameters_are_sound(r, out) &&
             door_admits(&api->door, r, route->entry, out))
        answer_route(api, r, route, out);
}

void
api_end(struct api *api, uint64_t ticket)
{
    if (api->head)
        head_forget(api->head, ticket);
}
