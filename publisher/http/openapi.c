#include "publisher/http/openapi.h"

#include <stdlib.h>

#include "publisher/http/asset.h"
#include "publisher/http/gzip.h"
#include "publisher/http/parameters.h"
#include "record/json.h"
#include "wire/query_fields.h"

static json_t *
schema_of(const struct query_field *f)
{
    json_t *names;

    switch (f->type) {
    case QUERY_FLAG:
        return json_pack("{s:s}", "type", "boolean");
    case QUERY_NUMBER:
        return json_pack("{s:s, s:i, s:I}", "type", "integer", "minimum", 1,
                         "maximum", (json_int_t)f->max);
    case QUERY_NAME:
        names = json_array();
        for (unsigned i = 0; i < f->names->count; i++)
            if (f->names->names[i])
                json_array_append_new(names, json_string(f->names->names[i]));
        return json_pack("{s:s, s:o}", "type", "string", "enum", names);
    default:
        return json_pack("{s:s}", "type", "string");
    }
}

/* `words`: what the file says of each filter. */
static json_t *
query_parameters(const json_t *words)
{
    json_t *parameters = json_array();

    for (size_t i = 0; i < QUERY_FIELD_COUNT; i++) {
        const struct query_field *f = &query_fields[i];
        json_t *words_of = json_object_getn(words, f->name.ptr, f->name.len);
        json_t *parameter =
            json_pack("{s:o, s:s, s:o, s:o}", "name", json_of_str(f->name),
                      "in", "query", "description",
                      words_of ? json_incref(words_of) : json_of_str(f->name),
                      "schema", schema_of(f));
        json_array_append_new(parameters, parameter);
    }
    return parameters;
}

/* The parameters of a path that points at the filters become those. */
static void
fill_in(json_t *paths, json_t *parameters)
{
    const char *path;
    json_t *methods;

    json_object_foreach(paths, path, methods)
    {
        json_t *get = json_object_get(methods, "get");
        if (json_is_object(json_object_get(get, "parameters")))
            json_object_set(get, "parameters", parameters);
    }
}

static json_t *
read_file(void)
{
    const struct asset *asset = asset_find((struct str)OPENAPI_PATH);
    struct packed_bytes text = {0};
    json_t *document = NULL;

    if (asset)
        text = gzip_unpack(asset->gzip);
    if (text.ptr)
        document = json_loadb(text.ptr, text.len, 0, NULL);
    free(text.ptr);
    return document;
}

void
answer_openapi(struct api *api, const struct request *request,
               const struct route *route, struct reply *out)
{
    json_t *document, *parameters;

    (void)api;
    (void)route;
    if (parameters_refused(request, out))
        return;
    document = read_file();
    parameters = query_parameters(json_object_get(document, "x-query"));
    fill_in(json_object_get(document, "paths"), parameters);
    json_object_del(document, "x-query");
    json_decref(parameters);
    reply_json(out, HTTP_OK, document);
}
