#include "publisher/http/records_api.h"

#include "publisher/feed/feed.h"
#include "publisher/http/parameters.h"
#include "publisher/query/query.h"
#include "publisher/report/cite.h"
#include "publisher/report/report_text.h"
#include "wire/feed_json.h"
#include "wire/row_json.h"

static const struct str no_field = {0};

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

void
answer_query(struct api *api, const struct request *request,
             const struct route *route, struct reply *out)
{
    struct arena arena = ARENA_LIMIT(QUERY_ARENA_BYTES);
    struct query q = {.rows = (enum row_kind)route->argument};
    struct str field = {0};
    struct page page;
    struct error err;
    enum status st;

    if (!parameters_read(request, set_query, &q, out))
        return;
    st = query_run(api->store, api->columns, &q, api_bounds(api), &arena, &page,
                   &field, &err);
    if (st == STATUS_OK)
        reply_page(out, json_of_page(&page), page.is_cut);
    else
        reply_status(out, st, field, &err);
    arena_release(&arena);
}

/* Nothing has changed: the reply comes later, as long as it may. */
static void
wait_for_changes(const struct request *request, const struct changes *asked,
                 struct reply *out)
{
    if (request->may_wait)
        *out = (struct reply){.wait_ms = asked->wait_ms - request->waited_ms,
                              .wait_for = WAIT_FOR_CHANGES};
    else
        reply_error(out, HTTP_UNAVAILABLE, "unavailable", no_field,
                    "too many requests wait already");
}

void
answer_changes(struct api *api, const struct request *request,
               const struct route *route, struct reply *out)
{
    struct arena arena = ARENA_LIMIT(QUERY_ARENA_BYTES);
    struct changes asked = {0};
    struct change_page page;
    struct error err;
    enum status st;

    (void)route;
    if (!parameters_read(request, set_changes, &asked, out))
        return;
    st = feed_page(api->store, &asked, &arena, &page, &err);
    if (st == STATUS_OK && page.count == 0 &&
        request->waited_ms < asked.wait_ms)
        wait_for_changes(request, &asked, out);
    else if (st == STATUS_OK)
        reply_json(out, HTTP_OK, json_of_change_page(&page));
    else if (st == STATUS_NOT_FOUND)
        reply_error(out, HTTP_CONFLICT, "other_store", STR("store_id"),
                    err.text);
    else
        reply_status(out, st, no_field, &err);
    arena_release(&arena);
}

void
answer_cite(struct api *api, const struct request *request,
            const struct route *route, struct reply *out)
{
    struct arena arena = ARENA_LIMIT(QUERY_ARENA_BYTES);
    struct citation citation;
    struct error err;
    enum status st;

    (void)route;
    if (parameters_refused(request, out))
        return;
    st = cite_run(api->store, request->id, &arena, &citation, &err);
    if (st == STATUS_OK)
        reply_json(out, HTTP_OK, json_of_citation(&citation));
    else
        reply_status(out, st, st == STATUS_INVALID ? STR("figure") : no_field,
                     &err);
    arena_release(&arena);
}

/* {"row": {…}, "text": "…", "repairs": […], "as_of": N} */
static json_t *
json_of_report_text(const struct report_text *text)
{
    json_t *repairs = json_array();

    for (size_t i = 0; i < text->repair_count; i++)
        json_array_append_new(repairs, json_of_repair(&text->repairs[i]));
    return json_pack("{s:o, s:o, s:o, s:I}", "row", json_of_row(&text->row),
                     "text", json_of_str(text->text), "repairs", repairs,
                     "as_of", (json_int_t)text->as_of);
}

void
answer_text(struct api *api, const struct request *request,
            const struct route *route, struct reply *out)
{
    struct arena arena = ARENA_LIMIT(QUERY_ARENA_BYTES);
    struct report_text text;
    struct error err;
    enum status st;

    (void)route;
    if (parameters_refused(request, out))
        return;
    st = report_text_read(api->store, request->id, &arena, &text, &err);
    if (st == STATUS_OK)
        reply_json(out, HTTP_OK, json_of_report_text(&text));
    else
        reply_status(out, st, st == STATUS_INVALID ? STR("report") : no_field,
                     &err);
    arena_release(&arena);
}
