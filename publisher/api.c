#include "publisher/api.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "daemon/loopback.h"
#include "publisher/cite.h"
#include "publisher/feed.h"
#include "publisher/query.h"
#include "wire/feed_json.h"
#include "wire/row_json.h"

enum http_code {
    HTTP_OK = 200,
    HTTP_BAD_REQUEST = 400,
    HTTP_FORBIDDEN = 403,
    HTTP_NOT_FOUND = 404,
    HTTP_METHOD_NOT_ALLOWED = 405,
    HTTP_CONFLICT = 409,
    HTTP_INTERNAL = 500,
    HTTP_UNAVAILABLE = 503,
};

static const char content_json[] = "application/json; charset=utf-8";
static const char content_text[] = "text/plain; charset=utf-8";

/* ---- replies ----------------------------------------------------------------
 */

/* Takes `json`; a NULL one stands for lack of memory. */
static void
reply_json(struct reply *out, enum http_code code, json_t *json)
{
    char *body = json ? json_dumps(json, JSON_ON_ONE_LINE) : NULL;

    json_decref(json);
    *out = (struct reply){
        .code = body ? code : HTTP_UNAVAILABLE,
        .content_type = content_json,
        .body = body,
        .bytes = body ? strlen(body) : 0,
    };
}

static void
reply_error(struct reply *out, enum http_code code, const char *word,
            struct str field, const char *reason)
{
    reply_json(out, code,
               json_pack("{s:{s:s, s:o, s:s}}", "error", "code", word, "field",
                         json_of_str(field), "reason", reason));
}

static void
reply_status(struct reply *out, enum status st, struct str field,
             const struct error *err)
{
    static const struct {
        enum http_code code;
        const char *word;
    } of_status[] = {
        [STATUS_OK] = {HTTP_OK, ""},
        [STATUS_NOT_FOUND] = {HTTP_NOT_FOUND, "not_found"},
        [STATUS_INVALID] = {HTTP_BAD_REQUEST, "field"},
        [STATUS_UNAVAILABLE] = {HTTP_UNAVAILABLE, "unavailable"},
        [STATUS_CORRUPT] = {HTTP_INTERNAL, "damaged"},
    };

    reply_error(out, of_status[st].code, of_status[st].word, field, err->text);
}

/* ---- the resources ----------------------------------------------------- */

struct route {
    struct str path; /* or its beginning, if it ends in a slash */
    void (*answer)(struct store *store, const struct request *request,
                   const struct route *route, struct reply *out);
    enum row_kind rows;
};

static const struct parameter *
find_repeated(const struct request *r)
{
    for (size_t i = 0; i < r->parameter_count; i++)
        for (size_t j = 0; j < i; j++)
            if (str_equal(r->parameters[i].name, r->parameters[j].name))
                return &r->parameters[i];
    return NULL;
}

/* Sets the field of a request's own struct that a parameter names. */
typedef enum status setter(void *to, struct str name, struct str value,
                           struct error *err);

static enum status
set_query(void *to, struct str name, struct str value, struct error *err)
{
    return query_set(to, name, value, err);
}

static enum status
set_changes(void *to, struct str name, struct str value, struct error *err)
{
    return changes_set(to, name, value, err);
}

/* False: *out is the reply. */
static bool
read_parameters(const struct request *r, setter *set, void *to,
                struct reply *out)
{
    const struct parameter *repeated = find_repeated(r);
    struct error err;

    if (repeated) {
        reply_error(out, HTTP_BAD_REQUEST, "field", repeated->name,
                    "the parameter is given twice");
        return false;
    }
    for (size_t i = 0; i < r->parameter_count; i++) {
        const struct parameter *p = &r->parameters[i];
        if (set(to, p->name, p->value, &err) == STATUS_OK)
            continue;
        reply_error(out, HTTP_BAD_REQUEST, "field", p->name, err.text);
        return false;
    }
    return true;
}

static void
answer_query(struct store *store, const struct request *request,
             const struct route *route, struct reply *out)
{
    struct arena arena = ARENA_LIMIT(QUERY_ARENA_BYTES);
    struct query q = {.rows = route->rows};
    struct str field = {0};
    struct page page;
    struct error err;
    enum status st;

    if (!read_parameters(request, set_query, &q, out))
        return;
    st = query_run(store, &q, &query_bounds_usual, &arena, &page, &field, &err);
    if (st == STATUS_OK)
        reply_json(out, HTTP_OK, json_of_page(&page));
    else
        reply_status(out, st, field, &err);
    arena_release(&arena);
}

/* Nothing has changed: the reply comes later, as long as it may. */
static void
wait_for_changes(const struct request *request, const struct changes *asked,
                 struct reply *out)
{
    static const struct str no_field = {0};

    if (request->may_wait)
        *out = (struct reply){.wait_ms = asked->wait_ms - request->waited_ms};
    else
        reply_error(out, HTTP_UNAVAILABLE, "unavailable", no_field,
                    "too many requests wait already");
}

static void
answer_changes(struct store *store, const struct request *request,
               const struct route *route, struct reply *out)
{
    struct arena arena = ARENA_LIMIT(QUERY_ARENA_BYTES);
    struct changes asked = {0};
    struct change_page page;
    struct error err;
    enum status st;

    (void)route;
    if (!read_parameters(request, set_changes, &asked, out))
        return;
    st = feed_page(store, &asked, &arena, &page, &err);
    if (st == STATUS_OK && page.count == 0 &&
        request->waited_ms < asked.wait_ms)
        wait_for_changes(request, &asked, out);
    else if (st == STATUS_OK)
        reply_json(out, HTTP_OK, json_of_change_page(&page));
    else if (st == STATUS_NOT_FOUND)
        reply_error(out, HTTP_CONFLICT, "other_store", STR("store_id"),
                    err.text);
    else
        reply_status(out, st, (struct str){0}, &err);
    arena_release(&arena);
}

static bool
refuse_parameters(const struct request *request, struct reply *out)
{
    if (request->parameter_count == 0)
        return false;
    reply_error(out, HTTP_BAD_REQUEST, "field", request->parameters[0].name,
                "this address takes no parameters");
    return true;
}

static void
answer_cite(struct store *store, const struct request *request,
            const struct route *route, struct reply *out)
{
    struct arena arena = ARENA_LIMIT(QUERY_ARENA_BYTES);
    struct str id =
        str_slice(request->path, route->path.len, request->path.len);
    struct citation citation;
    struct error err;
    enum status st;

    if (refuse_parameters(request, out))
        return;
    st = cite_run(store, id, &arena, &citation, &err);
    if (st == STATUS_OK)
        reply_json(out, HTTP_OK, json_of_citation(&citation));
    else
        reply_status(out, st,
                     st == STATUS_INVALID ? STR("figure") : (struct str){0},
                     &err);
    arena_release(&arena);
}

static void
answer_health(struct store *store, const struct request *request,
              const struct route *route, struct reply *out)
{
    static const char ok[] = "ok\n";
    char *body;

    (void)store;
    (void)route;
    if (refuse_parameters(request, out))
        return;
    body = strdup(ok);
    *out = (struct reply){
        .code = body ? HTTP_OK : HTTP_UNAVAILABLE,
        .content_type = content_text,
        .body = body,
        .bytes = body ? strlen(body) : 0,
    };
}

static const struct route routes[] = {
    {STR_INIT("/v1/reports"), answer_query, ROW_REPORT},
    {STR_INIT("/v1/sections"), answer_query, ROW_SECTION},
    {STR_INIT("/v1/figures"), answer_query, ROW_FIGURE},
    {STR_INIT("/v1/mentions"), answer_query, ROW_MENTION},
    {STR_INIT("/v1/cite/"), answer_cite, 0},
    {STR_INIT("/v1/changes"), answer_changes, 0},
    {STR_INIT("/healthz"), answer_health, 0},
};

static const struct route *
find_route(struct str path)
{
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        bool is_open = str_ends(routes[i].path, STR("/"));
        if (is_open ? str_starts(path, routes[i].path)
                    : str_equal(path, routes[i].path))
            return &routes[i];
    }
    return NULL;
}

/* ---- the door ---------------------------------------------------------- */

static bool
is_well_formed(const struct request *r)
{
    for (size_t i = 0; i < r->parameter_count; i++) {
        const struct parameter *p = &r->parameters[i];
        if (utf8_valid_prefix(p->name) != p->name.len ||
            utf8_valid_prefix(p->value) != p->value.len)
            return false;
    }
    return true;
}

void
api_answer(struct store *store, const struct request *r, struct reply *out)
{
    static const struct str no_field = {0};
    const struct route *route = find_route(r->path);

    /* A page from elsewhere may have its own name lead to this machine. */
    if (record_has(r->host) && !is_loopback_host(host_of_authority(r->host)))
        reply_error(out, HTTP_FORBIDDEN, "host", no_field,
                    "the Host header names another machine than this");
    else if (!str_equal(r->method, STR("GET")) &&
             !str_equal(r->method, STR("HEAD")))
        reply_error(out, HTTP_METHOD_NOT_ALLOWED, "method", no_field,
                    "only GET and HEAD are answered");
    else if (!route)
        reply_error(out, HTTP_NOT_FOUND, "not_found", no_field,
                    "there is nothing at this address");
    else if (r->parameter_count > API_PARAMETERS_MAX)
        reply_error(out, HTTP_BAD_REQUEST, "malformed", no_field,
                    "too many parameters");
    else if (!is_well_formed(r))
        reply_error(out, HTTP_BAD_REQUEST, "malformed", no_field,
                    "a parameter is not UTF-8");
    else
        route->answer(store, r, route, out);
}
