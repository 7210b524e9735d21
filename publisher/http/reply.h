/*
 * reply - one HTTP answer, without HTTP, and how errors look.
 *
 * Errors are {"error": {"code", "field", "reason"}}.
 */
#ifndef PUBLISHER_HTTP_REPLY_H
#define PUBLISHER_HTTP_REPLY_H

#include <jansson.h>

#include "base/error.h"
#include "base/str.h"

enum http_code {
    HTTP_OK = 200,
    HTTP_NO_CONTENT = 204,
    HTTP_NOT_MODIFIED = 304,
    HTTP_BAD_REQUEST = 400,
    HTTP_UNAUTHORIZED = 401,
    HTTP_FORBIDDEN = 403,
    HTTP_NOT_FOUND = 404,
    HTTP_METHOD_NOT_ALLOWED = 405,
    HTTP_CONFLICT = 409,
    HTTP_TOO_LARGE = 413,
    HTTP_INTERNAL = 500,
    HTTP_UNAVAILABLE = 503,
};

/* What an answer that is not there yet waits for. */
enum wait_for {
    WAIT_FOR_CHANGES, /* of the store */
    WAIT_FOR_HEAD,    /* to answer */
};

enum { ETAG_BYTES = 64 };

struct reply {
    enum http_code code;
    const char *content_type;
    char *body; /* the caller frees it; NULL with bytes: no memory for one */
    size_t bytes;
    struct str lasting;     /* a body that stays, instead: gzip bytes */
    char etag[ETAG_BYTES];  /* with its quotes; empty: none */
    char allow[ETAG_BYTES]; /* the methods there are, where that is told */
    bool is_page;           /* for a browser to show, not for a program */
    bool is_cut;            /* what there was time for: it has no tag, since
                               asked again it may be more */
    uint64_t wait_ms;       /* not 0: no answer yet; ask again by then, or
                                once what it waits for has come */
    enum wait_for wait_for;
};

/* Takes `json`; a NULL one stands for lack of memory. */
void reply_json(struct reply *out, enum http_code code, json_t *json);
/* Likewise, of a page that may hold no more than there was time for. */
void reply_page(struct reply *out, json_t *json, bool is_cut);
/* A copy of `text`. */
void reply_text(struct reply *out, enum http_code code, struct str text);
/* `field` without a value: none is at fault. */
void reply_error(struct reply *out, enum http_code code, const char *word,
                 struct str field, const char *reason);
/* Why a call failed, as the error that a client sees. */
void reply_status(struct reply *out, enum status st, struct str field,
                  const struct error *err);

#endif
