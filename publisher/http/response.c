#include "publisher/http/response.h"

#include <stdlib.h>

#include "publisher/http/gzip.h"

/* A smaller body fits a packet or two anyway. */
enum { PACK_MIN_BYTES = 1024 };

struct header {
    const char *name, *value;
};

/*
 * A page may load what we serve and nothing else, and nobody may frame it; an
 * answer for programs is no page at all.
 */
static const struct header page_headers[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; "
     "img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
     "form-action 'none'; frame-ancestors 'none'; "
     "require-trusted-types-for 'script'; trusted-types 'none'"},
};
static const struct header answer_headers[] = {
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
};
static const struct header all_headers[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
};

static void
add_headers(struct MHD_Response *response, const struct header *headers,
            size_t count)
{
    for (size_t i = 0; i < count; i++)
        MHD_add_response_header(response, headers[i].name, headers[i].value);
}

static void
add_validity(struct MHD_Response *response, const struct reply *reply)
{
    /* Kept by a browser, but shown only after asking whether it still holds. */
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL,
                            reply->etag[0] ? "private, no-cache" : "no-store");
    if (reply->etag[0])
        MHD_add_response_header(response, MHD_HTTP_HEADER_ETAG, reply->etag);
    MHD_add_response_header(response, MHD_HTTP_HEADER_VARY,
                            MHD_HTTP_HEADER_ACCEPT_ENCODING);
}

static void
add_all(struct MHD_Response *response, const struct reply *reply)
{
    add_headers(response, all_headers,
                sizeof all_headers / sizeof *all_headers);
    if (reply->is_page)
        add_headers(response, page_headers,
                    sizeof page_headers / sizeof *page_headers);
    else
        add_headers(response, answer_headers,
                    sizeof answer_headers / sizeof *answer_headers);
    add_validity(response, reply);
    if (reply->content_type)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE,
                                reply->content_type);
    if (reply->allow[0])
        MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, reply->allow);
    if (reply->code == HTTP_UNAUTHORIZED)
        MHD_add_response_header(response, MHD_HTTP_HEADER_WWW_AUTHENTICATE,
                                "Bearer realm=\"baogao\"");
    if (reply->code == HTTP_UNAVAILABLE)
        MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, "1");
}

/* Takes `body`. */
static struct MHD_Response *
of_body(char *body, size_t bytes)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(bytes, body, MHD_RESPMEM_MUST_FREE);

    if (!response)
        free(body);
    return response;
}

static struct MHD_Response *
of_lasting(struct str gzip, bool takes_gzip)
{
    struct packed_bytes plain;

    if (takes_gzip)
        return MHD_create_response_from_buffer(
            gzip.len, (void *)(uintptr_t)gzip.ptr, MHD_RESPMEM_PERSISTENT);
    plain = gzip_unpack(gzip);
    return plain.ptr ? of_body(plain.ptr, plain.len) : NULL;
}

/* Packs the body if that is wanted and makes it smaller. */
static struct MHD_Response *
of_answer(struct reply *reply, bool *is_packed)
{
    struct packed_bytes packed = {0};

    if (*is_packed && reply->bytes >= PACK_MIN_BYTES)
        packed = gzip_pack((struct str){reply->body, reply->bytes});
    *is_packed = packed.ptr && packed.len < reply->bytes;
    if (!*is_packed) {
        free(packed.ptr);
        return of_body(reply->body, reply->bytes);
    }
    free(reply->body);
    return of_body(packed.ptr, packed.len);
}

struct MHD_Response *
response_make(struct reply *reply, bool takes_gzip)
{
    bool is_packed = takes_gzip;
    struct MHD_Response *response = reply->lasting.len
                                        ? of_lasting(reply->lasting, takes_gzip)
                                        : of_answer(reply, &is_packed);

    if (!response)
        return NULL;
    add_all(response, reply);
    if (is_packed)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_ENCODING,
                                "gzip");
    return response;
}
