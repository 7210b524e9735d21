#include "publisher/http/series_api.h"

#include "publisher/http/parameters.h"
#include "publisher/promises/promises.h"
#include "publisher/series/series.h"
#include "wire/series_json.h"

static enum status
set_series(void *to, struct str name, struct str value, struct error *err)
{
    return series_set(to, name, value, err);
}

static enum status
set_promises(void *to, struct str name, struct str value, struct error *err)
{
    return promises_set(to, name, value, err);
}

void
answer_series(struct api *api, const struct request *request,
              const struct route *route, struct reply *out)
{
    struct arena arena = ARENA_LIMIT(QUERY_ARENA_BYTES);
    struct series asked = {0};
    struct str field = {0};
    struct series_page page;
    struct error err;
    enum status st;

    (void)route;
    if (!parameters_read(request, set_series, &asked, out))
        return;
    st = series_run(api->store, &asked, api_bounds(api), &arena, &page, &field,
                    &err);
    if (st == STATUS_OK)
        reply_page(out, json_of_series_page(&page), page.is_cut);
    else
        reply_status(out, st, field, &err);
    arena_release(&arena);
}

void
answer_promises(struct api *api, const struct request *request,
                const struct route *route, struct reply *out)
{
    struct arena arena = ARENA_LIMIT(QUERY_ARENA_BYTES);
    struct promises asked = {0};
    struct str field = {0};
    struct promise_page page;
    struct error err;
    enum status st;

    (void)route;
    if (!parameters_read(request, set_promises, &asked, out))
        return;
    st = promises_run(api->store, &asked, api_bounds(api), &arena, &page,
                      &field, &err);
    if (st == STATUS_OK)
        reply_page(out, json_of_promise_page(&page), page.is_cut);
    else
        reply_status(out, st, field, &err);
    arena_release(&arena);
}
