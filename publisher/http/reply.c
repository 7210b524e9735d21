#include "publisher/http/reply.h"

#include <stdlib.h>
#include <string.h>

#include "record/json.h"

static const char content_json[] = "application/json; charset=utf-8";
static const char content_text[] = "text/plain; charset=utf-8";

/* Takes `body`. */
static void
reply_body(struct reply *out, enum http_code code, const char *content_type,
           char *body, size_t bytes)
{
    *out = (struct reply){
        .code = body ? code : HTTP_UNAVAILABLE,
        .content_type = content_type,
        .body = body,
        .bytes = body ? bytes : 0,
    };
}

void
reply_json(struct reply *out, enum http_code code, json_t *json)
{
    char *body = json ? json_dumps(json, JSON_ON_ONE_LINE) : NULL;

    json_decref(json);
    reply_body(out, code, content_json, body, body ? strlen(body) : 0);
}

void
reply_page(struct reply *out, json_t *json, bool is_cut)
{
    reply_json(out, HTTP_OK, json);
    out->is_cut = is_cut;
}

void
reply_text(struct reply *out, enum http_code code, struct str text)
{
    char *body = malloc(text.len + 1);

    if (body)
        memcpy(body, text.ptr, text.len);
    reply_body(out, code, content_text, body, text.len);
}

void
reply_error(struct reply *out, enum http_code code, const char *word,
            struct str field, const char *reason)
{
    reply_json(out, code,
               json_pack("{s:{s:s, s:o, s:s}}", "error", "code", word, "field",
                         json_of_str(field), "reason", reason));
}

void
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
